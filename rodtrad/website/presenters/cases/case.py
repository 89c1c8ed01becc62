"""Cases in a list, and one case with its way through the bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Attachment, Case, CaseStatus, Point, Result, Treatment, TreatmentKind
from rodtrad.cases.queries.cases import CaseWay
from rodtrad.core.models import Origin, Visibility
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.wording import Fact, FactValue, Status, day, fact, known, label_of

CASE_TONES: dict[str, str] = {
    CaseStatus.PREPARED: "draft",
    CaseStatus.UNDER_TREATMENT: "half",
    CaseStatus.DECIDED: "ok",
    CaseStatus.WITHDRAWN: "none",
}
RESULT_TONES: dict[str, str] = {
    Result.PENDING: "none",
    Result.AS_RECOMMENDED: "ok",
    Result.CHANGED: "ok",
    Result.POSTPONED: "watch",
    Result.SENT_BACK: "watch",
    Result.NOTED: "done",
    Result.REJECTED: "off",
    Result.WITHDRAWN: "draft",
}


@dataclass(frozen=True)
class CaseRow:
    key: str
    number: str
    title: str
    url: str
    status: Status
    decided: str
    body: str
    owner: str
    origin: str
    is_internal: bool


@dataclass(frozen=True)
class PointLine:
    number: int
    text: str
    votes: str


@dataclass(frozen=True)
class MinorityLine:
    text: str
    who: str


@dataclass(frozen=True)
class Stop:
    """One body on the way of a case; `is_done` tells that the way has come past it."""

    body: str
    what: str
    status: Status
    day: str
    meeting_url: str
    note: str
    origin: str
    points: tuple[PointLine, ...]
    minorities: tuple[MinorityLine, ...]
    decides: bool
    is_done: bool
    edit_url: str


@dataclass(frozen=True)
class AttachmentLine:
    title: str
    url: str
    what: str
    id: str


def case_url(root: Root, key: str) -> str:
    return reverse("case", args=[root.slug, key])


def is_unknown(case: Case) -> bool:
    """Tell whether nobody has said how far the case came: a source names it, and no more."""
    is_told = case.date or case.decision or case.proposed_on or case.recommended_on
    return (
        case.status == CaseStatus.PREPARED and case.origin in (Origin.QUOTED, Origin.READING) and not is_told
    )


def case_status(case: Case) -> Status:
    if is_unknown(case):
        return Status("none", _("Ikke lagt inn"))
    return Status(CASE_TONES[case.status], label_of(CaseStatus(case.status)))


def case_rows(root: Root, cases: Iterable[Case]) -> list[CaseRow]:
    return [
        CaseRow(
            key=case.key,
            number=case.number,
            title=case.title,
            url=case_url(root, case.key),
            status=case_status(case),
            decided=day(case.date),
            body=case.body,
            owner=case.owner.name if case.owner else "",
            origin=case.origin,
            is_internal=case.visibility > Visibility.PUBLIC,
        )
        for case in cases
    ]


def stops(root: Root, way: CaseWay, *, may_write: bool) -> list[Stop]:
    """Return the bodies on the case's way, in order."""
    return [_stop(root, way.case, one, may_write=may_write) for one in way.treatments]


def _stop(root: Root, case: Case, treatment: Treatment, *, may_write: bool) -> Stop:
    meeting = treatment.meeting
    edit = reverse("edit_treatment", args=[root.slug, case.key, treatment.pk]) if may_write else ""
    return Stop(
        body=treatment.body.name,
        what=_what(treatment),
        status=Status(RESULT_TONES[treatment.result], result_word(treatment)),
        day=day(treatment.date),
        meeting_url=reverse("meeting", args=[root.slug, meeting.pk]) if meeting else "",
        note=treatment.note,
        origin=treatment.origin,
        points=tuple(point_lines(treatment.points.all())),
        minorities=tuple(
            MinorityLine(one.text, _who(one.supporters, one.votes)) for one in treatment.minority_votes.all()
        ),
        decides=treatment.decides,
        is_done=treatment.result != Result.PENDING,
        edit_url=edit,
    )


def result_word(treatment: Treatment) -> str:
    """Say what it came to; a body that only has a say neither adopts nor changes."""
    if treatment.kind == TreatmentKind.STATEMENT and treatment.result == Result.AS_RECOMMENDED:
        return _("Støtter forslaget")
    if treatment.kind == TreatmentKind.STATEMENT and treatment.result == Result.CHANGED:
        return _("Har merknader")
    return label_of(Result(treatment.result))


