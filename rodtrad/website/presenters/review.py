"""Review in words: where the draft stands, what has been answered, comments, links for readers, what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.accounts.models import User
from rodtrad.goals.models import Comment, DraftLink, Review, ReviewState
from rodtrad.goals.operations.reviews_draft_link import token_of
from rodtrad.goals.permissions import Powers, may_approve, may_propose
from rodtrad.goals.queries.review_changes import Changed, Since
from rodtrad.goals.queries.review_marks import Subject
from rodtrad.goals.queries.reviews import Waiting
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.history import ChangeLine, change_line, moment
from rodtrad.website.presenters.wording import Status

_TONES = {
    ReviewState.PROPOSED: "half",
    ReviewState.RETURNED: "watch",
    ReviewState.WITHDRAWN: "draft",
    ReviewState.APPROVED: "ok",
}


@dataclass(frozen=True)
class RoundLine:
    status: Status
    proposed: str
    decided: str
    reason: str


@dataclass(frozen=True)
class CommentLine:
    id: str
    who: str
    when: str
    machine_when: str
    text: str
    resolved: str
    may_resolve: bool


@dataclass(frozen=True)
class LinkLine:
    id: str
    reader: str
    address: str
    made: str
    until: str
    ended: str
    opened: str


@dataclass(frozen=True)
class ChangedLine:
    title: str
    url: str
    note: str
    changes: Sequence[ChangeLine]


def status_of_review(rounds: Sequence[Review]) -> Status:
    if not rounds:
        return Status("draft", _("Ikke foreslått ennå"))
    state = ReviewState(rounds[0].state)
    return Status(_TONES[state], str(capfirst(state.label)))


def round_lines(rounds: Sequence[Review]) -> list[RoundLine]:
    return [
        RoundLine(
            status_of_review([one]),
            f"{moment(one.proposed_at)}, {name_of(one.proposed_by)}",
            f"{moment(one.decided_at)}, {name_of(one.decided_by)}" if one.decided_at else "",
            one.reason,
        )
        for one in rounds
    ]


def name_of(user: User | None) -> str:
    return user.name if user else _("en som ikke har konto lenger")


def comment_lines(comments: Sequence[Comment], subject: Subject, powers: Powers) -> list[CommentLine]:
    works = may_propose(powers, subject) or may_approve(powers, subject)
    return [
        CommentLine(
            id=str(one.pk),
            who=name_of(one.author),
            when=moment(one.written_at),
            machine_when=one.written_at.isoformat(),
            text=one.text,
            resolved=f"{moment(one.resolved_at)}, {name_of(one.resolved_by)}" if one.resolved_at else "",
            may_resolve=one.resolved_at is None and (works or one.author == powers.person),
        )
        for one in comments
    ]


def link_lines(links: Sequence[DraftLink], site: str) -> list[LinkLine]:
    return [
        LinkLine(
            id=str(one.pk),
            reader=one.reader,
            address=site + reverse("draft", args=[token_of(one)]),
            made=f"{moment(one.made_at)}, {name_of(one.made_by)}",
            until=moment(one.expires_at),
            ended=_ended(one),
            opened=_opened(one),
        )
        for one in links
    ]


def _ended(link: DraftLink) -> str:
    if link.revoked_at:
        return _("Tatt tilbake %s") % moment(link.revoked_at)
    return _("Utløpt") if link.expires_at <= timezone.now() else ""


def _opened(link: DraftLink) -> str:
    if link.last_opened is None:
        return _("Ikke åpnet ennå")
    told = ngettext(
        "Åpnet %(count)d gang, sist %(when)s", "Åpnet %(count)d ganger, sist %(when)s", link.opened
    )
    return told % {"count": link.opened, "when": moment(link.last_opened)}


def changed_lines(root: Root, since: Since) -> list[ChangedLine]:
    return [
        ChangedLine(
            one.title,
            element_url(root.slug, one.key) if one.key and not one.is_plan else "",
            _note(one),
            [change_line(change, since.names) for change in one.changes],
        )
        for one in since.changed
    ]


def _note(one: Changed) -> str:
    if one.is_plan:
        return _("Planen selv")
    return _("Nytt") if one.is_new else _("Tatt bort") if one.is_gone else ""


@dataclass(frozen=True)
class WaitingLine:
    """`about` is the page of what waits, `url` the page of its review."""

    title: str
    url: str
    about: str
    what: str
    since: str
    origin: str


def waiting_lines(root: Root, waiting: Sequence[Waiting]) -> list[WaitingLine]:
    return [
        WaitingLine(
            one.title,
            reverse("plan_review" if one.is_plan else "element_review", args=[root.slug, one.key]),
            reverse("plan" if one.is_plan else "element", args=[root.slug, one.key]),
            _("Plan") if one.is_plan else _("Element"),
            moment(one.since),
            one.origin,
        )
        for one in waiting
    ]


def review_address(subject: Subject, root: Root) -> str:
    name = "plan_review" if isinstance(subject, Plan) else "element_review"
    return reverse(name, args=[root.slug, subject.key])
