"""Read what stands beside the thread: conflicts, local targets, exceptions."""

from collections.abc import Mapping
from uuid import UUID

from rodtrad.cases.models import Body
from rodtrad.cases.queries.councils import councils_of
from rodtrad.core.moments import Question, Rows
from rodtrad.core.trilingual import Trilingual
from rodtrad.goals.models import Conflict
from rodtrad.goals.snapshot.records import (
    ConflictRecord,
    ElementRecord,
    ExceptionRecord,
    LocalTargetRecord,
    OrganisationRecord,
)
from rodtrad.organisations.models import CheckException
from rodtrad.sdg.models import LocalTarget


def ask_conflicts(root_id: UUID) -> Question:
    """Ask for the conflicts with the elements that their steps name: a row for each step."""
    columns = ("id", "key", "title", "handling", "owner_id", "visibility", "origin", "source_id", "place")
    rows = Conflict.objects.filter(root_id=root_id).order_by("key", "steps__position")
    return rows.values_list(*columns, "steps__element_id")


def read_conflicts(
    rows: Rows,
    organisations: Mapping[str, OrganisationRecord],
    sources: Mapping[str, str],
    elements: Mapping[str, ElementRecord],
) -> list[ConflictRecord]:
    found: dict[UUID, ConflictRecord] = {}
    for identity, key, title, handling, owner, visibility, origin, source, place, element_id in rows:
        unit, document = organisations.get(str(owner)), sources.get(str(source), "")
        record = ConflictRecord(key, title, handling, unit, visibility, origin, document, place, [])
        if element_id:
            found.setdefault(identity, record).elements.append(elements[str(element_id)])
        else:
            found.setdefault(identity, record)
    return list(found.values())


def ask_local_targets(root_id: UUID) -> Question:
    columns = ("target_id", "target__goal_id", "origin", "source_id", "place")
    names = ("target__name_nb", "target__name_nn", "target__name_en")
    return (
        LocalTarget.objects.filter(root_id=root_id).order_by("target__position").values_list(*columns, *names)
    )


def read_local_targets(rows: Rows, sources: Mapping[str, str]) -> list[LocalTargetRecord]:
    return [
        LocalTargetRecord(code, goal, Trilingual(*name), origin, sources.get(str(source), ""), place)
        for code, goal, origin, source, place, *name in rows
    ]


def ask_exceptions(root_id: UUID) -> Question:
    rows = CheckException.objects.filter(root_id=root_id).order_by("rule", "subject")
    return rows.values_list("rule", "subject", "reason", "owner_id", "until")


def read_exceptions(rows: Rows, organisations: Mapping[str, OrganisationRecord]) -> list[ExceptionRecord]:
    return [
        ExceptionRecord(rule, subject, reason, organisations.get(str(owner)), until)
        for rule, subject, reason, owner, until in rows
    ]


def ask_councils(root_id: UUID) -> Question:
    return councils_of(root_id).values_list("name", "valid_from", "valid_to")


def read_councils(rows: Rows) -> list[Body]:
    """Return the bodies that have decided for the root, with their name and days and nothing else."""
    return [Body(name=name, valid_from=first, valid_to=last) for name, first, last in rows]
