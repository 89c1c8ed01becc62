"""What a rule about plans is made of, and how a finding about a plan is written."""

from collections.abc import Iterable, Mapping

from rodtrad.core.checks import Finding, Message, Place, Rule, SubjectKind
from rodtrad.core.checks.rules import Text
from rodtrad.goals.rules.beside import CheckBeside
from rodtrad.goals.rules.check import NO_VALUES, gates, is_example, plan_end
from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.snapshot import Planning

Check = CheckBeside[Planning]


def about_plan(
    rule: Rule,
    plan: PlanRecord,
    snapshot: Snapshot,
    text: Text,
    values: Mapping[str, object] = NO_VALUES,
    others: Iterable[PlanRecord] = (),
) -> Finding:
    """Write one finding about a plan; the others are plans that the message tells of."""
    named = [plan, *others]
    ends = [plan_end(one, snapshot.root_visibility) for one in named]
    return Finding(
        rule=rule.id,
        kind=SubjectKind.PLAN,
        key=plan.key,
        title=plan.title,
        message=Message(text, values),
        organisation=plan.owner.id if plan.owner else None,
        organisation_name=plan.owner.name if plan.owner else "",
        place=Place(plan.key, plan.title, "", plan.source, plan.source_place),
        visibility=max(end.visibility for end in ends),
        team_organisations=gates(ends),
        involves_example=any(is_example(one.origin) for one in named),
    )
