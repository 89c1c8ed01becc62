"""Writes a document as tagged PDF for everyone (PDF/UA-1), with our own fonts and nothing fetched."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from rodtrad.core.documents.as_data import as_data
from rodtrad.core.documents.looks import FONTS
from rodtrad.core.documents.model import Document, DocumentError

_TEMPLATE = Path(__file__).parent / "template.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def as_pdf(document: Document) -> bytes:
    """Return the PDF: the same bytes for the same document. Raises DocumentError for a drawing that cannot be read."""
    day = document.date
    with _alone(document) as (template, inputs, alone):
        written: bytes = typst.compile(
            template,
            root=alone,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards="ua-1",
            package_path=alone,
            package_cache_path=alone,
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
        return written


def heading_pages(document: Document) -> list[int]:
    """Return the page that each heading stands on in the PDF, in their order. Raises DocumentError like `as_pdf`."""
    with _alone(document) as (template, inputs, alone):
        found = typst.query(
            template,
            "<pages>",
            field="value",
            one=True,
            root=alone,
            font_paths=_fonts(),
            sys_inputs=inputs,
            package_path=alone,
            package_cache_path=alone,
        )
        return [int(page) for page in json.loads(found)]


@contextmanager
def _alone(document: Document) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the template, what it reads, and its folder: it stands alone there, and the folder is its root."""
    with tempfile.TemporaryDirectory(prefix="rodtrad-pdf-") as alone:
        try:
            inputs = {"document": json.dumps(as_data(document), ensure_ascii=False)}
            yield shutil.copy(_TEMPLATE, alone), inputs, alone
        except RuntimeError as error:  # what a query raises; the TypstError of a drawing is one too
            raise DocumentError(f"the PDF of «{document.title}» cannot be made: {error}") from error
