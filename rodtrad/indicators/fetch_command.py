"""`rodtrad fetch`: figures from their sources, now or each night."""

from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import BatchState, Dataset, Provider
from rodtrad.indicators.operations.fetch import FetchReport, can_be_fetched, is_ready
from rodtrad.indicators.operations.progress import Progress, silent
from rodtrad.indicators.operations.runs import run_fetch
from rodtrad.indicators.presenters import under_way_words

Say = Callable[[str], None]


class UnknownTableError(Exception):
    """No table of that key can be fetched; the sentence says why, and which can."""


def tables_that_can_be_fetched() -> list[Dataset]:
    return [one for one in Dataset.objects.order_by("key") if is_ready(one)]


def list_tables() -> list[str]:
    """Return a line for each table: its key, number, title, whether nightly, and when it last was asked.

    A last line names those that nobody has made a query for.
    """
    every = list(Dataset.objects.order_by("key"))
    lines = [
        "\t".join(
            [
                one.key,
                one.table,
                one.title,
                _("hver natt") if one.is_nightly else _("når noen ber om det"),
                f"{one.checked_at:%Y-%m-%d %H:%M} UTC" if one.checked_at else _("aldri hentet"),
            ]
        )
        for one in every
        if is_ready(one)
    ]
    waiting = [one.key for one in every if can_be_fetched(one) and not is_ready(one)]
    if waiting:
        lines.append(_("Kan ikke hentes ennå, for spørringen er ikke laget: %s.") % ", ".join(waiting))
    return lines


def fetch_tables(keys: Sequence[str], *, say: Say, progress: Callable[[], Progress] = lambda: silent) -> bool:
    """Fetch the tables now, one after another. Tells how each went, and returns whether all went well."""
    chosen = _chosen(keys)
    went_well = True
    for place, dataset in enumerate(chosen, 1):
        say(_("Henter %(place)d av %(total)d: %(title)s (%(table)s) …")
            % {"place": place, "total": len(chosen), "title": dataset.title, "table": dataset.table})  # fmt: skip
        try:
            report = run_fetch(dataset=dataset, progress=progress())
        except UnderWayError as error:
            say(f"{dataset.key}: {under_way_words(error)}")
            went_well = False
            continue
        for line in _told(report):
            say(line)
        went_well = went_well and report.batch.state != BatchState.FAILED
    return went_well


def set_nightly(keys: Sequence[str], *, is_nightly: bool) -> list[str]:
    """Let the tables be fetched each night, or no longer; return a line for each."""
    chosen = _chosen(keys)
    for dataset in chosen:
        dataset.is_nightly = is_nightly
        dataset.save(update_fields=["is_nightly"])
    text = _("%s hentes hver natt.") if is_nightly else _("%s hentes ikke lenger om natta.")
    return [text % dataset.key for dataset in chosen]


def _chosen(names: Sequence[str]) -> list[Dataset]:
    """Return the tables of these keys; the number of a table means all that are fetched from it."""
    held = tables_that_can_be_fetched()
    found: dict[object, Dataset] = {}
    for name in names:
        named = [one for one in held if one.key == name] or [one for one in held if one.table == name]
        if not named:
            raise UnknownTableError(_why_not(name))
        found |= {one.pk: one for one in named}
    return list(found.values())


def _why_not(name: str) -> str:
    """Say why no table of that name can be fetched: its query lacks, it comes as a file, or there is none."""
    dataset = Dataset.objects.filter(Q(key=name) | Q(table=name)).order_by("key").first()
    if dataset is None:
        text = _("Fant ingen tabell med nøkkelen eller nummeret «%s». «rodtrad fetch» alene lister dem opp.")
        return text % name
    if can_be_fetched(dataset):
        text = _(
            "«%s» kan ikke hentes ennå: tabellnummeret eller spørringen mangler. Skriv dem i en indikatorfil, "
            "og les den inn med «rodtrad import indicators»."
        )
        return text % dataset.key
    return _("«%s» hentes ikke; den kommer som fil eller dokument.") % dataset.key


def _told(report: FetchReport) -> list[str]:
    batch = report.batch
    if batch.state == BatchState.FAILED:
        return [batch.failure]
    if batch.state == BatchState.UNCHANGED:
        return [_("Ingenting er endret siden sist.")]
    text = _("%(made)d nye tall, %(changed)d endret, %(same)d som før.")
    if batch.dataset.provider == Provider.KLASS:
        text = _("Områder og grupper: %(made)d nye, %(changed)d endret, %(same)d som før.")
    counts = text % {
        "made": batch.made,
        "changed": batch.changed,
        "same": batch.same,
    }
    left_out = (
        [_("Utelatt, for vi har ikke områdene: %s.") % ", ".join(report.unknown_areas)]
        if report.unknown_areas
        else []
    )
    return [counts, *left_out, *report.notes]
