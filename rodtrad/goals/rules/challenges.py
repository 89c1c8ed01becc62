"""T-01, T-02, T-08: the thread between challenges and goals."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.models import Origin
from rodtrad.goals.models import LinkKind
from rodtrad.goals.rules.check import CHALLENGES, GOALS, Check, finding, names
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.goals.snapshot.snapshot import above, below

UNANSWERED = Rule(
    id="T-01",
    severity=Severity.ERROR,
    title=_("Utfordring uten mål"),
    text=_("Hver utfordring skal ha minst ett mål som svarer på den."),
    reason=_("Tråden begynner i utfordringen. Svarer ingen mål på den, ender den der."),
    reference=_("Metode: den røde tråden fra utfordring til resultat"),
    pictogram=Pictogram.BROKEN,
    remedy=_("Koble målet som svarer på utfordringen, eller lag et."),
)
UNFOUNDED = Rule(
    id="T-02",
    severity=Severity.WARNING,
    title=_("Mål som ikke svarer på noe"),
    text=_("Et mål skal svare på minst én utfordring, selv eller gjennom målene over og under seg."),
    reason=_("Uten en utfordring bak seg kan ingen se hvorfor målet er valgt."),
    reference=_("Metode: den røde tråden fra utfordring til resultat"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Koble målet til utfordringen det svarer på."),
)
ONLY_READINGS = Rule(
    id="T-08",
    severity=Severity.NOTE,
    title=_("Bare tolkninger binder mål og utfordring"),
    text=_("Minst én kobling fra målet til en utfordring eller et behov bør stå i en plan eller et vedtak."),
    reason=_("En tolkning er noens lesning av dokumentene. Den kan være god, men ingen har vedtatt den."),
    reference=_("Metode: sitert, egen, tolkning og eksempel holdes fra hverandre"),
    pictogram=Pictogram.FADED,
    remedy=_("La neste rullering av planen si hva målet svarer på."),
)


def _answers(goal: ElementRecord) -> list[ElementRecord]:
    return [
        link.parent
        for link in goal.up
        if link.kind == LinkKind.ADDRESSES and link.parent.role in CHALLENGES and link.parent.is_live
    ]


def unanswered(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for challenge in snapshot.with_roles(CHALLENGES):
        if not snapshot.structure.can_be_addressed_by(challenge.level, GOALS):
            continue
        answers = (link.child for link in challenge.down if link.kind == LinkKind.ADDRESSES)
        if not any(child.is_live and child.role in GOALS for child in answers):
            yield finding(
                UNANSWERED,
                challenge,
                _("Ingen mål svarer på denne: %(level)s."),
                values={"level": challenge.level.one},
            )


def unfounded(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    goals = list(snapshot.with_roles(GOALS))
    answering = [goal for goal in goals if _answers(goal)]
    held = above(answering) | below(answering)
    for goal in goals:
        if goal.id in held or not snapshot.structure.can_address(goal.level, CHALLENGES):
            continue
        if any(
            link.parent.role in GOALS and not link.parent.foreign and link.parent.is_live for link in goal.up
        ):
            continue  # the topmost goal has the finding
        yield finding(UNFOUNDED, goal, _("Ingen mål i denne tråden svarer på en utfordring."))


def only_readings(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for goal in snapshot.with_roles(GOALS):
        links = [link for link in goal.up if link.kind == LinkKind.ADDRESSES and link.parent.is_live]
        origins = {link.origin for link in links}
        if not origins or origins - {Origin.READING, Origin.EXAMPLE}:
            continue
        parents = [link.parent for link in links]
        text = _("Bare tolkninger eller eksempler knytter målet til %(challenges)s.")
        yield finding(ONLY_READINGS, goal, text, *parents, values={"challenges": names(parents, limit=9)})


CHECKS = (Check(UNANSWERED, unanswered), Check(UNFOUNDED, unfounded), Check(ONLY_READINGS, only_readings))
