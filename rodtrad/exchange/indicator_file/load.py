"""Stores an indicator file, in one transaction: all of it or nothing, and never takes anything away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.exchange.indicator_file.entries import IndicatorFile
from rodtrad.exchange.indicator_file.facts import note_fact_faults
from rodtrad.exchange.indicator_file.faults import note_definition_faults
from rodtrad.exchange.indicator_file.figures import Known, figures_by_dataset, note_figure_faults
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Dataset, Indicator, Provider
from rodtrad.indicators.operations.define import Defined, Outcome, define
from rodtrad.indicators.operations.define_facts import define_facts, faults_of_facts, units_known
from rodtrad.indicators.operations.definitions import DefinitionsRefusedError
from rodtrad.indicators.operations.quote import Quotation, quote_figures
from rodtrad.organisations.models import Root
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write

#: More keys than this are only counted.
_NAMED = 20


@dataclass
class IndicatorReport:
    """What an import made, changed and left; `dry_run` tells that nothing was stored."""

    root: Root | None
    defined: Defined
    dry_run: bool
    facts: Outcome = field(default_factory=Outcome)
    quotations: list[Quotation] = field(default_factory=list)
    unverified: int = 0

    @property
    def changes_nothing(self) -> bool:
        done = (self.defined.datasets, self.defined.indicators, self.facts)
        return not any(one.made or one.changed for one in done) and not any(
            one.made or one.changed for one in self.quotations
        )

    def as_text(self) -> str:
        head = _("Prøvekjøring av %s. Ingenting er lagret.") if self.dry_run else _("Lest inn: %s.")
        lines = [head % (self.root.name if self.root else _("det felles settet"))]
        if self.changes_nothing:
            lines.append(_("Ingenting er endret."))
        else:
            lines += _told(_("tabeller"), self.defined.datasets)
            lines += _told(_("indikatorer"), self.defined.indicators)
            lines += self._told_of_figures()
            lines += _told(_("levende fakta"), self.facts)
        if left := sum(one.left for one in self.quotations):
            lines.append(_("%d tall står som kilden har gitt dem, og er ikke byttet ut.") % left)
        if self.unverified:
            lines.append(_("%d tabeller er ikke prøvd mot kilden.") % self.unverified)
        return "\n".join(lines)

    def _told_of_figures(self) -> list[str]:
        made, changed, same = (
            sum(getattr(one, name) for one in self.quotations) for name in ("made", "changed", "same")
        )
        told = _counts(made, changed, same)
        return [_("tall") + ": " + told] if told else []


def store_indicator_file(
    *, file: IndicatorFile, root: Root | None, dry_run: bool = False, at: datetime | None = None
) -> IndicatorReport:
    """Store what the file holds, in the root's own set or the common one. Raises PlanFileError with every fault."""
    received_at = at or timezone.now()
    with transaction.atomic():
        report = _store(file, root, dry_run, received_at)
        transaction.set_rollback(dry_run)
    if not dry_run:
        follow_write(roots=[root.id] if root else [], most=MOST_ONE_BY_ONE, wait=True)
    return report


def _store(file: IndicatorFile, root: Root | None, dry_run: bool, at: datetime) -> IndicatorReport:
    problems = Problems()
    note_figure_faults(problems, file, _known(file, root))
    facts = [one.definition for one in file.facts]
    given = {one.definition.key: one.definition.unit for one in file.indicators}
    note_fact_faults(problems, file, faults_of_facts(facts, units_known(root) | given))
    try:
        defined = define(
            root=root,
            datasets=[one.definition for one in file.datasets],
            indicators=[one.definition for one in file.indicators],
            today=timezone.localdate(at),
        )
    except DefinitionsRefusedError as error:
        note_definition_faults(problems, file, error.faults)
        problems.raise_if_any()
        raise
    problems.raise_if_any()
    report = IndicatorReport(root, defined, dry_run, define_facts(root=root, facts=facts))
    tables = {row.key: row for row in Dataset.objects.filter(root=root)}
    for dataset, figures in figures_by_dataset(file, tables):
        report.quotations.append(quote_figures(dataset=dataset, figures=figures, received_at=at))
    report.unverified = sum(_is_unverified(row) for row in defined.tables.values())
    return report


def _is_unverified(row: Dataset) -> bool:
    return row.verified_on is None and row.provider != Provider.DOCUMENT


def _known(file: IndicatorFile, root: Root | None) -> Known:
    held = dict(Dataset.objects.filter(root=root).values_list("key", "provider"))
    return Known(
        indicators={
            *Indicator.objects.filter(root=root).values_list("key", flat=True),
            *(one.definition.key for one in file.indicators),
        },
        providers=held | {one.definition.key: one.definition.provider for one in file.datasets},
        areas=set(Area.objects.values_list("code", flat=True)),
    )


def _told(kind: str, outcome: Outcome) -> list[str]:
    counts = _counts(len(outcome.made), len(outcome.changed), len(outcome.same))
    if not counts:
        return []
    lines = [f"{kind}: {counts}"]
    if 0 < len(outcome.made) <= _NAMED:
        lines.append("  " + _("Nye: %s") % ", ".join(outcome.made))
    for key, fields in list(outcome.changed.items())[:_NAMED]:
        lines.append("  " + _("Endret: %(key)s (%(fields)s)") % {"key": key, "fields": ", ".join(fields)})
    return lines


def _counts(made: int, changed: int, same: int) -> str:
    parts: Iterable[str] = (
        _("%d nye") % made if made else "",
        _("%d endret") % changed if changed else "",
        _("%d uendret") % same if same else "",
    )
    return ", ".join(filter(None, parts))
