"""What stands in a root but not in its plan file: counted, and deleted when asked for."""

from collections.abc import Callable, Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, Case, Instruction, Meeting, MinorityVote, Point, Treatment
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file.load import Loader
from rodtrad.exchange.plan_file.load_strategy import PARTS, item_name
from rodtrad.goals.models import (
    Conflict,
    Element,
    Framework,
    Level,
    LevelRule,
    Link,
    Placement,
    PlanFramework,
)
from rodtrad.organisations.models import (
    CheckException,
    Organisation,
    RegionMember,
    Role,
    Root,
    Source,
)
from rodtrad.planning.models import (
    NeedAnswer,
    PlanningStrategy,
    Process,
    ProcessStep,
    StrategyItem,
    WheelEntry,
)
from rodtrad.plans.models import KnowledgeBase, OwnPlanType, Plan, PlanMerge
from rodtrad.sdg.models import LocalTarget
from rodtrad.targets.models import Target

Spare = tuple[Any, list[Any]]


def prune_root(loader: Loader, root: Root, *, delete: bool) -> None:
    """Count the rows that the file does not hold; delete them on `delete`, what refers first.

    Adopted text is deleted only under a correction, as it is changed. Raises ExchangeError when something
    outside the file still leans on what would be deleted.
    """
    if loader.tally.made[Root._meta.label]:
        return  # nothing stood here before
    spare = spare_rows(loader, root)
    for model, rows in spare:
        if rows:
            (loader.tally.deleted if delete else loader.tally.left)[str(model._meta.label)] += len(rows)
    if delete:
        _refuse_leaning(root, dict(spare))
        for model, rows in spare:
            _delete(model, rows)


def spare_rows(loader: Loader, root: Root) -> list[Spare]:
    """Return the rows of each kind that the file does not hold, what refers first."""
    return [
        *_of_the_strategies(loader, root),
        *_of_the_thread(loader, root),
        *_of_the_structure(loader, root),
    ]


def _of_the_thread(loader: Loader, root: Root) -> list[Spare]:
    file, resolved = loader.resolved.file, loader.resolved
    placed = {(loader.plans[p.plan.key].id, loader.elements[p.key].id) for p in resolved.placed}
    parents = {key: row.id for key, row in loader.elements.items()}
    parents |= {key: row.id for key, row in loader.outside.elements.items()}
    linked = {(parents[link.child], parents[link.parent]) for link in resolved.links}
    excepted = {(entry.rule, entry.subject) for entry in file.exceptions}
    targets = {entry.target for entry in file.sdg_targets}
    return [
        _spare(
            Target,
            root,
            lambda row: (row.element_id, row.indicator_id, row.organisation_id) in loader.targets,
        ),
        _spare(Link, root, lambda row: (row.child_id, row.parent_id) in linked),
        _spare(CheckException, root, lambda row: (row.rule, row.subject) in excepted),
        _spare(LocalTarget, root, lambda row: row.target_id in targets),
        _without_key(Conflict, root, loader.conflicts),
        _without_key(WheelEntry, root, loader.recurring),
        _spare(Placement, root, lambda row: (row.plan_id, row.element_id) in placed),
        _without_key(Element, root, loader.elements),
    ]


def _of_the_strategies(loader: Loader, root: Root) -> list[Spare]:
    answers, items = loader.need_answers, loader.strategy_items
    return [
        _spare(NeedAnswer, root, lambda row: (row.item_id, row.question, row.discipline) in answers),
        _spare(StrategyItem, root, lambda row: (row.strategy_id, item_name(row)) in items),
        *(_parts(loader, root, *part) for part in PARTS),
        _spare(PlanningStrategy, root, lambda row: row.plan_id in loader.strategies),
    ]


def _parts(loader: Loader, root: Root, name: str, model: type[Any], tells: Callable[[Any], str]) -> Spare:
    held = loader.strategy_parts[name]
    return _spare(model, root, lambda row: (row.strategy_id, tells(row)) in held)


