"""Choosing among the indicators that a reader may see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rodtrad.indicators.models import Indicator, Observation
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class Wish:
    """What is asked for; empty is everything.

    `sdg` is a goal (11) or a target (11.6), `text` words that all stand. `has_figures` is of the root's own area.
    """

    text: str = ""
    theme: str = ""
    dimension: str = ""
    perspective: str = ""
    sdg: str = ""
    has_figures: bool | None = None

    @property
    def condition(self) -> Q:
        fields = ("theme", "dimension", "perspective")
        found = Q(**{name: value for name in fields if (value := getattr(self, name))})
        for word in self.text.split():
            found &= Q(name__icontains=word) | Q(definition__icontains=word) | _translated(word)
        return found


def _translated(word: str) -> Q:
    return Q(name_nn__icontains=word) | Q(name_en__icontains=word)


def chosen_indicators(root: Root, viewer: Viewer, wish: Wish) -> QuerySet[Indicator]:
    """Return those that the wish lets through, in the order of the catalogue."""
    rows = visible_indicators(root, viewer).filter(wish.condition)
    if wish.sdg:
        field = "code" if "." in wish.sdg else "goal"
        tagged = Indicator.sdg_targets.through.objects.filter(**{f"sdgtarget__{field}": wish.sdg})
        rows = rows.filter(pk__in=tagged.values("indicator_id"))
    if wish.has_figures is not None:
        own = Observation.objects.filter(indicator=OuterRef("pk"), area=root.area_id, breakdown=TOTAL)
        rows = rows.filter(Exists(own) if wish.has_figures else ~Exists(own))
    return rows.select_related("numerator", "denominator").order_by("position", "sort_key", "pk")


def indicators_by_key(root: Root, viewer: Viewer, keys: Collection[str]) -> dict[str, Indicator]:
    """Return those of these keys that the viewer may see, in the order asked for; a root's own before a common one."""
    rows = visible_indicators(root, viewer).filter(key__in=keys).order_by(F("root").asc(nulls_first=True))
    found = {one.key: one for one in rows}
    return {key: found[key] for key in dict.fromkeys(keys) if key in found}
