"""Reads of areas."""

from datetime import date

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
