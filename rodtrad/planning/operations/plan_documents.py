"""Puts documents to a plan, and takes them away."""

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.core.files.keeping import keep_file
from rodtrad.core.files.kinds import FileRefusedError
from rodtrad.core.text import storable
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_document
from rodtrad.plans.models import LOCKED, DocumentKind, Plan, PlanDocument

LONGEST_TITLE = 300
MOST = 100


def add_document(  # a file has a name and bytes, and what it is here
    *, actor: Person, plan: Plan, title: str, kind: str, name: str, content: bytes
) -> PlanDocument:
    """Put a file to the plan; without a title it is called by its name. Raises NotAllowedError and FieldErrors."""
    if kind not in DocumentKind.values:
        raise FieldErrors({"kind": _("«%s» er ikke blant valgene.") % kind})
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_document(powers, row):
            raise NotAllowedError(_("Du kan ikke endre dokumentene til «%s».") % row.title)
        held = PlanDocument.objects.filter(plan=row)
        if held.count() >= MOST:
            raise FieldErrors({"file": _("En plan kan ha høyst %d dokumenter.") % MOST})
        try:
            kept = keep_file(name=name, content=content)
        except FileRefusedError as error:
            raise FieldErrors({"file": str(error)}) from error
        if held.filter(file=kept.file).exists():
            raise FieldErrors({"file": _("Fila er lagt til planen fra før.")})
        last = held.aggregate(last=Max("position"))["last"] or 0
        called = " ".join(storable(title).split())[:LONGEST_TITLE] or kept.name
        return PlanDocument.objects.create(
            root_id=row.root_id,
            plan=row,
            title=called,
            kind=kind,
            file=kept.file,
            file_name=kept.name,
            position=last + 1,
        )


def remove_document(*, actor: Person, document: PlanDocument) -> None:
    """Take the document from its plan; versions keep theirs. Raises NotAllowedError and WrongStateError."""
    with alone_with(document.plan, actor=actor) as (row, powers):
        if not may_document(powers, row):
            raise NotAllowedError(_("Du kan ikke endre dokumentene til «%s».") % row.title)
        if row.status in LOCKED:
            raise WrongStateError(
                _("«%s» er vedtatt med dette dokumentet. Legg til et nytt, og la det som ble vedtatt, stå.")
                % row.title
            )
        PlanDocument.objects.filter(pk=document.pk).delete()
