"""How two versions differ, as the API tells it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, Field

from rodtrad.core.differences import after_of, before_of
from rodtrad.planning.comparing import (
    Change,
    DocumentChange,
    DocumentDifference,
    ElementDifference,
    FieldDifference,
    PartDifference,
)


class VersionWording(BaseModel):
    """A text or a fact that reads otherwise."""

    field: str = Field(description="Its name in the content: title, description …")
    before: str
    after: str


class VersionDifference(BaseModel):
    """An element that differs."""

    key: str
    title: str
    changes: list[Change]
    wording: list[VersionWording]
    details: list[str] = Field(
        description="What else differs, by its name in the content: starts, responsible …"
    )


class VersionDocument(BaseModel):
    """A document of the plan, as a version holds it."""

    title: str
    kind: str = Field(description="plan, map, appendix, hearing_paper or knowledge")
    name: str = Field(description="Name of the file.")
    sha256: str = Field(description="Digest of the file.")


class VersionDocumentChange(BaseModel):
    """A document that differs; paired by title and kind, or else by the file."""

    change: DocumentChange
    before: VersionDocument | None = Field(description="null when it is added.")
    after: VersionDocument | None = Field(description="null when it is removed.")


class VersionValue(BaseModel):
    """A value that differs, as the content holds it."""

    field: str
    before: Any
    after: Any


class VersionPartDifference(BaseModel):
    """A part of a planstrategi that differs."""

    kind: str = Field(description="head, items, trends, guidelines, views, phases or capacity")
    title: str = Field(description="What the part is called; empty for head.")
    changes: list[Change]
    wording: list[VersionWording]
    values: list[VersionValue]


def told_head(one: FieldDifference) -> VersionWording:
    return VersionWording(field=one.field, before=before_of(one.pieces), after=after_of(one.pieces))


def told_document(one: DocumentDifference) -> VersionDocumentChange:
    return VersionDocumentChange(change=one.change, before=_document(one.before), after=_document(one.after))


def told_element(one: ElementDifference) -> VersionDifference:
    return VersionDifference(
        key=one.element.key,
        title=one.element.title,
        changes=_in_order(one.changes),
        wording=[
            VersionWording(
                field=text.field,
                before=getattr(one.before, text.field),
                after=getattr(one.after, text.field),
            )
            for text in one.texts
        ],
        details=list(one.details),
    )


def told_part(one: PartDifference) -> VersionPartDifference:
    old, new = one.before or {}, one.after or {}
    return VersionPartDifference(
        kind=one.kind,
        title=one.title,
        changes=_in_order(one.changes),
        wording=[
            VersionWording(
                field=text.field, before=old.get(text.field) or "", after=new.get(text.field) or ""
            )
            for text in one.texts
        ],
        values=[VersionValue(field=name, before=old.get(name), after=new.get(name)) for name in one.fields],
    )


def _document(told: Mapping[str, Any] | None) -> VersionDocument | None:
    return VersionDocument(**told) if told is not None else None


def _in_order(changes: Iterable[Change]) -> list[Change]:
    found = set(changes)
    return [kind for kind in Change if kind in found]