def _what(treatment: Treatment) -> str:
    is_done = treatment.result != Result.PENDING
    if treatment.kind == TreatmentKind.STATEMENT:
        return _("uttalte seg") if is_done else _("skal uttale seg")
    if treatment.kind == TreatmentKind.RECOMMENDATION:
        return _("innstilte") if is_done else _("skal innstille")
    if treatment.kind == TreatmentKind.DECISION:
        return _("behandlet saken") if is_done else _("skal gjøre vedtak")
    return _("ble orientert") if is_done else _("skal orienteres")


def point_lines(points: Iterable[Point]) -> list[PointLine]:
    return [PointLine(one.number, one.text, _votes(one)) for one in points]


def _votes(point: Point) -> str:
    if point.votes_for is None and point.votes_against is None:
        return ""
    if not point.votes_against and point.votes_for is not None:
        return _("Enstemmig, %d stemmer") % point.votes_for
    return _("%(for)s for, %(against)s mot") % {
        "for": "–" if point.votes_for is None else point.votes_for,
        "against": "–" if point.votes_against is None else point.votes_against,
    }


def _who(supporters: str, votes: int | None) -> str:
    count = ngettext("%(count)d stemme", "%(count)d stemmer", votes) % {"count": votes} if votes else ""
    return ", ".join(part for part in (supporters, count) if part)


def attachment_lines(root: Root, case: Case, attachments: Sequence[Attachment]) -> list[AttachmentLine]:
    return [
        AttachmentLine(
            title=one.title,
            url=reverse("attachment", args=[root.slug, case.key, one.pk]),
            what=f"{one.name.rpartition('.')[2].upper()}, {_size(one.file.size)}",
            id=str(one.pk),
        )
        for one in attachments
    ]


def _size(number: int) -> str:
    if number < 1024 * 1024:
        return _("%d kB") % max(1, round(number / 1024))
    return _("%s MB") % f"{number / 1024 / 1024:.1f}".replace(".", ",")


def case_facts(case: Case) -> list[Fact]:
    source = " · ".join(part for part in (case.source.title if case.source else "", case.place) if part)
    return known(
        fact(_("Saksnummer"), case.number),
        fact(_("Eier"), case.owner.name if case.owner else None),
        fact(_("Forslaget ble åpent"), day(case.proposed_on)),
        fact(_("Innstillingen ble åpen"), day(case.recommended_on)),
        fact(_("Avgjort"), ", ".join(part for part in (case.body, day(case.date)) if part)),
        fact(_("Hjemmel"), case.legal_basis),
        fact(_("Hvem kan se saken"), _seen_by(case)),
        fact(
            _("Les mer"),
            FactValue(_("Saken i arkivet"), case.archive_address) if case.archive_address else None,
            FactValue(_("Saken i eInnsyn"), case.einnsyn_address) if case.einnsyn_address else None,
        ),
        fact(_("Kilde"), _source(case, source)),
    )


def _source(case: Case, words: str) -> FactValue | str:
    if words and case.source and case.source.address:
        return FactValue(words, case.source.address)
    return words


def _seen_by(case: Case) -> str:
    return "" if case.visibility == Visibility.PUBLIC else str(capfirst(case.get_visibility_display()))


def in_one_sentence(case: Case, way: CaseWay, today: date) -> str:
    """Say how far the case has come, as one would to a neighbour; nothing when nobody has told."""
    if is_unknown(case) and not way.treatments:
        return ""
    if case.status == CaseStatus.WITHDRAWN:
        return _("Saken er trukket. Ingen skal behandle den.")
    if case.is_decided:
        who = case.body or _("Organet som avgjør")
        return (
            _("%(body)s avgjorde saken %(day)s.") % {"body": who, "day": day(case.date)} if case.date else ""
        )
    waiting = [one for one in way.treatments if one.result == Result.PENDING]
    if waiting and waiting[0].date and waiting[0].date >= today:
        told = {"body": waiting[0].body.name, "day": day(waiting[0].date)}
        return _("Saken er ikke avgjort. Neste er %(body)s %(day)s.") % told
    if waiting and waiting[0].date:
        told = {"body": waiting[0].body.name, "day": day(waiting[0].date)}
        if waiting[0].meeting and waiting[0].meeting.is_cancelled:
            return _("Saken er ikke avgjort. Møtet i %(body)s %(day)s er avlyst.") % told
        return _("Saken er ikke avgjort. %(body)s skulle behandle den %(day)s, og det er ikke ført inn hva "
                 "det ble til.") % told  # fmt: skip
    if waiting:
        return _("Saken er ikke avgjort. Neste er %s.") % waiting[0].body.name
    return _("Saken er ikke avgjort.")


def adopted_plans(root: Root, plans: Iterable[Plan]) -> list[FactValue]:
    return [FactValue(plan.title, plan_url(root, plan), plan.origin) for plan in plans]
