import click
from django.utils import timezone

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.goals.operations.prune_history import Pruned, prune_history
from rodtrad.goals.queries.retention import Limits, limits_of
from rodtrad.organisations.models import Root


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Slett det i historikken som organisasjonene ikke tar vare på lenger.\n\n"
        "Uten ORGANISASJON gjelder det alle. Hvor lenge noe tas vare på, bestemmes på siden "
        "«Hvor lenge historikken beholdes». Arbeideren gjør det samme hver natt."
    ),
)
@click.argument("slugs", metavar=_("[ORGANISASJON]…"), nargs=-1)
@click.option("--dry-run", is_flag=True, help=_("Si hva som ville blitt slettet, og slett ingenting."))
def command(slugs: tuple[str, ...], dry_run: bool) -> None:
    with tables_ready():
        roots = _roots(slugs)
        limits = {root: limits_of(root) for root in roots}
        for root, done in prune_history(limits=limits, now=timezone.now(), dry_run=dry_run).items():
            say(f"{root.name}: {_words(limits[root], done)}")
    if dry_run:
        say(_("Dette er en prøve. Ingenting er slettet."))


def _roots(slugs: tuple[str, ...]) -> list[Root]:
    roots = {root.slug: root for root in Root.objects.all()}
    missing = [slug for slug in slugs if slug not in roots]
    if missing:
        text = _("Organisasjonen «%(slug)s» finnes ikke. Disse finnes: %(known)s.")
        raise CommandError(text % {"slug": missing[0], "known": ", ".join(sorted(roots))})
    return [roots[slug] for slug in slugs] if slugs else list(roots.values())


def _words(limits: Limits, done: Pruned) -> str:
    if limits.texts is None and limits.names is None:
        return _("alt beholdes.")
    told = [
        ngettext("%(count)d hendelse slettet", "%(count)d hendelser slettet", done.events)
        % {"count": done.events},
        ngettext("%(count)d endring uten navn lenger", "%(count)d endringer uten navn lenger", done.names)
        % {"count": done.names},
        ngettext("%(count)d utløpt lenke slettet", "%(count)d utløpte lenker slettet", done.links)
        % {"count": done.links},
    ]
    return ", ".join(told) + "."
