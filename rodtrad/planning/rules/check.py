"""What a rule about plans is made of, and how a finding about a plan is written."""

from collections.abc import Mapping

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
) -> Finding:
    """Write one finding about a plan."""
    end = plan_end(plan, snapshot.root_visibility)
    return Finding(
        rule=rule.id,
        kind=SubjectKind.PLAN,
        key=plan.key,
        title=plan.title,
        message=Message(text, values),
        organisation=plan.owner.id if plan.owner else None,
        organisation_name=plan.owner.name if plan.owner else "",
        place=Place(plan.key, plan.title, "", plan.source, plan.source_place),
        visibility=end.visibility,
        team_organisations=gates([end]),
        involves_example=is_example(plan.origin),
    )
