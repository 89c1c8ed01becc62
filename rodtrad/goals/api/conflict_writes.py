"""Goal conflicts written by programs, by the same operations as the pages."""

from django.http import Http404, HttpRequest, HttpResponse

from rodtrad.goals.api.conflict_schemas import ConflictChanges, ConflictItem, NewConflict
from rodtrad.goals.api.conflicts import conflict_item, conflict_or_404, conflict_version
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.versions import require_tag
from rodtrad.goals.models import Conflict
from rodtrad.goals.operations import conflicts_change, conflicts_create, conflicts_delete
from rodtrad.goals.operations.conflicts_fields import conflict_values, lock_conflict
from rodtrad.goals.operations.versions import tag_of
from rodtrad.organisations.api import root_or_404
from rodtrad.organisations.api_writing import (
    Headers,
    How,
    Token,
    Written,
    answer_write,
    answered_before,
)
from rodtrad.organisations.models import Scope

WRITES = Token(Scope.WRITE_CONFLICTS)


@router.post(
    "/organisations/{slug:slug}/conflicts",
    response={201: ConflictItem},
    auth=WRITES,
    tags=["conflicts"],
    summary="Make a goal conflict",
)
def make_conflict(
    request: HttpRequest, slug: str, body: NewConflict, how: How, headers: Headers
) -> HttpResponse:
    """Make a goal conflict with its chain of steps."""
    root, _viewer = root_or_404(request, slug)

    def write() -> Written:
        made = conflicts_create.create_conflict(actor=request.user, root=root, values=body.as_values())
        place = {"Location": f"/api/v1/conflicts/{root.slug}:{made.key}"}
        return _written(request, 201, made, place)

    return answer_write(request, root, write, key=headers.idempotency_key, dry_run=how.dry_run)


@router.patch(
    "/conflicts/{id}",
    response={200: ConflictItem},
    auth=WRITES,
    tags=["conflicts"],
    summary="Change a goal conflict",
)
def change_conflict(
    request: HttpRequest, id: str, body: ConflictChanges, how: How, headers: Headers
) -> HttpResponse:
    """Change some fields of a conflict; its steps are one field. `If-Match` holds the `ETag` it builds on."""
    conflict = conflict_or_404(request, id).conflict

    def write() -> Written:
        require_tag(request, lambda: _tag_now(conflict))
        row = conflicts_change.change_conflict(actor=request.user, conflict=conflict, values=body.as_values())
        return _written(request, 200, row)

    return answer_write(request, conflict.root, write, key=headers.idempotency_key, dry_run=how.dry_run)


@router.delete(
    "/conflicts/{id}",
    response={204: None},
    auth=WRITES,
    tags=["conflicts"],
    summary="Delete a goal conflict",
)
def delete_conflict(request: HttpRequest, id: str, how: How, headers: Headers) -> HttpResponse:
    """Delete a conflict with its steps; the elements stay.

    One that is public, or that an adopted plan's case decided, takes the role of approver.
    """
    try:
        conflict = conflict_or_404(request, id).conflict
    except Http404:
        again = answered_before(request, key=headers.idempotency_key)
        if again is None:
            raise
        return again

    def write() -> Written:
        require_tag(request, lambda: _tag_now(conflict))
        conflicts_delete.delete_conflict(actor=request.user, conflict=conflict)
        return Written(204)

    return answer_write(request, conflict.root, write, key=headers.idempotency_key, dry_run=how.dry_run)


def _tag_now(conflict: Conflict) -> str:
    """Read the conflict as it stands; others who write it wait until the transaction ends."""
    return tag_of(conflict_values(lock_conflict(conflict)))


def _written(
    request: HttpRequest, status: int, row: Conflict, headers: dict[str, str] | None = None
) -> Written:
    found = conflict_or_404(request, str(row.pk))
    told = conflict_item(request, found, found.conflict.root)
    return Written(status, told, {**conflict_version(found.conflict), **(headers or {})})
