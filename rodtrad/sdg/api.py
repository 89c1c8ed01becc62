"""The API's sustainable development goals."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import SourceDocument, root_or_404, source_document
from rodtrad.sdg.models import LocalTarget, SdgGoal, SdgTarget
from rodtrad.sdg.queries import local_targets, targets

router = Router(tags=["sdg"])


class TargetQuery(Schema):
    goal: int | None = Field(None, ge=1, le=17, description="Only targets of this goal, 1 to 17.")
    organisation: str = Field(
        "", max_length=64, pattern=f"^$|{KEY_PATTERN}", description="Slug. Tells which targets matter there."
    )


class Names(BaseModel):
    nb: str
    nn: str
    en: str


class GoalName(BaseModel):
    number: int
    names: Names


class LocalRelevance(BaseModel):
    """That a target matters in the organisation asked for, and why."""

    why: str
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None
    place: str


class TargetItem(BaseModel):
    """One of the 169 targets, with our own short names."""

    code: str = Field(description="As the UN writes it: 11.6 or 1.a.")
    names: Names
    goal: GoalName
    local: LocalRelevance | None = Field(
        description="Why it matters in the organisation asked for; null when it is not singled out there."
    )


@router.get("/sdg/targets", response=Page[TargetItem], summary="Targets of the sustainable development goals")
def sdg_targets(
    request: HttpRequest, query: Query[TargetQuery], paging: Query[PageQuery]
) -> Page[TargetItem]:
    """List the targets in the order of the UN, with which of them matter in an organisation and why."""
    local = local_targets(root_or_404(request, query.organisation)[0]) if query.organisation else {}
    return cut(targets(query.goal), paging, lambda target: _item(target, local.get(target.code)))


def _names(row: SdgGoal | SdgTarget) -> Names:
    return Names(nb=row.name_nb, nn=row.name_nn, en=row.name_en)


def _item(target: SdgTarget, local: LocalTarget | None) -> TargetItem:
    goal = GoalName(number=target.goal.number, names=_names(target.goal))
    return TargetItem(
        code=target.code, names=_names(target), goal=goal, local=_relevance(local) if local else None
    )


def _relevance(local: LocalTarget) -> LocalRelevance:
    return LocalRelevance(
        why=local.why, origin=local.origin, source=source_document(local), place=local.place
    )
