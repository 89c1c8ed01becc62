"""The API's organisations, and how every other address of the API finds its root."""

from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field

from rodtrad.core.text import sort_key
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.models import Organisation, Root, Sourced
from rodtrad.organisations.permissions import Viewer
from rodtrad.organisations.queries import find_root, units_in, visible_roots

router = Router(tags=["organisations"])


class NamedArea(BaseModel):
    code: str = Field(description="Official code of the municipality, county or district.")
    name: str


class NamedOrganisation(BaseModel):
    key: str
    name: str


class SourceDocument(BaseModel):
    key: str
    title: str
    publisher: str
    year: int | None
    address: str


class OrganisationItem(BaseModel):
    """A municipality, county or region: the owner of plans and elements."""

    slug: str = Field(description="Stands in addresses, of pages and of this API.")
    name: str
    short_name: str
    kind: str = Field(description="municipality, county or region")
    governance: str = Field(description="executive_committee, parliamentary or region_council")
    language: str = Field(description="Language of the content: nb or nn.")
    organisation_number: str
    area: NamedArea | None
    url: str = Field(description="The page for people.")


class UnitItem(BaseModel):
    """A part of a municipality, county or region, or the whole of it: what answers for plans and elements."""

    key: str = Field(description="What stands as responsible of an element.")
    name: str
    kind: str = Field(description="root for the whole; else what kind of part it is.")
    parent: str | None = Field(description="Key of the unit it belongs to.")
    organisation_number: str
    area: NamedArea | None
    valid_from: date | None
    valid_to: date | None
    successor: str | None = Field(description="Key of the unit that took over.")
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None


def root_or_404(request: HttpRequest, slug: str) -> tuple[Root, Viewer]:
    """Return the root and what the reader may see in it; a root they may not see does not exist for them."""
    try:
        return find_root(slug, request.user)
    except Root.DoesNotExist:
        raise Http404 from None


def page_address(request: HttpRequest, name: str, *args: str) -> str:
    """Return the whole address of a page for people."""
    return request.build_absolute_uri(reverse(name, args=args))


def named_organisation(organisation: Organisation | None) -> NamedOrganisation | None:
    return NamedOrganisation(key=organisation.key, name=organisation.name) if organisation else None


def source_document(record: Sourced) -> SourceDocument | None:
    source = record.source
    if source is None:
        return None
    return SourceDocument(
        key=source.key,
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        address=source.address,
    )


@router.get("/organisations", response=Page[OrganisationItem], summary="Municipalities, counties and regions")
def organisations(request: HttpRequest, paging: Query[PageQuery]) -> Page[OrganisationItem]:
    """List the organisations that you may see, in Norwegian alphabetical order."""
    roots = sorted(visible_roots(request.user), key=lambda root: sort_key(root.name))
    return cut(roots, paging, lambda root: _item(request, root))


@router.get("/organisations/{slug:slug}/units", response=Page[UnitItem], summary="Units of an organisation")
def units(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[UnitItem]:
    """List the organisation's own parts, the whole first: one tree, told by `parent`."""
    root, _viewer = root_or_404(request, slug)
    return cut(units_in(root), paging, _unit)


def _unit(unit: Organisation) -> UnitItem:
    return UnitItem(
        key=unit.key,
        name=unit.name,
        kind=unit.kind,
        parent=unit.parent.key if unit.parent else None,
        organisation_number=unit.organisation_number,
        area=NamedArea(code=unit.area.code, name=unit.area.name) if unit.area else None,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successor=unit.successor.key if unit.successor else None,
        origin=unit.origin,
        source=source_document(unit),
    )


def _item(request: HttpRequest, root: Root) -> OrganisationItem:
    return OrganisationItem(
        slug=root.slug,
        name=root.name,
        short_name=root.short_name,
        kind=root.kind,
        governance=root.governance,
        language=root.language,
        organisation_number=root.organisation_number,
        area=NamedArea(code=root.area.code, name=root.area.name) if root.area else None,
        url=page_address(request, "overview", root.slug),
    )
