from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.conflict_schemas import (
    ConflictItem,
    ConflictQuery,
    ConflictStepItem,
    NamedCase,
    NamedElement,
)
from rodtrad.goals.api.routing import router
from rodtrad.goals.models import Conflict, Handling, Sign
from rodtrad.goals.operations.conflicts_fields import conflict_values
from rodtrad.goals.operations.versions import tag_of
from rodtrad.goals.queries.conflicts import ConflictChain, find_conflict, visible_conflicts
from rodtrad.organisations.api import named_organisation, page_address, root_or_404, source_document
from rodtrad.organisations.models import Root


@router.get(
    "/organisations/{slug:slug}/conflicts",
    response=Page[ConflictItem],
    tags=["conflicts"],
    summary="Goal conflicts of an organisation",
)
def conflicts(
    request: HttpRequest, slug: str, query: Query[ConflictQuery], paging: Query[PageQuery]
) -> Page[ConflictItem]:
    """List the goal conflicts whose every element you may see, by title."""
    root, viewer = root_or_404(request, slug)
    rows = [chain for chain in visible_conflicts(root, viewer) if _matches(chain, query)]
    return cut(rows, paging, lambda chain: conflict_item(request, chain, root))


@router.get("/conflicts/{id}", response=ConflictItem, tags=["conflicts"], summary="One goal conflict")
def conflict(request: HttpRequest, response: HttpResponse, id: str) -> ConflictItem:
    """Tell all about one conflict. `id` is its id, or the organisation's slug and its key."""
    found = conflict_or_404(request, id)
    for name, value in conflict_version(found.conflict).items():
        response[name] = value
    return conflict_item(request, found, found.conflict.root)


def conflict_or_404(request: HttpRequest, identity: str) -> ConflictChain:
    """Return the conflict with its chain; one that the reader may not see does not exist for them."""
    try:
        return find_conflict(identity, request.user)
    except (Conflict.DoesNotExist, Root.DoesNotExist):
        raise Http404 from None


def conflict_version(conflict: Conflict) -> dict[str, str]:
    """Return the ETag of the conflict as it stands."""
    return {"ETag": f'"{tag_of(conflict_values(conflict))}"'}


def _matches(chain: ConflictChain, query: ConflictQuery) -> bool:
    conflict = chain.conflict
    if query.handling and conflict.handling != query.handling:
        return False
    if query.owner and (conflict.owner is None or conflict.owner.key != query.owner):
        return False
    return not query.element or any(
        step.element is not None and step.element.key == query.element for step in chain.steps
    )


def conflict_item(request: HttpRequest, chain: ConflictChain, root: Root) -> ConflictItem:
    conflict = chain.conflict
    case = chain.case
    return ConflictItem(
        id=conflict.id,
        key=conflict.key,
        organisation=root.slug,
        title=conflict.title,
        description=conflict.description,
        handling=Handling(conflict.handling),
        owner=named_organisation(conflict.owner),
        case=NamedCase(key=case.key, number=case.number, title=case.title) if case else None,
        visibility=Visibility(max(conflict.visibility, root.visibility)).name.lower(),
        origin=Origin(conflict.origin),
        source=source_document(conflict),
        place=conflict.place,
        steps=[
            ConflictStepItem(
                text=step.text,
                sign=Sign(step.sign) if step.sign else None,
                element=NamedElement(key=step.element.key, title=step.element.title)
                if step.element
                else None,
            )
            for step in chain.steps
        ],
        url=page_address(request, "conflict", root.slug, conflict.key),
    )
