"""Fetches a plan file from disk."""

from pathlib import Path

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file.encoding import LARGEST_FILE


def content_of(path: Path) -> bytes:
    """Return what the file holds. Raises ExchangeError with what to do when it is missing or too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ExchangeError(
                _("Fila er på %(size)d MB; grensen er %(limit)d MB. Del den i flere filer.")
                % {"size": size // 2**20, "limit": LARGEST_FILE // 2**20}
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise ExchangeError(_("Fant ikke fila %s. Se etter tastefeil i navnet.") % path) from error
