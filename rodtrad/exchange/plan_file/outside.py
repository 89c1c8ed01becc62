"""What a plan file may refer to outside itself: areas, sustainable development goals, a region's elements."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Q

from rodtrad.geography.models import Area
from rodtrad.goals.models import Element, Level
from rodtrad.indicators.models import Dataset, Indicator
from rodtrad.organisations.models import RegionMember
from rodtrad.sdg.models import SdgGoal, SdgTarget


@dataclass(frozen=True)
class OutsideElement:
    id: UUID
    root_id: UUID
    level_id: UUID


@dataclass
class Outside:
    """Codes and keys that exist in this installation, outside the root of the file."""

    areas: dict[str, UUID] = field(default_factory=dict)
    goals: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    levels: dict[str, UUID] = field(default_factory=dict)
    level_of: dict[str, str] = field(default_factory=dict)
    elements: dict[str, OutsideElement] = field(default_factory=dict)
    #: By region: the slugs and area codes of its members.
    members: dict[str, set[str]] = field(default_factory=dict)
    #: Those of the common set, and the root's own.
    indicators: dict[str, int] = field(default_factory=dict)
    #: Tables that figures come from, common and the root's own.
    datasets: set[str] = field(default_factory=set)


def look_outside(slug: str) -> Outside:
    """Return what the root may refer to: shared codes, and regions' levels and elements (keys root/key)."""
    found = Outside(
        areas=dict(Area.objects.filter(valid_to__isnull=True).values_list("code", "id")),
        goals={str(number) for number in SdgGoal.objects.values_list("number", flat=True)},
        targets=set(SdgTarget.objects.values_list("code", flat=True)),
        indicators=_indicators(slug),
        datasets=set(Dataset.objects.filter(_of(slug)).values_list("key", flat=True)),
    )
    levels = Level.objects.filter(root__kind="region").exclude(root__slug=slug)
    for identity, root, framework, key in levels.values_list("id", "root__slug", "framework__key", "key"):
        found.levels[f"{root}/{framework}/{key}"] = identity
    elements = Element.objects.filter(root__kind="region").exclude(root__slug=slug)
    for identity, root_id, level_id, root, key, framework, level in elements.values_list(
        "id", "root_id", "level_id", "root__slug", "key", "framework__key", "level__key"
    ):
        found.elements[f"{root}/{key}"] = OutsideElement(identity, root_id, level_id)
        found.level_of[f"{root}/{key}"] = f"{root}/{framework}/{level}"
    members = RegionMember.objects.exclude(root__slug=slug)
    for region, *names in members.values_list("root__slug", "member__slug", "area__code"):
        found.members.setdefault(region, set()).update(filter(None, names))
    return found


def _indicators(slug: str) -> dict[str, int]:
    """Return the indicators by key; where both have one, the root's own stands before the common one."""
    rows = Indicator.objects.filter(_of(slug))
    return dict(rows.order_by(F("root").asc(nulls_first=True)).values_list("key", "id"))


def _of(slug: str) -> Q:
    """Return the condition on what is in the common set, or the root's own."""
    return Q(root__isnull=True) | Q(root__slug=slug)
