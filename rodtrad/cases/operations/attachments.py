"""Attaches files to cases, and takes them away."""

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError
from rodtrad.cases.models import Attachment, Case
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.writing import in_turn, locked, one_write
from rodtrad.cases.permissions import may_write_case
from rodtrad.core.files.keeping import keep_file
from rodtrad.core.files.kinds import FileRefusedError
from rodtrad.organisations.permissions import Person, Powers

MOST_ATTACHMENTS = 100


def attach(*, actor: Person, case: Case, name: str, content: bytes, title: str = "") -> Attachment:
    """Attach a file; without a title it is called by its name. Raises NotAllowedError and FieldErrors."""
    told = clean.cleaned({"title": title}, {"title": clean.line(300)})["title"]
    with one_write(actor=actor, root=case.root) as powers:
        in_turn("case", case.pk)
        row = locked(case, _("«%s» finnes ikke lenger.") % case.title)
        _require(powers, row)
        standing = Attachment.objects.filter(case=row)
        if standing.count() >= MOST_ATTACHMENTS:
            raise FieldErrors({"file": _("En sak kan ha høyst %d vedlegg.") % MOST_ATTACHMENTS})
        try:
            kept = keep_file(name=name, content=content)
        except FileRefusedError as error:
            raise FieldErrors({"file": str(error)}) from error
        if standing.filter(file=kept.file).exists():
            raise FieldErrors({"file": _("Saken har dette vedlegget fra før.")})
        last = standing.aggregate(last=Max("position"))["last"] or 0
        return Attachment.objects.create(
            root_id=row.root_id,
            case=row,
            file=kept.file,
            title=told or kept.name,
            name=kept.name,
            position=last + 1,
        )


def detach(*, actor: Person, attachment: Attachment) -> None:
    """Take an attachment away; the bytes stay for whoever else refers to them. Raises NotAllowedError."""
    with one_write(actor=actor, root=attachment.root) as powers:
        _require(powers, attachment.case)
        Attachment.objects.filter(pk=attachment.pk).delete()


def _require(powers: Powers, case: Case) -> None:
    if not may_write_case(powers, case):
        raise NotAllowedError(_("Du kan ikke endre vedleggene i denne saken."))
