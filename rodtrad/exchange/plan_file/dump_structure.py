"""Frameworks and plans, as entries."""

from dataclasses import replace

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_processes import processes
from rodtrad.exchange.plan_file.dump_register import Registered
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
from rodtrad.exchange.plan_file.dump_strategy import strategies
from rodtrad.exchange.plan_file.dump_thread import Thread
from rodtrad.goals.models import Framework, Level, LevelRule, PlanFramework, RuleKind
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan


def frameworks(root: Root) -> list[e.FrameworkEntry]:
    rows = Framework.objects.filter(root=root).order_by("position", "key").prefetch_related("levels")
    rules = _rules(root)
    return [
        e.FrameworkEntry(
            key=row.key,
            name=row.name,
            asks_for_sdg=row.asks_for_sdg,
            levels=[_level(level) for level in row.levels.all()],
            rules=[_rule(rule) for rule in rules if rule.child.framework_id == row.id],
        )
        for row in rows
    ]


def _level(row: Level) -> e.LevelEntry:
    return e.LevelEntry(
        key=row.key,
        role=row.role,
        names={
            "nb": e.Words(one=row.one_nb, many=row.many_nb),
            "nn": e.Words(one=row.one_nn, many=row.many_nn),
            "en": e.Words(one=row.one_en, many=row.many_en),
        },
        title_style=row.title_style,
        cross_cutting=row.cross_cutting,
        optional=row.optional,
        in_source=row.in_source,
    )


def _rules(root: Root) -> list[LevelRule]:
    """Return the rules that must be written: `under` follows from `contributes` between the same levels."""
    rows = LevelRule.objects.filter(root=root).select_related(
        "child__framework", "parent__framework", "parent__root"
    )
    every = list(rows.order_by("child__position", "parent__root__slug", "parent__position", "kind"))
    contributes = {
        (row.child_id, row.parent_id)
        for row in every
        if row.kind == RuleKind.CONTRIBUTES and row.parent.root_id == root.id
    }
    return [
        row
        for row in every
        if row.kind != RuleKind.UNDER or not row.normal or (row.child_id, row.parent_id) not in contributes
    ]


def _rule(row: LevelRule) -> e.RuleEntry:
    parent = row.parent.key
    if row.parent.framework_id != row.child.framework_id:
        parent = f"{row.parent.framework.key}/{parent}"
    if row.parent.root_id != row.root_id:
        parent = f"{row.parent.root.slug}/{parent}"
    return e.RuleEntry(child=row.child.key, parent=parent, kind=row.kind, normal=row.normal)


def plans(root: Root, keys: RootKeys, thread: Thread) -> list[e.PlanEntry]:
    named = PlanFramework.objects.filter(root=root).values_list("plan_id", "framework__key")
    framework_of, process_of = dict(named), processes(root, keys)
    registered, strategy_of = Registered.of(root), strategies(root, keys)
    return [
        replace(
            _plan(row, keys, framework_of.get(row.id, ""), process_of.get(row.id), thread.elements_of(row)),
            strategy=strategy_of.get(row.id),
            **registered.fields(row),
        )
        for row in Plan.objects.filter(root=root).order_by("position", "key")
    ]


def _plan(
    row: Plan, keys: RootKeys, framework: str, process: e.ProcessEntry | None, elements: list[e.ElementEntry]
) -> e.PlanEntry:
    return e.PlanEntry(
        key=row.key,
        type=row.type,
        title=row.title,
        description=row.description,
        status=row.status,
        from_year=row.from_year,
        to_year=row.to_year,
        horizon_years=row.horizon_years,
        treatment=row.treatment,
        question=row.question,
        owner=keys.organisations[row.owner_id],
        framework=framework,
        parent=keys.plans[row.parent_id],
        replaces=keys.plans[row.replaces_id],
        case=keys.cases[row.case_id],
        hearing=_hearing(row),
        process=process,
        visibility=visibility(row),
        elements=elements,
        **keys.sourced(row),
    )


def _hearing(row: Plan) -> e.HearingEntry | None:
    if row.hearing_from is None:
        return None
    return e.HearingEntry(
        starts=row.hearing_from,
        ends=row.hearing_to,
        submissions=row.hearing_submissions,
        assessed=row.hearing_assessed,
    )
