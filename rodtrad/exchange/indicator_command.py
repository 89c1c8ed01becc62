"""What the console commands `import indicators` and `export indicators` do."""

from pathlib import Path

from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.indicator_file.dump import dump_indicators
from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.exchange.indicator_file.shipped import common_set
from rodtrad.exchange.indicator_file.write import as_text
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.exchange.queries import person_named, root_named
from rodtrad.organisations.models import Root


def import_indicators(path: Path | None, slug: str = "", *, dry_run: bool = False, actor: str = "") -> str:
    """Store an indicator file, or the common set that comes with the program; return the report.

    With a slug they are the root's own. Raises ExchangeError with lines and what to do.
    """
    if path is None and slug:
        raise ExchangeError(_("Skriv hvilken fil som skal leses inn for %s.") % slug)
    person = person_named(actor) if actor else None
    file = common_set() if path is None else parse_indicator_file(content_of(path))
    with told_by(user=person and person.pk):
        return store_indicator_file(file=file, root=_root(slug), dry_run=dry_run).as_text()


def export_indicators(slug: str = "") -> str:
    """Return the root's own indicators, or the common set, as an indicator file. Raises ExchangeError."""
    return as_text(dump_indicators(_root(slug)))


def _root(slug: str) -> Root | None:
    return root_named(slug) if slug else None
