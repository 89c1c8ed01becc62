"""The tables that figures come from, as those who run them see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.indicators.models import Batch, BatchState, Dataset, Provider
from rodtrad.indicators.operations.fetch import can_be_fetched
from rodtrad.indicators.queries.own_tables import TableState
from rodtrad.indicators.queries.sources import Kept
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.figures import period_words
from rodtrad.website.presenters.own_tables import TONES, age_words, batch_row, day


@dataclass(frozen=True)
class SourceRow:
    title: str
    url: str
    provider: str
    table: str
    frequency: str
    nightly: str
    asked: str
    tone: str
    came: str
    failure: str
    latest: str
    #: The figures that stand came another way, by a document: the table has given none.
    from_elsewhere: bool
    due: str
    is_late: bool
    verified: str


def source_row(root: Root, state: TableState, today: date) -> SourceRow:
    dataset = state.dataset
    tone, came = _came(state)
    return SourceRow(
        title=dataset.title,
        url=reverse("source", args=[root.slug, dataset.key]),
        provider=str(dataset.get_provider_display()),
        table=dataset.table,
        frequency=str(dataset.get_frequency_display()),
        nightly=_("hver natt") if dataset.is_nightly else "",
        asked=_asked(dataset, state, today),
        tone=tone,
        came=came,
        failure=state.last.failure if state.last else "",
        latest=period_words(state.latest) if state.latest else "–",
        from_elsewhere=state.latest is not None and state.last_stored is None,
        due=day(state.due),
        is_late=state.is_late(today),
        verified=day(dataset.verified_on),
    )


def _asked(dataset: Dataset, state: TableState, today: date) -> str:
    moment = dataset.checked_at or (state.last.received_at if state.last else None)
    return age_words(moment, today) if moment else _("aldri")


def _came(state: TableState) -> tuple[str, str]:
    if state.run is not None:
        return "half", str(state.run.get_state_display())
    if state.last is None:
        return "none", _("ingenting ennå")
    return TONES[BatchState(state.last.state)], str(state.last.get_state_display())


def in_order(states: Iterable[TableState], today: date) -> list[TableState]:
    """Return what somebody may want to look at first: what failed, then what is late."""
    return sorted(states, key=lambda one: (not _has_failed(one), not one.is_late(today)))


def _has_failed(state: TableState) -> bool:
    return state.last is not None and state.last.state == BatchState.FAILED


def tally_of(states: Iterable[TableState], today: date) -> list[dict[str, object]]:
    """Count what somebody may want to look at."""
    found = list(states)
    pairs = [
        (len(found), _("tabeller")),
        (
            sum(_has_failed(one) for one in found),
            _("feilet sist"),
        ),
        (sum(one.is_late(today) for one in found), _("forsinket")),
        (sum(one.latest is None for one in found), _("uten tall")),
    ]
    return [{"value": value, "label": word} for value, word in pairs]


def source_facts(root: Root, state: TableState, today: date) -> list[dict[str, object]]:
    """Return what one must know of a table as a list of facts; what is not known is left out."""
    dataset = state.dataset
    due = day(state.due)
    told: list[tuple[str, str, str]] = [
        (
            _("Leverandør"),
            ", ".join(dict.fromkeys(filter(None, [str(dataset.get_provider_display()), dataset.publisher]))),
            "",
        ),
        (_("Tabell"), dataset.table, dataset.address),
        (_("Hvor ofte"), str(dataset.get_frequency_display()), ""),
        (_("Hentes"), _fetched_words(dataset), ""),
        (_("Sist spurt"), _asked(dataset, state, today), ""),
        (_("Siste periode"), period_words(state.latest) if state.latest else "", ""),
        (_("Neste tall ventes"), f"{due} ({_('forsinket')})" if state.is_late(today) else due, ""),
        (_("Spørringen er prøvd"), day(dataset.verified_on) or _("ikke mot kilden"), ""),
        (_("Lisens"), dataset.licence, ""),
        (_("Nøkkel"), dataset.key, ""),
    ]
    found: list[dict[str, object]] = [
        {"label": label, "text": text, "url": url} for label, text, url in told if text
    ]
    if dataset.provider == Provider.TABLE and dataset.root_id == root.pk:
        address = reverse("own_table", args=[root.slug, dataset.key])
        found.append({"label": _("Egen tabell"), "text": _("Koblingen og filene"), "url": address})
    return found


def _fetched_words(dataset: Dataset) -> str:
    if not can_be_fetched(dataset):
        return _("nei, den kommer som fil")
    return _("hver natt") if dataset.is_nightly else _("når noen ber om det")


#: Kinds that an answer is given as, each with the ending of its file. All else is given as mere bytes.
_KINDS = {
    "application/json": "json",
    "text/csv": "csv",
    "text/markdown": "md",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


def safe_kind(media_type: str) -> tuple[str, str]:
    """Return the kind that an answer is given as, whatever the provider called it, and the ending of its file."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in _KINDS:
        return "application/octet-stream", "bin"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, _KINDS[kind]


def batches_of(
    root: Root, dataset: Dataset, batches: Sequence[Batch], kept: dict[int, list[Kept]], *, opens: bool
) -> list[dict[str, Any]]:
    """Return each time a table came, with the answers that are kept of it; `opens` gives each an address."""

    def address(batch: Batch, held: Kept) -> str:
        return reverse("source_answer", args=[root.slug, dataset.key, batch.pk, held.position])

    return [
        {
            "row": batch_row(one),
            "published": date_format(timezone.localtime(one.published_at), "j. F Y")
            if one.published_at
            else "",
            "kept": [
                {
                    "number": held.position + 1,
                    "kind": held.media_type,
                    "size": filesizeformat(held.size),
                    "url": address(one, held) if opens else "",
                }
                for held in kept.get(one.pk, [])
            ],
        }
        for one in batches
    ]
