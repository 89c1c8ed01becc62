"""How two versions differ in what they say of the plan itself, and in its documents, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.differences import Piece
from rodtrad.core.models import Origin
from rodtrad.planning.comparing import Differences, DocumentChange, DocumentDifference, FieldDifference
from rodtrad.plans.models import DocumentKind, PlanType
from rodtrad.website.presenters.version_differences import DifferenceRow, Line
from rodtrad.website.presenters.wording import label_of

_TONES = {DocumentChange.ADDED: "ok", DocumentChange.REMOVED: "off"}
#: Enough of a digest to tell two files of the same name apart.
_DIGITS = 12


def head_lines(differences: Differences) -> list[Line]:
    labels = _labels()
    return [Line(labels[one.field], tuple(_pieces(one))) for one in differences.head]


def head_summary(differences: Differences) -> list[str]:
    """Say how much differs of the plan itself, and how many documents are new, gone, exchanged and renamed."""
    head = len(differences.head)
    counts = Counter(one.change for one in differences.documents)
    texts = {
        DocumentChange.ADDED: ngettext(
            "%(count)d nytt dokument", "%(count)d nye dokumenter", counts[DocumentChange.ADDED]
        ),
        DocumentChange.REMOVED: ngettext(
            "%(count)d dokument tatt ut", "%(count)d dokumenter tatt ut", counts[DocumentChange.REMOVED]
        ),
        DocumentChange.EXCHANGED: ngettext(
            "%(count)d dokument byttet ut", "%(count)d dokumenter byttet ut", counts[DocumentChange.EXCHANGED]
        ),
        DocumentChange.RENAMED: ngettext(
            "%(count)d dokument med nytt navn",
            "%(count)d dokumenter med nytt navn",
            counts[DocumentChange.RENAMED],
        ),
    }
    of_plan = ngettext("%(count)d opplysning om planen", "%(count)d opplysninger om planen", head)
    documents = [text % {"count": counts[change]} for change, text in texts.items() if counts[change]]
    return [*([of_plan % {"count": head}] if head else ()), *documents]


def document_rows(documents: Sequence[DocumentDifference]) -> list[DifferenceRow]:
    words = {
        DocumentChange.ADDED: _("nytt"),
        DocumentChange.REMOVED: _("tatt ut"),
        DocumentChange.EXCHANGED: _("byttet ut"),
        DocumentChange.RENAMED: _("nytt navn"),
    }
    return [
        DifferenceRow(
            level=_("Dokument"),
            number="",
            title=one.document["title"],
            words=str(capfirst(words[one.change])),
            tone=_TONES.get(one.change, "half"),
            lines=tuple(_document_lines(one)),
        )
        for one in documents
    ]


def _document_lines(one: DocumentDifference) -> Iterator[Line]:
    old, new = one.before, one.after
    if old is None or new is None or old["kind"] != new["kind"]:
        yield Line(_("Type"), before=_kind(old), after=_kind(new))
    if old and new and old["title"] != new["title"]:
        yield Line(_("Tittel"), before=old["title"], after=new["title"])
    if one.change is not DocumentChange.RENAMED or (old and new and old["name"] != new["name"]):
        is_called_the_same = bool(old and new and old["name"] == new["name"])
        was, now = (_file(side, is_called_the_same=is_called_the_same) for side in (old, new))
        yield Line(_("Fil"), before=was, after=now)


def _kind(document: Mapping[str, Any] | None) -> str:
    return str(capfirst(label_of(DocumentKind(document["kind"])))) if document else ""


def _file(document: Mapping[str, Any] | None, *, is_called_the_same: bool) -> str:
    if document is None:
        return ""
    name: str = document["name"]
    return f"{name} (SHA-256 {document['sha256'][:_DIGITS]} …)" if is_called_the_same else name


def _pieces(one: FieldDifference) -> Iterator[Piece]:
    """Write what is stored by its key as it is called."""
    names = {"type": PlanType, "origin": Origin}.get(one.field)
    for piece in one.pieces:
        is_known = names is not None and piece.text in names.values
        yield replace(piece, text=label_of(names(piece.text))) if names and is_known else piece


def _labels() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "description": _("Beskrivelse"),
        "type": _("Type"),
        "own_type": _("Kommunens egen plantype"),
        "number": _("Nummer"),
        "national_id": _("Arealplan-ID"),
        "period": _("Periode"),
        "owner": _("Eier"),
        "elaborates": _("Utdyper"),
        "replaces": _("Erstatter"),
        "merges": _("Slår sammen"),
        "origin": _("Opphav"),
        "source": _("Kilde"),
        "place": _("Sted i kilden"),
    }
