"""Reads of areas."""

from datetime import date

from django.db.models import Q

from rodtrad.geography.models import Area, AreaKind

_PARTS = {
    AreaKind.COUNTRY: AreaKind.COUNTY,
    AreaKind.COUNTY: AreaKind.MUNICIPALITY,
    AreaKind.MUNICIPALITY: AreaKind.DISTRICT,
}


def parts_of(area: Area, day: date) -> list[Area]:
    """Return what an area is parted into on a day: a county's municipalities, a municipality's districts."""
    kind = _PARTS.get(AreaKind(area.kind))
    if kind is None:
        return []
    parts = Area.objects.valid_on(day).filter(kind=kind, parent__code=area.code)
    return list(parts.order_by("sort_key"))


def peers_of(area: Area, day: date) -> list[Area]:
    """Return what an area is first compared with: the groups it is in, its county, and the country."""
    groups = Area.objects.valid_on(day).filter(
        Q(group_members__valid_to__isnull=True) | Q(group_members__valid_to__gte=day),
        group_members__member=area,
        group_members__valid_from__lte=day,
    )
    above = Area.objects.valid_on(day).filter(Q(pk=area.parent_id) | Q(kind=AreaKind.COUNTRY), ~Q(pk=area.pk))
    found = [*groups.distinct().order_by("sort_key"), *above.order_by("-kind")]
    # A county of one municipality, as Oslo is, says the same twice.
    return [one for one in found if one.kind != AreaKind.COUNTY or one.name != area.name]
