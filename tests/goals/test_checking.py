"""The check as a whole: what it reads, who may know of a finding, and what exceptions do."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.core.checks import DuplicateRuleError, Severity, all_rules, register
from rodtrad.core.models import Visibility
from rodtrad.goals.checking import (
    CheckResult,
    UnknownRuleError,
    findings_visible_to,
    run_check,
    visible_to,
)
from rodtrad.goals.models import Framework, Level
from rodtrad.goals.rules import GoalRules
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.plans.models import Plan
from tests.goals.checked import TODAY, check, findings, keys
from tests.goals.factories import level as level_of
from tests.goals.factories import (
    make_conflict,
    make_element,
    make_exception,
    make_framework,
    make_link,
    make_local_target,
    make_member,
    make_organisation,
    make_plan,
    make_root,
    make_rule,
)
from tests.indicators.factories import make_indicator
from tests.targets.factories import make_target

INSIDE = Viewer(ceiling=Visibility.INTERNAL)


def seen(result: CheckResult, viewer: Viewer) -> list[str]:
    return sorted(finding.key for finding in findings_visible_to(result, viewer))


def test_the_check_reads_the_root_in_few_queries_whatever_its_size(root: Root, plan: Plan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            check(root)
        return len(captured)

    before = queries()
    goal = make_element(plan, "maal", addresses=make_element(plan, "floke"), sdg=["11.6"])
    for _number in range(10):
        make_element(plan, "tiltak", contributes_to=goal, sdg=["11"])
    make_conflict(root, goal)
    make_local_target(root, "13.2")
    make_target(goal, make_indicator("lesing"))
    assert queries() == before == 1


def test_an_empty_root_has_no_findings(root: Root) -> None:
    result = check(root)
    assert (result.findings, result.excepted, result.elements) == ((), (), 0)


def test_findings_come_with_the_gravest_first(root: Root, plan: Plan) -> None:
    make_element(plan, "maal")
    make_element(plan, "floke")
    result = check(root)
    ranks = [result.rules[finding.rule].severity.rank for finding in result.findings]
    assert ranks == sorted(ranks)
    assert result.has_errors
    assert result.counts[Severity.ERROR] == 2
    assert [rule.id for rule in result.by_rule()][:2] == ["T-01", "T-03"]
    assert not result.at_least(Severity.ERROR).counts[Severity.WARNING]


def test_a_finding_tells_place_and_responsible(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", "Byen er grønn", key="maal", number="2", place="Kapittel 3")
    (found,) = findings(root, "T-03")
    assert (found.place.plan_key, found.place.number, found.place.source_place) == ("plan", "2", "Kapittel 3")
    assert str(found.place) == "Plan, nummer 2 · Kapittel 3"
    assert found.organisation_name == root.name
    assert list(check(root, "T-03").by_organisation()) == [(found.organisation, root.name)]
    assert check(root).about("maal")


def test_unknown_rule(root: Root) -> None:
    with pytest.raises(UnknownRuleError, match="T-999"):
        run_check(root=root, today=TODAY, rules=["T-03", "T-999"])


def test_two_rules_with_one_id_are_refused() -> None:
    with pytest.raises(DuplicateRuleError):
        register(GoalRules())


def test_the_public_never_sees_a_finding_about_something_internal(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="apent")
    make_element(plan, "maal", key="internt", visibility=1)
    result = check(root, "T-03")
    assert seen(result, NOBODY) == ["apent"]
    assert seen(result, INSIDE) == seen(result, EVERYTHING) == ["apent", "internt"]
    assert visible_to(result, NOBODY).counts[Severity.ERROR] == 1
    assert (visible_to(result, NOBODY).elements, visible_to(result, INSIDE).elements) == (1, 2)


def test_a_finding_shows_only_when_all_its_ends_do(root: Root, plan: Plan) -> None:
    hidden = make_element(plan, "floke", visibility=1)
    goal = make_element(plan, "maal", key="maal")
    make_link(goal, hidden, "addresses", origin="reading")
    result = check(root, "T-08")
    assert seen(result, NOBODY) == []
    assert seen(result, INSIDE) == ["maal"]


def test_a_hidden_child_does_not_hide_the_finding_about_the_others(root: Root, plan: Plan) -> None:
    measure = make_element(plan, "tiltak", key="ferdig", progress="done")
    make_element(plan, "oppdrag", "Synlig", contributes_to=measure)
    make_element(plan, "oppdrag", "Skjult", contributes_to=measure, visibility=2)
    (found,) = findings(root, "T-23")
    assert found.visibility == Visibility.PUBLIC
    assert "Skjult" not in str(found.message)


def test_an_internal_plan_and_an_internal_root_hide_findings(root: Root, framework: Framework) -> None:
    make_element(make_plan(root, framework=framework, visibility=1), "maal")
    assert seen(check(root, "T-03"), NOBODY) == []
    closed = make_root(visibility=1)
    make_element(make_plan(closed, framework=make_framework(closed)), "maal")
    make_local_target(closed, "11.6")
    make_conflict(closed)
    assert seen(check(closed), NOBODY) == []
    assert len(seen(check(closed), INSIDE)) > 2


def test_a_conflict_is_as_hidden_as_its_most_hidden_step(root: Root, plan: Plan) -> None:
    make_conflict(root, make_element(plan, "maal"), make_element(plan, "maal", visibility=1), key="konflikt")
    result = check(root, "T-51")
    assert seen(result, NOBODY) == []
    assert seen(result, INSIDE) == ["konflikt"]


def test_team_matters_are_for_those_who_hold_every_end(root: Root, plan: Plan) -> None:
    one, other = make_organisation(root), make_organisation(root)
    parent = make_element(plan, "tiltak", key="ferdig", visibility=2, responsible=one, progress="done")
    make_element(plan, "oppdrag", contributes_to=parent, visibility=2, responsible=other)
    result = check(root, "T-23")

    def sees(*team: object) -> bool:
        units = frozenset(unit.pk for unit in team)  # type: ignore[attr-defined]
        return bool(seen(result, Viewer(ceiling=Visibility.INTERNAL, team=units)))

    assert not sees()
    assert not sees(one)
    assert not sees(other)
    assert sees(one, other)
    assert not seen(result, INSIDE)
    assert seen(result, EVERYTHING)


def test_a_regions_internal_goal_is_told_to_nobody_in_the_member(
    root: Root, framework: Framework, plan: Plan
) -> None:
    region = make_root(kind="region")
    make_member(region, root)
    theirs = make_framework(region)
    make_rule(level_of(framework, "maal"), level_of(theirs, "maal"))
    old = make_plan(region, framework=theirs, status="repealed", visibility=1)
    make_element(plan, "maal", key="vaart", contributes_to=make_element(old, "maal"))
    result = check(root, "T-25")
    assert seen(result, INSIDE) == []
    assert seen(result, EVERYTHING) == ["vaart"]


def test_a_level_not_in_the_source_is_not_missed(root: Root, framework: Framework, plan: Plan) -> None:
    make_element(plan, "strategi", key="strategien")
    assert keys(root, "T-04") == ["strategien"]
    Level.objects.filter(framework=framework, role__in=["measure", "assignment"]).update(in_source=False)
    assert keys(root, "T-04") == []


def test_findings_say_when_they_include_an_example(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="oppdiktet", origin="example")
    make_element(plan, "maal", key="egen")
    result = check(root, "T-03")
    assert {one.key: one.involves_example for one in result.findings} == {"oppdiktet": True, "egen": False}
    assert result.examples == 1


def test_an_exception_holds_until_its_end(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="tomt")
    make_exception(root, "T-03", "tomt", until=date(2026, 6, 1), reason="Kommer til høsten.")
    in_time = check(root, "T-03", "T-91", "T-92", today=date(2026, 6, 1))
    assert not in_time.findings
    (held,) = in_time.excepted
    assert (held.finding.key, held.reason, held.owner_name) == ("tomt", "Kommer til høsten.", root.name)
    late = check(root, "T-03", "T-91", "T-92", today=date(2026, 6, 2))
    assert [one.rule for one in late.findings] == ["T-03", "T-91"]
    assert not late.excepted
    assert "1. juni 2026" in str(late.findings[1].message)


def test_an_exception_is_for_one_rule_and_one_subject(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="tomt")
    make_element(plan, "maal", key="tomt-ogsaa")
    make_exception(root, "T-03", "tomt")
    make_exception(root, "T-02", "tomt-ogsaa")
    assert keys(root, "T-03") == ["tomt-ogsaa"]


def test_an_exception_that_nothing_needs(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", key="i-orden", addresses=make_element(plan, "floke"))
    make_element(plan, "strategi", contributes_to=goal)
    make_exception(root, "T-03", "i-orden")
    make_exception(root, "T-000", "hva-som-helst")
    result = check(root, "T-03", "T-92")
    assert {one.key for one in result.findings} == {"i-orden", "hva-som-helst"}
    assert seen(result, NOBODY) == ["i-orden"], "nobody can tell what the other was about"
    assert not check(root, "T-02", "T-92").about("i-orden"), "a rule that was not run says nothing"


def test_the_public_does_not_see_an_exception_from_something_internal(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", key="internt", visibility=1)
    make_exception(root, "T-03", "internt")
    result = check(root, "T-03")
    assert len(result.excepted) == 1
    assert not visible_to(result, NOBODY).excepted


def test_every_rule_has_its_words() -> None:
    for rule in all_rules():
        for text in (rule.title, rule.text, rule.reason, rule.reference, rule.remedy):
            assert str(text).strip(), rule.id
        assert not str(rule.title).endswith(".")
        assert "§" in str(rule.reference) or str(rule.reference).startswith("Metode:")
