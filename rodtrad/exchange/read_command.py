"""What `rodtrad read FILE` does: propose what a document says, without storing anything."""

from pathlib import Path

from django.utils import translation

from rodtrad.exchange.document.as_plan_file import as_plan_file
from rodtrad.exchange.document.extracting import DocumentError
from rodtrad.exchange.document.frameworks import framework_named, root_named
from rodtrad.exchange.document.read import read_document
from rodtrad.exchange.document.refusal import LARGEST_FILE, Refusal
from rodtrad.exchange.document.shown import as_json, as_text
from rodtrad.exchange.plan_file.from_disk import content_of

FORMS = ("text", "json", "yaml")


def read_command(
    path: Path, *, root: str = "", framework: str = "", output: str = "text", language: str = "nb"
) -> str:
    """Return what to print. Raises ExchangeError with what to do."""
    with translation.override(language):
        levels = framework_named(root_named(root), framework) if root else None
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise DocumentError(Refusal.TOO_LARGE)
        reading = read_document(content=content_of(path), name=path.name, framework=levels)
        if output == "yaml":
            return as_plan_file(reading, levels).rstrip("\n")
        return as_json(reading) if output == "json" else as_text(reading)
