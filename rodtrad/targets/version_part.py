"""What a version of a plan holds of targets: what was wanted, as it read on the day."""

from uuid import UUID

from django.db.models.functions import Greatest

from rodtrad.core.version_content import Json
from rodtrad.targets.models import Target

_TARGET = (
    "id", "element_id", "indicator__key", "indicator__name", "indicator__unit", "organisation__name", "method",
    "baseline_year", "baseline_value", "year", "value", "path", "steps", "bands", "settings", "origin",
)  # fmt: skip


def targets_part(plan: UUID) -> Json:
    """Return the targets of the plan's own elements; the settings of the method stand as they are stored."""
    rows = (
        Target.objects.filter(element__plan=plan)
        .annotate(seen=Greatest("element__visibility", "element__plan__visibility", "indicator__visibility"))
        .order_by("element__sort_key", "indicator__sort_key", "organisation__name", "id")
        .values("seen", *_TARGET)
    )
    return [
        {
            "id": str(row["id"]),
            "element": str(row["element_id"]),
            "indicator": row["indicator__key"],
            "name": row["indicator__name"],
            "unit": row["indicator__unit"],
            "organisation": row["organisation__name"] or "",
            **{name: row[name] for name in _TARGET[6:]},
            "visibility": row["seen"],
        }
        for row in rows
    ]
