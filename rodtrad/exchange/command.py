"""What the console commands `import plan` and `export plan` do."""

from pathlib import Path

from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.organisations.models import Root


def import_plan(
    path: Path, *, dry_run: bool = False, prune: bool = False, correction: str = "", actor: str = ""
) -> str:
    """Read a plan file from disk and store it; return the report. Raises ExchangeError with what to do.

    `actor` is the e-mail address of the person on whose behalf it is done.
    """
    person = _person(actor) if actor else None
    content = content_of(path)
    report = import_plan_file(
        content=content, dry_run=dry_run, prune=prune, correction=correction, actor=person
    )
    return report.as_text()


def _person(email: str) -> User:
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise ExchangeError(_("Fant ingen bruker med adressen %s. Ingenting er lagret.") % email)
    return person


def export_plan(slug: str) -> str:
    """Return the root as a plan file. Raises ExchangeError when there is no such root."""
    root = Root.objects.filter(slug=slug).first()
    if root is None:
        known = ", ".join(Root.objects.values_list("slug", flat=True)) or _("ingen")
        raise ExchangeError(
            _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.") % {"slug": slug, "known": known}
        )
    return dump_root(root)
