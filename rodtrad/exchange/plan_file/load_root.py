"""Stores the root itself: its organisations, sources and members."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from rodtrad.core.models import Visibility
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.resolve import Resolved
from rodtrad.exchange.upsert import Tally, upsert
from rodtrad.organisations.models import Organisation, OrganisationKind, RegionMember, Root, RootKind, Source


def visibility_number(name: str) -> int:
    return int(Visibility[name.upper()])


class RootLoader:
    """Rows are found by key and kept, so that a file can be read in again."""

    root: Root
    sources: dict[str, Source]
    organisations: dict[str, Organisation]

    def __init__(self, resolved: Resolved, outside: Outside, *, correction: str = "") -> None:
        """Take `correction`: the reason for changing what is adopted, when there is one."""
        self.correction = correction
        self.resolved = resolved
        self.file = resolved.file
        self.outside = outside
        self.tally = Tally()

    def load_root(self) -> Root:
        entry = self.file.root
        values = {
            "slug": entry.slug,
            "name": entry.name,
            "short_name": entry.short_name,
            "kind": entry.kind,
            "governance": entry.governance,
            "language": entry.language,
            "area_id": self.area(entry.area),
            "organisation_number": entry.organisation_number,
            "theme_colour": entry.theme_colour,
            "visibility": visibility_number(entry.visibility),
        }
        existing = {root.slug: root for root in Root.objects.filter(slug=entry.slug)}
        return upsert(Root, existing, [(entry.slug, values)], self.tally)[entry.slug]

    def area(self, code: str) -> UUID | None:
        return self.outside.areas[code] if code else None

    def by_key(self, model: Any) -> dict[str, Any]:
        return {row.key: row for row in model.objects.filter(root=self.root)}

    def sourced(self, entry: e.SourcedEntry) -> dict[str, Any]:
        source = self.sources[entry.source].id if entry.source else None
        return {"origin": entry.origin, "source_id": source, "place": entry.place}

    def load_sources(self) -> None:
        wanted = [
            (
                entry.key,
                {
                    "root_id": self.root.id,
                    "key": entry.key,
                    "title": entry.title,
                    "publisher": entry.publisher,
                    "year": entry.year,
                    "address": entry.address,
                },
            )
            for entry in self.file.sources
        ]
        self.sources = upsert(Source, self.by_key(Source), wanted, self.tally)

    def load_organisations(self) -> None:
        existing = self.by_key(Organisation)
        slug = self.root.slug
        top = {
            "root_id": self.root.id,
            "key": slug,
            "kind": OrganisationKind.ROOT,
            "name": self.root.name,
            "organisation_number": self.root.organisation_number,
            "area_id": self.root.area_id,
        }
        self.organisations = upsert(Organisation, existing, [(slug, top)], self.tally)
        self.load_units(self.file.organisations, slug, existing)
        successors = {
            entry.key: {"successor_id": self.organisations[entry.successor].id if entry.successor else None}
            for entry in self.all_units(self.file.organisations)
        }
        upsert(Organisation, self.organisations, successors.items(), self.tally, again=True)

    def all_units(self, entries: list[e.OrganisationEntry]) -> Iterator[e.OrganisationEntry]:
        for entry in entries:
            yield entry
            yield from self.all_units(entry.units)

    def load_units(self, entries: list[e.OrganisationEntry], parent: str, existing: dict[str, Any]) -> None:
        """Write one level at a time, so that a parent stands before its units."""
        level = [(parent, entry) for entry in entries]
        position = 0
        while level:
            wanted = []
            for above, entry in level:
                position += 1
                wanted.append((entry.key, self.unit_values(entry, above, position)))
            self.organisations |= upsert(Organisation, existing, wanted, self.tally)
            level = [(entry.key, unit) for _above, entry in level for unit in entry.units]

    def unit_values(self, entry: e.OrganisationEntry, parent: str, position: int) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "parent_id": self.organisations[parent].id,
            "kind": entry.kind,
            "name": entry.name,
            "organisation_number": entry.organisation_number,
            "area_id": self.area(entry.area),
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "position": position,
            **self.sourced(entry),
        }

    def load_members(self) -> None:
        roots = {root.slug: root.id for root in Root.objects.all()}
        areas = {root.area_id: root.id for root in Root.objects.filter(area__isnull=False)}
        wanted = []
        for entry in self.file.members:
            area = self.area(entry.area)
            values = {
                "root_id": self.root.id,
                "name": entry.name,
                "area_id": area,
                "member_id": roots.get(entry.root) or areas.get(area),
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
                **self.sourced(entry),
            }
            wanted.append(((entry.name, entry.valid_from), values))
        existing = {(row.name, row.valid_from): row for row in RegionMember.objects.filter(root=self.root)}
        upsert(RegionMember, existing, wanted, self.tally)
        if self.root.kind == RootKind.MUNICIPALITY and self.root.area_id:
            waiting = RegionMember.objects.filter(area=self.root.area_id, member__isnull=True)
            waiting.update(member=self.root)
