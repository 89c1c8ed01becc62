"""What a search finds of cases."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.db.models import Q, QuerySet
from django.urls import reverse

from rodtrad.cases.models import Case
from rodtrad.cases.queries.cases import cases_within
from rodtrad.core.rich_text import as_words
from rodtrad.core.search import Document, key_codes
from rodtrad.core.text import shorten
from rodtrad.organisations.permissions import Viewer

#: So much of a case presentation is searched in.
LONGEST = 20_000


class Cases:
    name = "case"
    has_shared = False
    feeds: Mapping[str, str] = MappingProxyType({"cases_caseevent": "id"})

    def rows(self) -> QuerySet[Case]:
        return Case.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Case]:
        return cases_within(viewer)

    def seen_as_indexed(self, _viewer: Viewer) -> Q | None:
        return None

    def documents(self, rows: QuerySet[Case]) -> Iterator[Document]:
        for case in rows.order_by():
            told = (case.body, case.decision, shorten(as_words(case.presentation), LONGEST))
            yield Document(
                case.id,
                case.root_id,
                case.key,
                f"{case.number} {case.title}",
                " · ".join(part for part in told if part),
                codes=key_codes(case.key),
                unit=case.owner_id,
                first_year=case.date.year if case.date else None,
                last_year=case.date.year if case.date else None,
                origin=case.origin,
            )

    def address(self, slug: str, key: str) -> str:
        return reverse("case", args=[slug, key])


CASES = Cases()
