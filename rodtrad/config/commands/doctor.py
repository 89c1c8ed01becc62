from collections.abc import Iterator

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.examination import (
    Finding,
    Verdict,
    examine_database,
    examine_files,
    examine_production,
    examine_program,
    examine_settings,
)
from rodtrad.config.failures import sentence_for
from rodtrad.config.starting import database_running, prepare_program
from rodtrad.core.embedded import EmbeddedError
from rodtrad.core.embedded.layout import layout_for
from rodtrad.core.words import gettext as _


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Si hva som er satt opp, hva som mangler, og hva du gjør med det.\n\n"
        "Avslutter med kode 1 når noe er feil."
    ),
)
def command() -> None:
    environment = Environment()
    worst = Verdict.GOOD
    for finding in _examine(environment):
        click.echo(f"{finding.verdict.word:<9} {finding.subject}: {finding.found}".rstrip())
        if finding.remedy:
            click.echo(f"{'':<9} → {finding.remedy}")
        if finding.verdict is Verdict.ERROR or worst is Verdict.GOOD:
            worst = finding.verdict
    if worst is Verdict.ERROR:
        click.get_current_context().exit(1)


def _examine(environment: Environment) -> Iterator[Finding]:
    yield from examine_program()
    faults = list(examine_settings(environment))
    yield from faults
    if any(fault.verdict is Verdict.ERROR for fault in faults):
        return  # Django does not start with these
    try:
        prepare_program(may_write=False)
        yield from examine_production(environment)
        yield from examine_files(environment)
        yield from _examine_database(environment)
    except Exception as error:  # whatever it is, it is what the person should hear about
        yield Finding(_("Oppstart"), Verdict.ERROR, sentence_for(error))


def _examine_database(environment: Environment) -> Iterator[Finding]:
    if environment.is_embedded and layout_for(environment.data_dir).cluster_major() is None:
        yield Finding(
            _("Database"),
            Verdict.WARNING,
            _("ikke laget ennå"),
            _("Kjør «rodtrad demo» eller «rodtrad migrate»."),
        )
        return
    try:
        with database_running():
            yield from list(examine_database())
    except EmbeddedError as error:
        yield Finding(_("Database"), Verdict.ERROR, str(error))
