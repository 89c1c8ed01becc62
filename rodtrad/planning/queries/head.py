"""What a version of a plan holds of the plan itself."""

from uuid import UUID

from rodtrad.cases.models import Case
from rodtrad.core.version_content import Json
from rodtrad.plans.models import Plan, PlanDocument, PlanMerge
from rodtrad.plans.plan_types import level_of


def plan_part(plan: UUID) -> Json:
    """Return the plan's own facts as text and years; what it names besides is marked with who may see that."""
    row = Plan.objects.select_related(
        "root", "owner", "case", "parent", "replaces", "source", "own_type"
    ).get(pk=plan)
    return {
        "root": row.root.name,
        "key": row.key,
        "title": row.title,
        "type": row.type,
        "own_type": row.own_type.name_nb if row.own_type else "",
        "level": level_of(row).value,
        "number": row.number,
        "national_id": row.national_id,
        "description": row.description,
        "from_year": row.from_year,
        "to_year": row.to_year,
        "period": "–".join(str(year) for year in (row.from_year, row.to_year) if year),
        "language": row.root.language,
        "owner": row.owner.name if row.owner else "",
        "elaborates": _named(row.parent, row),
        "replaces": _named(row.replaces, row),
        "merges": [
            _named(one.merged, row)
            for one in PlanMerge.objects.filter(plan=row).select_related("merged").order_by("merged__title")
        ],
        "documents": [
            {"title": title, "kind": kind, "name": name, "sha256": digest}
            for title, kind, name, digest in PlanDocument.objects.filter(plan=row).values_list(
                "title", "kind", "file_name", "file_id"
            )
        ],
        "case": _case(row.case, row),
        "origin": row.origin,
        "source": row.source.title if row.source else "",
        "place": row.place,
    }


def _named(other: Plan | None, plan: Plan) -> Json:
    """Name another plan, with who may know of it: a version is read long after by people who may not."""
    if other is None:
        return None
    return {"title": other.title, "visibility": max(other.visibility, plan.root.visibility)}


def _case(case: Case | None, plan: Plan) -> Json:
    if case is None:
        return None
    return {
        "number": case.number,
        "title": case.title,
        "body": case.body,
        "date": case.date.isoformat() if case.date else None,
        "decision": case.decision,
        "visibility": max(case.visibility, plan.root.visibility),
    }
