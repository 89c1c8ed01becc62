"""`rodtrad fetch`: figures from their sources, now or each night."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import BatchState, Dataset, Provider
from rodtrad.indicators.operations.fetch import FetchReport, can_be_fetched
from rodtrad.indicators.operations.progress import Progress, silent
from rodtrad.indicators.operations.runs import run_fetch
from rodtrad.indicators.presenters import under_way_words

Say = Callable[[str], None]


class UnknownTableError(Exception):
    """No table of that key can be fetched; the sentence says which can."""


def tables_that_can_be_fetched() -> list[Dataset]:
    return [one for one in Dataset.objects.order_by("key") if can_be_fetched(one)]


def list_tables() -> list[str]:
    """Return a line for each table: its key, number, title, whether nightly, and when it last was asked."""
    return [
        "\t".join(
            [
                one.key,
                one.table,
                one.title,
                _("hver natt") if one.is_nightly else _("når noen ber om det"),
                f"{one.checked_at:%Y-%m-%d %H:%M} UTC" if one.checked_at else _("aldri hentet"),
            ]
        )
        for one in tables_that_can_be_fetched()
    ]


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


def _chosen(keys: Sequence[str]) -> list[Dataset]:
    held = {one.key: one for one in tables_that_can_be_fetched()}
    if missing := [key for key in keys if key not in held]:
        raise UnknownTableError(
            _(
                "Fant ingen tabell med nøkkelen «%s» som kan hentes. «rodtrad fetch» uten nøkkel lister dem opp."
            )
            % missing[0]
        )
    return [held[key] for key in keys]


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
