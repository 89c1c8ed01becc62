from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.routing import router
from rodtrad.goals.models import Framework, Level, LevelRole, RuleKind, TitleStyle
from rodtrad.goals.queries.frameworks import frameworks_in
from rodtrad.organisations.api import root_or_404


class LevelItem(BaseModel):
    key: str = Field(description="What stands as level of an element.")
    role: LevelRole = Field(description="What the level means, the same in every organisation.")
    name: str = Field(description="In the language asked for.")
    plural: str
    title_style: TitleStyle = Field(description="How titles of the level are worded.")
    cross_cutting: bool


class RuleItem(BaseModel):
    child: str = Field(description="Key of a level.")
    parent: str = Field(description="Key of a level.")
    kind: RuleKind = Field(description="under: may stand under. contributes, addresses: may link to.")


class FrameworkItem(BaseModel):
    """An organisation's own way of speaking: its levels, and what may stand under or link to what."""

    key: str
    name: str
    levels: list[LevelItem] = Field(description="From why to how.")
    rules: list[RuleItem] = Field(
        description="Between its own levels; what no rule lists is refused. Rules to other frameworks are not told."
    )


@router.get(
    "/organisations/{slug:slug}/frameworks",
    response=Page[FrameworkItem],
    tags=["frameworks"],
    summary="Levels of an organisation",
)
def frameworks(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[FrameworkItem]:
    """List the levels that elements can be at, and what may stand under or link to what."""
    root, _viewer = root_or_404(request, slug)
    return cut(frameworks_in(root), paging, _item)


def _item(framework: Framework) -> FrameworkItem:
    levels = list(framework.levels.all())
    rules = [rule for level in levels for rule in level.rules_up.all()]
    return FrameworkItem(
        key=framework.key,
        name=framework.name,
        levels=[_level(level) for level in levels],
        rules=[
            RuleItem(child=rule.child.key, parent=rule.parent.key, kind=RuleKind(rule.kind)) for rule in rules
        ],
    )


def _level(level: Level) -> LevelItem:
    return LevelItem(
        key=level.key,
        role=LevelRole(level.role),
        name=level.one,
        plural=level.many,
        title_style=TitleStyle(level.title_style),
        cross_cutting=level.cross_cutting,
    )
