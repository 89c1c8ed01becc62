"""The API's search."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.paging import Page, PageQuery
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.search.queries import Chosen, Hit, Piece, find, marked, read_asked
from rodtrad.search.queries.within import home_among, roots_and_viewers

router = Router(tags=["search"])
#: Any text that a database can hold.
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"


class SearchQuery(Schema):
    """What to look for, and where."""

    q: str = Field(
        "",
        max_length=200,
        pattern=_TEXT,
        description='Words, all of which are found; "a phrase"; begin* for a beginning; -word for none with it.',
    )
    root: str = Field("", pattern=f"^$|{KEY_PATTERN}", description="Slug of one organisation to look in.")
    kind: Literal["", "case", "conflict", "element", "indicator", "plan", "unit"] = Field(
        "", description="Only this kind of thing."
    )
    year: int | None = Field(None, ge=1900, le=2200, description="A year that its period covers.")


class SearchHit(BaseModel):
    """One thing that was found, best first."""

    kind: str = Field(description="case, conflict, element, indicator, plan or unit")
    organisation: str | None = Field(
        description="Slug of the organisation; null for what all share: the common indicators."
    )
    key: str = Field(description="Its key; for a case, that of the plan that it decided.")
    title: str
    excerpt: str = Field(
        description="Text around the first word that was found in it; empty when only the title has it."
    )
    origin: str = Field(description="quoted, reading, own or example")
    url: str = Field(description="The page for people.")


@router.get("/search", response=Page[SearchHit], summary="Search in everything")
def search(request: HttpRequest, query: Query[SearchQuery], paging: Query[PageQuery]) -> Page[SearchHit]:
    """Find words in Norwegian in everything that you may see: in other forms, and inside compounds too."""
    roots, viewers = roots_and_viewers(request.user, query.root)
    if query.root and not roots:
        raise Http404
    start = (paging.page - 1) * paging.page_size
    chosen = Chosen(kind=query.kind, year=query.year)
    found = find(
        asked=read_asked(query.q), viewers=viewers, chosen=chosen, start=start, size=paging.page_size
    )
    texts = marked(found.asked, [hit.document for hit in found.hits])
    items = [
        _item(request, hit, roots, viewers, excerpt)
        for hit, (_title, excerpt) in zip(found.hits, texts, strict=True)
    ]
    return Page(items=items, count=found.count, page=paging.page, page_size=paging.page_size)


def _item(
    request: HttpRequest,
    hit: Hit,
    roots: Mapping[UUID, Root],
    viewers: Mapping[UUID, Viewer],
    excerpt: list[Piece],
) -> SearchHit:
    document = hit.document
    own = roots[document.root_id] if document.root_id else None
    shown_in = own or home_among(roots.values(), viewers)
    assert shown_in is not None  # nothing is found where there is no root
    return SearchHit(
        kind=hit.kind.name,
        organisation=own.slug if own else None,
        key=document.key,
        title=document.title,
        excerpt="".join(piece.text for piece in excerpt),
        origin=document.origin,
        url=request.build_absolute_uri(hit.kind.address(shown_in.slug, document.key)),
    )
