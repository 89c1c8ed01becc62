"""Announces what has happened to a plan, in the transaction in which it happens (core.outbox)."""

from collections.abc import Sequence

from rodtrad.core.outbox.announcing import announce
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan, Version, VersionLabel

ADOPTED, REPEALED, HEARD = "plan.adopted", "plan.repealed", "plan.heard"
TAKEN_BACK, RESTORED = "plan.taken_back", "plan.restored"


def announce_adopted(*, version: Version, ended: Sequence[Plan], actor: Person) -> None:
    """Announce that the plan is adopted as the version says, and that the older ones ended with it."""
    plan = version.plan
    heard = Version.objects.filter(plan=plan, label=VersionLabel.HEARING).order_by("-number")
    announce(
        kind=ADOPTED,
        root_id=plan.root_id,
        payload={
            "plan": str(plan.pk),
            "version": version.number,
            "heard": heard.values_list("number", flat=True).first(),
            "ended": [str(one.pk) for one in ended],
        },
        actor_id=actor.pk,
    )
    for one in ended:
        announce_repealed(plan=one, actor=actor, by=plan)


def announce_repealed(*, plan: Plan, actor: Person, by: Plan | None = None) -> None:
    """Announce that the plan is repealed, `by` the one that was adopted in its place if any."""
    announce(
        kind=REPEALED,
        root_id=plan.root_id,
        payload={"plan": str(plan.pk), "by": str(by.pk) if by else None},
        actor_id=actor.pk,
    )


def announce_heard(*, version: Version, actor: Person) -> None:
    """Announce that the draft that goes to hearing is frozen."""
    announce(
        kind=HEARD,
        root_id=version.root_id,
        payload={"plan": str(version.plan_id), "version": version.number},
        actor_id=actor.pk,
    )


def announce_taken_back(*, version: Version, restored: Sequence[Plan], actor: Person) -> None:
    """Announce that the adoption that the version tells of is taken back, and that the older plans stand again."""
    plan = version.plan
    announce(
        kind=TAKEN_BACK,
        root_id=plan.root_id,
        payload={
            "plan": str(plan.pk),
            "version": version.number,
            "restored": [str(one.pk) for one in restored],
        },
        actor_id=actor.pk,
    )
    for one in restored:
        announce(
            kind=RESTORED,
            root_id=one.root_id,
            payload={"plan": str(one.pk), "by": str(plan.pk), "version": version.number},
            actor_id=actor.pk,
        )
