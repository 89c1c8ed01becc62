"""Read what stands beside the thread: conflicts, local targets, exceptions."""

from collections.abc import Mapping
from uuid import UUID

from rodtrad.goals.models import Conflict
from rodtrad.goals.snapshot.records import (
    ConflictRecord,
    ElementRecord,
    ExceptionRecord,
    LocalTargetRecord,
    OrganisationRecord,
    Trilingual,
)
from rodtrad.organisations.models import CheckException
from rodtrad.sdg.models import LocalTarget


def read_conflicts(
    root_id: UUID,
    organisations: Mapping[str, OrganisationRecord],
    sources: Mapping[str, str],
    elements: Mapping[str, ElementRecord],
) -> list[ConflictRecord]:
    """Return the conflicts with the elements that their steps name, from one query."""
    columns = ("id", "key", "title", "handling", "owner_id", "visibility", "origin", "source_id", "place")
    rows = Conflict.objects.filter(root_id=root_id).order_by("key", "steps__position")
    found: dict[UUID, ConflictRecord] = {}
    for (
        identity,
        key,
        title,
        handling,
        owner,
        visibility,
        origin,
        source,
        place,
        element_id,
    ) in rows.values_list(*columns, "steps__element_id"):
        unit, document = organisations.get(str(owner)), sources.get(str(source), "")
        record = ConflictRecord(key, title, handling, unit, visibility, origin, document, place, [])
        if element_id:
            found.setdefault(identity, record).elements.append(elements[str(element_id)])
        else:
            found.setdefault(identity, record)
    return list(found.values())


def read_local_targets(root_id: UUID, sources: Mapping[str, str]) -> list[LocalTargetRecord]:
    rows = LocalTarget.objects.filter(root_id=root_id).order_by("target__position")
    columns = ("target_id", "target__goal_id", "origin", "source_id", "place")
    names = ("target__name_nb", "target__name_nn", "target__name_en")
    return [
        LocalTargetRecord(code, goal, Trilingual(*name), origin, sources.get(str(source), ""), place)
        for code, goal, origin, source, place, *name in rows.values_list(*columns, *names)
    ]


def read_exceptions(root_id: UUID, organisations: Mapping[str, OrganisationRecord]) -> list[ExceptionRecord]:
    rows = CheckException.objects.filter(root_id=root_id).order_by("rule", "subject")
    return [
        ExceptionRecord(rule, subject, reason, organisations.get(str(owner)), until)
        for rule, subject, reason, owner, until in rows.values_list(
            "rule", "subject", "reason", "owner_id", "until"
        )
    ]
