"""A plan's documents in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from rodtrad.organisations.models import Root
from rodtrad.plans.models import DocumentKind, PlanDocument
from rodtrad.website.presenters.wording import label_of


@dataclass(frozen=True)
class DocumentRow:
    id: str
    title: str
    url: str
    kind: str
    name: str
    size: str


def document_rows(root: Root, plan_key: str, documents: Iterable[PlanDocument]) -> list[DocumentRow]:
    return [
        DocumentRow(
            id=str(one.pk),
            title=one.title,
            url=reverse("plan_document", args=[root.slug, plan_key, one.pk]),
            kind=label_of(DocumentKind(one.kind)),
            name=one.file_name,
            size=filesizeformat(one.file.size),
        )
        for one in documents
    ]
