"""Indicators as they are searched for: the common set in every root, a root's own in it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from rodtrad.core.search import Document, key_codes, thing_of
from rodtrad.indicators.models import Dimension, Indicator, Perspective, Theme
from rodtrad.organisations.permissions import Viewer


class Indicators:
    name = "indicator"
    has_shared = True
    feeds: Mapping[str, str] = MappingProxyType({"indicators_indicatorevent": "id"})

    def rows(self) -> QuerySet[Indicator]:
        return Indicator.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Indicator]:
        """Return the common set, and roots' own within the viewer's reach."""
        own = (
            Q()
            if viewer.sees_all
            else Q(visibility__lte=viewer.ceiling, root__visibility__lte=viewer.ceiling)
        )
        return Indicator.objects.filter(Q(root__isnull=True) | own)

    def seen_as_indexed(self, _viewer: Viewer) -> Q | None:
        return None  # they are few

    def documents(self, rows: QuerySet[Indicator]) -> Iterator[Document]:
        for one in rows.order_by().select_related("dataset"):
            table = one.dataset.table if one.dataset else ""
            yield Document(
                thing_of(one.pk),
                one.root_id,
                one.key,
                one.name,
                "\n".join(part for part in (one.definition, one.reservation) if part),
                _keywords(one),
                key_codes(one.key, table),
                origin=one.origin,
                visibility=one.visibility,
            )

    def address(self, slug: str, key: str) -> str:
        return reverse("indicator", args=[slug, key])


def _keywords(one: Indicator) -> tuple[str, ...]:
    """Return its other names, and what it is listed under, in the language of the index whoever writes it."""
    with override("nb"):
        listed = [
            str(each.label)
            for each in (Theme(one.theme), Dimension(one.dimension), Perspective(one.perspective))
        ]
    return tuple(word for word in (one.name_nn, one.name_en, *listed) if word)


INDICATORS = Indicators()
