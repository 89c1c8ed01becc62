"""Units as they are searched for: whoever sees a root sees how it is divided."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from rodtrad.core.search import Document, key_codes
from rodtrad.organisations.models import Organisation
from rodtrad.organisations.permissions import Viewer


class Units:
    name = "unit"
    has_shared = False
    feeds: Mapping[str, str] = MappingProxyType({"organisations_organisationevent": "id"})

    def rows(self) -> QuerySet[Organisation]:
        return Organisation.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Organisation]:
        seen = Q() if viewer.sees_all else Q(root__visibility__lte=viewer.ceiling)
        return Organisation.objects.filter(seen)

    def seen_as_indexed(self, _viewer: Viewer) -> Q | None:
        return None

    def documents(self, rows: QuerySet[Organisation]) -> Iterator[Document]:
        for unit in rows.order_by():
            yield Document(
                unit.id,
                unit.root_id,
                unit.key,
                unit.name,
                codes=key_codes(unit.key, unit.organisation_number),
                origin=unit.origin,
            )

    def address(self, slug: str, key: str) -> str:
        """Return the list of what the unit answers for."""
        return f"{reverse('element_table', args=[slug])}?{urlencode({'ansvarlig': key})}"


UNITS = Units()


def units_by_id(ids: Collection[UUID]) -> dict[UUID, Organisation]:
    return Organisation.objects.in_bulk(ids)
