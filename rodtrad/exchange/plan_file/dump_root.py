"""The root itself, its sources, organisations and members, as entries."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.exchange.plan_file import entries as e
from rodtrad.organisations.models import Organisation, RegionMember, Root, Source
from rodtrad.plans.models import Plan


@dataclass(frozen=True)
class RootKeys:
    """The keys that entries refer to each other by, by id; nothing refers to the empty key."""

    sources: dict[UUID | None, str]
    organisations: dict[UUID | None, str]
    cases: dict[UUID | None, str]
    plans: dict[UUID | None, str]

    @classmethod
    def of(cls, root: Root) -> "RootKeys":
        return cls(*(_keys(model, root) for model in (Source, Organisation, Case, Plan)))

    def sourced(self, row: Any) -> dict[str, Any]:
        return {"origin": row.origin, "source": self.sources[row.source_id], "place": row.place}


def _keys(model: Any, root: Root) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {None: ""}
    found.update(model.objects.filter(root=root).values_list("id", "key"))
    return found


def visibility(row: Any) -> str:
    return Visibility(row.visibility).name.lower()


def root_entry(root: Root) -> e.RootEntry:
    return e.RootEntry(
        slug=root.slug,
        name=root.name,
        short_name=root.short_name,
        kind=root.kind,
        governance=root.governance,
        language=root.language,
        area=root.area.code if root.area else "",
        organisation_number=root.organisation_number,
        theme_colour=root.theme_colour,
        visibility=visibility(root),
    )


def sources(root: Root) -> list[e.SourceEntry]:
    return [
        e.SourceEntry(
            key=row.key, title=row.title, publisher=row.publisher, year=row.year, address=row.address
        )
        for row in Source.objects.filter(root=root).order_by("key")
    ]


def organisations(root: Root, keys: RootKeys) -> list[e.OrganisationEntry]:
    """Return the units right below the root, each with those below it."""
    below: dict[UUID | None, list[Organisation]] = defaultdict(list)
    rows = Organisation.objects.filter(root=root).select_related("area").order_by("position", "key")
    for row in rows:
        below[row.parent_id].append(row)

    def units(parent: UUID) -> list[e.OrganisationEntry]:
        return [_organisation(row, keys, units(row.id)) for row in below[parent]]

    return [entry for top in below[None] for entry in units(top.id)]


def _organisation(row: Organisation, keys: RootKeys, units: list[e.OrganisationEntry]) -> e.OrganisationEntry:
    return e.OrganisationEntry(
        key=row.key,
        name=row.name,
        kind=row.kind,
        organisation_number=row.organisation_number,
        area=row.area.code if row.area else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=keys.organisations[row.successor_id],
        units=units,
        **keys.sourced(row),
    )


def members(root: Root, keys: RootKeys) -> list[e.MemberEntry]:
    rows = RegionMember.objects.filter(root=root).select_related("area", "member")
    return [
        e.MemberEntry(
            name=row.name,
            area=row.area.code if row.area else "",
            root=row.member.slug if row.member else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            **keys.sourced(row),
        )
        for row in rows.order_by("name", "valid_from")
    ]