def _of_the_structure(loader: Loader, root: Root) -> list[Spare]:
    file = loader.resolved.file
    rules = {
        (loader.level_id(child), loader.level_id(parent), kind)
        for (child, parent), kinds in loader.resolved.rules.items()
        for kind in kinds
    }
    framed = {loader.plans[plan.key].id for plan in file.plans if plan.framework}
    levels = {level.id for level in loader.levels.values()}
    members = {(entry.name, entry.valid_from) for entry in file.members}
    staffed = set(Role.objects.filter(root=root).values_list("organisation_id", flat=True))
    return [
        _spare(ProcessStep, root, lambda row: (row.process_id, row.step) in loader.process_steps),
        _spare(Process, root, lambda row: row.plan_id in loader.processes),
        _spare(PlanMerge, root, lambda row: (row.plan_id, row.merged_id) in loader.merges),
        _spare(KnowledgeBase, root, lambda row: row.plan_id in loader.knowledge),
        _without_key(Plan, root, loader.plans),
        _without_key(OwnPlanType, root, loader.own_types),
        _spare(PlanFramework, root, lambda row: row.plan_id in framed),
        _spare(LevelRule, root, lambda row: (row.child_id, row.parent_id, row.kind) in rules),
        _spare(Level, root, lambda row: row.id in levels),
        _without_key(Framework, root, loader.frameworks),
        *_of_the_cases(loader, root),
        _spare(RegionMember, root, lambda row: (row.name, row.valid_from) in members),
        # A unit where someone has a role stays: deleting it would take the role away.
        _spare(Organisation, root, lambda row: row.key in loader.organisations or row.id in staffed),
        _without_key(Source, root, loader.sources),
    ]


def _of_the_cases(loader: Loader, root: Root) -> list[Spare]:
    """Return what refers first. A file tells all of the cases that it tells of, but their attachments."""
    kept = {
        model: {row.pk for row in rows.values()}
        for model, rows in (
            (Instruction, loader.instructions),
            (MinorityVote, loader.minorities),
            (Point, loader.points),
            (Treatment, loader.treatments),
            (Meeting, loader.meetings),
        )
    }
    return [
        *(
            (model, [row for row in model.objects.filter(root=root) if row.pk not in ids])
            for model, ids in kept.items()
        ),
        _without_key(Case, root, loader.cases),
        _without_key(Body, root, loader.bodies),
    ]


def _spare(model: Any, root: Root, keep: Callable[[Any], bool]) -> Spare:
    return model, [row for row in model.objects.filter(root=root) if not keep(row)]


def _without_key(model: Any, root: Root, keys: Collection[str]) -> Spare:
    return _spare(model, root, lambda row: row.key in keys)


def _refuse_leaning(root: Root, spare: dict[Any, list[Any]]) -> None:
    """Another organisation's links are not ours to delete."""
    gone = [row.id for row in spare[Element]]
    link = Link.objects.filter(parent__in=gone).exclude(root=root).select_related("root", "parent").first()
    if link is not None:
        raise ExchangeError(
            _(
                "«%(title)s» (%(key)s) kan ikke slettes: %(root)s har en kobling til det. "
                "Ta bort koblingen der først. Ingenting er lagret."
            )
            % {"title": link.parent.title, "key": link.parent.key, "root": link.root.name}
        )


def _delete(model: Any, rows: list[Any]) -> None:
    """Delete the rows, those that others of them stand under last."""
    try:
        for leaves in leaves_first(model, rows):
            model.objects.filter(id__in=leaves).delete()
    except ProtectedError as error:
        leaning = next(iter(error.protected_objects))
        raise ExchangeError(
            _(
                "Noe som ikke står i fila, kan ikke slettes, for «%(leaning)s» viser fortsatt til det. "
                "Behold det i fila. Ingenting er lagret."
            )
            % {"leaning": leaning}
        ) from error


def leaves_first(model: Any, rows: list[Any]) -> Iterator[list[UUID]]:
    """Yield the ids of the rows, those that others of them stand under last."""
    names = [field.attname for field in model._meta.concrete_fields if field.related_model is model]
    left = {row.id: row for row in rows}
    while left:
        leaned_on = {getattr(row, name) for row in left.values() for name in names}
        leaves = [identity for identity in left if identity not in leaned_on] or list(left)
        yield leaves
        for identity in leaves:
            del left[identity]
