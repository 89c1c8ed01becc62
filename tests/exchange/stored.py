"""What is stored, in a form that does not hang on ids: to compare before and after."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

from rodtrad.cases.models import Attachment, Meeting, Treatment
from rodtrad.exchange.models import DocumentReading, ImportBatch
from rodtrad.exchange.operations import set_correction
from rodtrad.goals.models import Comment, Correction, DraftLink, FormerKey, HistoryRetention, Review, Seen
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import AnsweredRequest, Invitation, Owned, Role, Root
from rodtrad.planning.models import CalendarLink, ClockChoice
from rodtrad.plans.models import PlanCorrection, PlanDocument, Version, VersionFile, VersionMark
from rodtrad.search.models import IndexedDocument, Vocabulary, Watermark

Row = tuple[tuple[str, object], ...]
#: Not part of a plan file: who may do what, the adoption lock's own book, versions, work in progress, what is made
#: from the rest.
NOT_IN_FILES = (
    *(Role, Invitation, AnsweredRequest, Correction, PlanCorrection, Version, VersionFile, VersionMark),
    *(ImportBatch, DocumentReading, Review, Comment, DraftLink, FormerKey, HistoryRetention, Seen),
    *(IndexedDocument, Vocabulary, Watermark),
    Attachment,
    PlanDocument,
    ClockChoice,
    CalendarLink,
)


def owned_models() -> list[type[Owned]]:
    """Return the models whose rows belong to a root and that a plan file carries."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Owned) and model not in NOT_IN_FILES and not model.__name__.endswith("Event")
    ]


def relations() -> Iterator[tuple[type[Model], str, type[Model]]]:
    """Yield the tables between two models: the model of the table, the owner's field, the owner."""
    for model in owned_models():
        for field in model._meta.many_to_many:
            yield field.remote_field.through, field.m2m_field_name(), model


def counts() -> dict[str, int]:
    """Return how many rows there are of everything that a plan file can store."""
    models: list[type[Model]] = [
        Root,
        Correction,
        *owned_models(),
        *(through for through, _n, _o in relations()),
    ]
    return {str(model._meta.label): model._default_manager.count() for model in models}


def rows_of(root: Root) -> dict[str, list[Row]]:
    """Return every row of the root with ids replaced by what the rows say."""
    names = _Names()
    found = {
        str(model._meta.label): sorted(
            (names.row(row) for row in model._default_manager.filter(root=root)), key=repr
        )
        for model in owned_models()
    }
    for through, owner, _model in relations():
        rows = through._default_manager.filter(**{f"{owner}__root": root})
        found[str(through._meta.label)] = sorted((names.row(row) for row in rows), key=repr)
    found["root"] = [names.row(root)]
    return found


#: What a file does not tell: when the database was last told of a move.
_NOT_TOLD = {("cases.Meeting", "changed_at"), ("planning.WheelEntry", "changed_at")}


class _Names:
    """Says what an id stands for: the key of what has one, the two ends of a placement."""

    def __init__(self) -> None:
        self.by_id: dict[object, object] = {root.id: root.slug for root in Root.objects.all()}
        keyed = [model for model in owned_models() if any(f.name == "key" for f in model._meta.fields)]
        for model in keyed:
            for row in model._default_manager.select_related("root"):
                self.by_id[row.pk] = (row.root.slug, row.key)  # type: ignore[attr-defined]  # chosen by its key
        for placement in apps.get_model("goals", "Placement").objects.select_related("plan", "element"):
            self.by_id[placement.pk] = (placement.plan.key, placement.element.key)
        for process in apps.get_model("planning", "Process").objects.select_related("plan"):
            self.by_id[process.pk] = ("process", process.plan.key)
        for strategy in apps.get_model("planning", "PlanningStrategy").objects.select_related("plan"):
            self.by_id[strategy.pk] = ("strategy", strategy.plan.key)
        for item in apps.get_model("planning", "StrategyItem").objects.select_related(
            "plan", "strategy__plan"
        ):
            self.by_id[item.pk] = ("item", item.strategy.plan.key, item.title)
        for meeting in Meeting.objects.all():
            self.by_id[meeting.pk] = ("meeting", meeting.uid)
        for treatment in Treatment.objects.select_related("case"):
            self.by_id[treatment.pk] = (treatment.case.key, treatment.position)
        self.indicators = dict(Indicator.objects.values_list("pk", "key"))

    def row(self, row: Model) -> Row:
        values: dict[str, Any] = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and (row._meta.label, field.name) not in _NOT_TOLD
        }
        if "indicator_id" in values:
            values["indicator_id"] = self.indicators.get(values["indicator_id"])
        return tuple((name, self.said(value)) for name, value in sorted(values.items()))

    def said(self, value: object) -> object:
        named = self.by_id.get(value) if isinstance(value, UUID) else value
        return str(value) if named is None and value is not None else named


#: What refers to others before what is referred to.
_IN_ORDER = (
    "planning.NeedAnswer",
    "planning.StrategyItem",
    "planning.StrategyTrend",
    "planning.GuidelineAnswer",
    "planning.StrategyView",
    "planning.Capacity",
    "planning.StrategyPhase",
    "planning.PlanningStrategy",
    "planning.ProcessStep",
    "planning.Process",
    "planning.ClockChoice",
    "planning.WheelEntry",
    "planning.CalendarLink",
    "targets.Target",
    "goals.ConflictStep",
    "goals.Conflict",
    "organisations.CheckException",
    "sdg.LocalTarget",
    "goals.Link",
    "goals.Placement",
    "goals.Correction",
    "goals.Element",
    "goals.PlanFramework",
    "plans.PlanDocument",
    "plans.PlanMerge",
    "plans.KnowledgeBase",
    "plans.Plan",
    "plans.OwnPlanType",
    "goals.LevelRule",
    "goals.Level",
    "goals.Framework",
    "cases.Attachment",
    "cases.Instruction",
    "cases.MinorityVote",
    "cases.Point",
    "cases.Treatment",
    "cases.Meeting",
    "cases.Body",
    "cases.Case",
    "organisations.RegionMember",
    "organisations.Role",
    "organisations.Organisation",
    "organisations.Source",
)


def empty(*roots: Root) -> None:
    """Delete the roots with all that belongs to them, under a correction: what is adopted too."""
    set_correction("prøve")
    _forget_versions(*roots)
    for label in _IN_ORDER:
        # Not through Django: it protects a row from those that stand under it, even if all are to go.
        rows = apps.get_model(label)._default_manager.filter(root__in=roots)
        if label == "goals.Element":
            for through, owner, _model in relations():
                through._default_manager.filter(**{f"{owner}__root__in": roots}).delete()
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # Django's own way past the collector
    Root.objects.filter(id__in=[root.id for root in roots]).delete()
    set_correction("")


def _forget_versions(*roots: Root) -> None:
    """Delete what the database never lets go of, as nobody but the server's owner can: past its triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM plans_version WHERE root_id = ANY(%s)", [[root.pk for root in roots]])
        cursor.execute("SET LOCAL session_replication_role = origin")
