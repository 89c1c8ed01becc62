"""What a version of a plan holds of the plan itself."""

from uuid import UUID

from rodtrad.cases.models import Case
from rodtrad.core.version_content import Json
from rodtrad.plans.models import Plan


def plan_part(plan: UUID) -> Json:
    """Return the plan's own facts as text and years."""
    row = Plan.objects.select_related("root", "owner", "case", "parent", "replaces", "source").get(pk=plan)
    return {
        "root": row.root.name,
        "key": row.key,
        "title": row.title,
        "type": row.type,
        "description": row.description,
        "from_year": row.from_year,
        "to_year": row.to_year,
        "period": "–".join(str(year) for year in (row.from_year, row.to_year) if year),
        "language": row.root.language,
        "owner": row.owner.name if row.owner else "",
        "elaborates": row.parent.title if row.parent else "",
        "replaces": row.replaces.title if row.replaces else "",
        "case": _case(row.case),
        "origin": row.origin,
        "source": row.source.title if row.source else "",
        "place": row.place,
    }


def _case(case: Case | None) -> Json:
    if case is None:
        return None
    return {
        "number": case.number,
        "title": case.title,
        "body": case.body,
        "date": case.date.isoformat() if case.date else None,
        "decision": case.decision,
    }
