from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rodtrad.api.openapi import document_text


class Command(BaseCommand):
    """Print the API's OpenAPI document, or write it to the file given."""

    help = "Print the API's OpenAPI document, or write it to FILE (docs/api/openapi.json)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        if file is None:
            self.stdout.write(document_text(), ending="")
        else:
            file.write_text(document_text(), "utf-8")
