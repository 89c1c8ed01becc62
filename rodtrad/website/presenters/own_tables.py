"""Own tables and work under way, as their pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.indicators.models import Batch, BatchState, Dataset, ImportRun, RunKind, RunState
from rodtrad.indicators.operations.progress import Stage, seconds_left, share_done
from rodtrad.indicators.queries.own_tables import TableState
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.figures import period_words

#: Batches that a page shows before the rest is folded.
TOP = 5
_MOST_BATCHES = 60
_UNHEARD_SECONDS = 120
TONES = {
    BatchState.STORED: "ok",
    BatchState.UNCHANGED: "ok",
    BatchState.WAITING: "half",
    BatchState.FAILED: "off",
}


@dataclass(frozen=True)
class TableRow:
    title: str
    url: str
    tone: str
    state: str
    latest: str
    came: str
    who: str
    due: str
    is_late: bool


def table_row(root: Root, state: TableState, today: date) -> TableRow:
    """Return a row of the list; what waits for somebody is said before what came last."""
    tone, words = _state_words(state)
    last = state.last_stored
    return TableRow(
        title=state.dataset.title,
        url=reverse("own_table", args=[root.slug, state.dataset.key]),
        tone=tone,
        state=words,
        latest=period_words(state.latest) if state.latest else "–",
        came=age_words(last.received_at, today) if last else "–",
        who=last.person.name if last and last.person else "",
        due=day(state.due),
        is_late=state.is_late(today),
    )


def _state_words(state: TableState) -> tuple[str, str]:
    if state.run is not None:
        return "half", _("leses inn nå")
    if not state.indicators:
        return "draft", _("ikke koblet ennå")
    if state.waiting is not None:
        return "half", _("en fil venter på godkjenning")
    if state.last_stored is None:
        return "draft", _("ingen tall ennå")
    return "ok", _("tatt inn")


def age_words(moment: datetime, today: date) -> str:
    """Return a day and how long ago it was."""
    then = timezone.localtime(moment).date()
    days = (today - then).days
    if days < 1:
        return _("i dag")
    if days < 60:
        ago = ngettext("%d dag siden", "%d dager siden", days) % days
    else:
        months = days // 30
        ago = ngettext("%d måned siden", "%d måneder siden", months) % months
    return f"{date_format(then, 'j. F Y')} ({ago})"


def day(given: date | None) -> str:
    return date_format(given, "j. F Y") if given else ""


def facts_of(state: TableState, today: date) -> list[dict[str, object]]:
    """Return what one must know of a table as a list of facts; what is not known is left out."""
    last = state.last_stored
    due = day(state.due)
    told = [
        (_("Siste periode"), period_words(state.latest) if state.latest else ""),
        (_("Sist tatt inn"), age_words(last.received_at, today) if last else ""),
        (_("Av"), last.person.name if last and last.person else ""),
        (_("Hvor ofte"), str(state.dataset.get_frequency_display())),
        (_("Neste tall ventes"), f"{due} ({_('forsinket')})" if state.is_late(today) else due),
        (_("Kilde"), state.dataset.publisher),
    ]
    return [{"label": label, "text": text, "url": ""} for label, text in told if text]


@dataclass(frozen=True)
class BatchRow:
    """One time that figures came, or should have."""

    number: int
    when: str
    tone: str
    state: str
    counts: str
    file_name: str
    person: str
    failure: str
    is_waiting: bool


def batch_rows(dataset: Dataset) -> dict[str, list[BatchRow]]:
    """Return each time the table came, the latest first; the rest is to be folded."""
    rows = [batch_row(one) for one in dataset.batches.select_related("person")[:_MOST_BATCHES]]
    return {"top": rows[:TOP], "more": rows[TOP:]}


def batch_row(batch: Batch) -> BatchRow:
    state = BatchState(batch.state)
    counts = _("%(made)d nye, %(changed)d endret, %(same)d som før") % {
        "made": batch.made,
        "changed": batch.changed,
        "same": batch.same,
    }
    return BatchRow(
        number=batch.pk,
        when=date_format(timezone.localtime(batch.received_at), "j. F Y H.i"),
        tone=TONES[state],
        state=str(state.label),
        counts=counts if state in (BatchState.STORED, BatchState.UNCHANGED) else "",
        file_name=batch.file_name,
        person=batch.person.name if batch.person else "",
        failure=batch.failure,
        is_waiting=state == BatchState.WAITING,
    )


def run_view(run: ImportRun) -> dict[str, Any]:
    """Return how far work has come: words, percent (none while it waits), what is left, and what may be wrong."""
    is_fetched = run.kind == RunKind.FETCH
    if run.state == RunState.QUEUED:
        waited = (timezone.now() - run.asked_at).total_seconds()
        hint = _("Ingen har tatt jobben ennå. Kjører «rodtrad worker»?") if waited > _UNHEARD_SECONDS else ""
        return {"words": _("Står i kø"), "percent": None, "left": "", "hint": hint}
    share = share_done(Stage(run.stage), run.done, run.total, is_fetched=is_fetched) if run.stage else 0.0
    elapsed = (timezone.now() - (run.started_at or run.asked_at)).total_seconds()
    heard = (timezone.now() - (run.told_at or run.asked_at)).total_seconds()
    left = seconds_left(elapsed, share)
    return {
        "words": _stage_words(run, is_fetched=is_fetched),
        "percent": round(100 * share),
        "left": _left_words(left) if left is not None else "",
        "hint": _("Det er en stund siden arbeidet sa fra. Kilden kan be oss vente.")
        if heard > _UNHEARD_SECONDS
        else "",
    }


def _stage_words(run: ImportRun, *, is_fetched: bool) -> str:
    if run.stage == Stage.ASKED:
        return _("Henter: %(done)d av %(total)d svar er kommet") % {"done": run.done, "total": run.total}
    if run.stage == Stage.STORED:
        return _("Lagrer tallene")
    if run.stage == Stage.READ:
        return _("Leser tallene")
    return _("Spør kilden") if is_fetched else _("Leser fila")


def _left_words(seconds: float) -> str:
    if seconds < 90:
        whole = max(1, round(seconds))
        return ngettext("omtrent %d sekund igjen", "omtrent %d sekunder igjen", whole) % whole
    minutes = round(seconds / 60)
    return ngettext("omtrent %d minutt igjen", "omtrent %d minutter igjen", minutes) % minutes
