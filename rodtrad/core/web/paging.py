"""Lists of the API: one page at a time, with the count of all that the reader may see."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import BaseModel, Field

MOST_PAGES = 1_000_000
LARGEST_PAGE = 1000
USUAL_PAGE = 100

Row = TypeVar("Row")
Item = TypeVar("Item")


class PageQuery(Schema):
    """Which page is asked for."""

    page: int = Field(
        1, ge=1, le=MOST_PAGES, description="Which page, from 1. Pages after the last are empty."
    )
    page_size: int = Field(USUAL_PAGE, ge=1, le=LARGEST_PAGE, description="How many items on each page.")


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    count: int = Field(description="How many there are on all pages, of what you may see.")
    page: int
    page_size: int


def count_of(rows: "Sequence[Row] | QuerySet[Any, Row]") -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def cut(
    rows: "Sequence[Row] | QuerySet[Any, Row]", query: PageQuery, word: Callable[[Row], Item]
) -> Page[Item]:
    """Cut out the page that is asked for and put each of its rows into the form of the API."""
    count = count_of(rows)
    start = (query.page - 1) * query.page_size
    found = rows[start : start + query.page_size] if start < count else []
    return Page(items=[word(row) for row in found], count=count, page=query.page, page_size=query.page_size)
