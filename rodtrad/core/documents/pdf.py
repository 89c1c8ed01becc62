"""Writes a document as tagged PDF for everyone (PDF/UA-1), with our own fonts and nothing fetched."""

import json
import shutil
import tempfile
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
    """Return the PDF: the same bytes for the same document. Raises DocumentError for a drawing that cannot be read.

    The template is all that Typst can read: it stands alone in a folder that is its root.
    """
    day = document.date
    with tempfile.TemporaryDirectory(prefix="rodtrad-pdf-") as alone:
        try:
            written: bytes = typst.compile(
                shutil.copy(_TEMPLATE, alone),
                root=alone,
                font_paths=_fonts(),
                format="pdf",
                sys_inputs={"document": json.dumps(as_data(document), ensure_ascii=False)},
                pdf_standards="ua-1",
                package_path=alone,
                package_cache_path=alone,
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
            return written
        except typst.TypstError as error:
            raise DocumentError(f"the PDF of «{document.title}» cannot be made: {error.message}") from error
