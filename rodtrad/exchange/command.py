"""What the console commands `import plan` and `export plan` do."""

from pathlib import Path

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.plan_file.reader import LARGEST_FILE
from rodtrad.organisations.models import Root


def import_plan(path: Path, *, dry_run: bool = False, prune: bool = False, correction: str = "") -> str:
    """Read a plan file from disk and store it; return the report. Raises ExchangeError with what to do."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ExchangeError(
                _("Fila er på %(size)d MB; grensen er %(limit)d MB. Del den i flere filer.")
                % {"size": size // 2**20, "limit": LARGEST_FILE // 2**20}
            )
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise ExchangeError(_("Fant ikke fila %s. Se etter tastefeil i navnet.") % path) from error
    except OSError as error:
        raise ExchangeError(
            _("Kan ikke lese %(path)s: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    return import_plan_file(content=content, dry_run=dry_run, prune=prune, correction=correction).as_text()


def export_plan(slug: str) -> str:
    """Return the root as a plan file. Raises ExchangeError when there is no such root."""
    root = Root.objects.filter(slug=slug).first()
    if root is None:
        known = ", ".join(Root.objects.values_list("slug", flat=True)) or _("ingen")
        raise ExchangeError(
            _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.") % {"slug": slug, "known": known}
        )
    return dump_root(root)
