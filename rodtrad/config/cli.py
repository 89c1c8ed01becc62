"""The console command `rodtrad`. Each command lies in its own module, loaded only when it is asked for."""

import sys
from dataclasses import dataclass
from importlib import import_module

import click

from rodtrad import __version__
from rodtrad.config.command_language import choose_language
from rodtrad.config.command_words import TranslatedContext, TranslatedGroup, usage_in_words
from rodtrad.config.failures import report_failure
from rodtrad.config.lifeline import follow_parent
from rodtrad.config.starting import prepare_program
from rodtrad.core.words import gettext as _
from rodtrad.core.words import gettext_noop


@dataclass(frozen=True)
class Entry:
    """Where a command lies. `django` commands import models, so Django is set up before they are loaded."""

    module: str
    help: str
    django: bool = True
    service: bool = False
    hidden: bool = False


COMMANDS = {
    "demo": Entry("demo", gettext_noop("Start Rødtråd med tre eksempler på din egen maskin."), django=False),
    "serve": Entry("serve", gettext_noop("Kjør nettstedet."), service=True),
    "worker": Entry("worker", gettext_noop("Kjør jobber i bakgrunnen."), service=True),
    "migrate": Entry("migrate", gettext_noop("Lag eller oppdater tabellene i databasen.")),
    "check": Entry("check", gettext_noop("Kontroller den røde tråden i en organisasjon.")),
    "import": Entry("imports", gettext_noop("Les inn en planfil, et regneark, StratML eller grenser.")),
    "read": Entry("read", gettext_noop("Les en plan fra PDF, Word eller tekst, og foreslå mål og tiltak.")),
    "read-stat": Entry("read_stat", gettext_noop("Vis tallene i en JSON-stat-fil som tabell.")),
    "export": Entry("exports", gettext_noop("Skriv ut en organisasjon som planfil, regneark eller StratML.")),
    "fetch": Entry("fetch", gettext_noop("Hent tall fra SSB og andre, nå eller hver natt.")),
    "search": Entry("search", gettext_noop("Skriv søkeindeksen på nytt.")),
    "createuser": Entry("createuser", gettext_noop("Lag en bruker og gi den en rolle.")),
    "pseudonymise": Entry("pseudonymise", gettext_noop("Ta bort navn og adresse til en som har sluttet.")),
    "prune-history": Entry(
        "prune_history", gettext_noop("Slett det i historikken som ikke tas vare på lenger.")
    ),
    "take-away-factor": Entry(
        "take_away_factor", gettext_noop("Ta bort totrinnsinnloggingen til en bruker.")
    ),
    "backup": Entry("backup", gettext_noop("Ta sikkerhetskopi av hele databasen."), django=False),
    "restore": Entry("restore", gettext_noop("Hent tilbake en sikkerhetskopi.")),
    "upgrade-db": Entry("upgrade_db", gettext_noop("Oppgrader den innebygde databasen."), django=False),
    "doctor": Entry(
        "doctor",
        gettext_noop("Si hva som er satt opp, hva som mangler, og hva du gjør med det."),
        django=False,
    ),
    "version": Entry("version", gettext_noop("Vis versjonen."), django=False),
    "load-demo": Entry("load_demo", gettext_noop("Les inn eksemplene (brukes av «demo»)."), hidden=True),
}


def _tell_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"rodtrad {__version__}")
        ctx.exit()


class LazyGroup(TranslatedGroup):
    """Commands by name, so that `rodtrad version` loads neither Django nor anything else."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Add `--version`, described in the language that has been chosen by now."""
        version = click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_tell_version,
            help=_("Vis versjonen."),
        )
        return [version, *super().get_params(ctx)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, entry in COMMANDS.items() if not entry.hidden]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.django:
            prepare_program(service=entry.service, may_write="--help" not in sys.argv)
        loaded = import_module(f"rodtrad.config.commands.{entry.module}").command
        assert isinstance(loaded, click.Command)
        return loaded

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_("Rødtråd: fra utfordring til resultat langs én rød tråd."))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _(COMMANDS[name].help)) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup)
def command() -> None:
    """Show the commands; what follows the name of one is that command's own."""


command.context_class = TranslatedContext


def main() -> None:
    """Run the command; every failure is a sentence on standard error and an exit code other than 0."""
    try:
        follow_parent()
        choose_language(sys.argv[1:])
        status = command.main(prog_name="rodtrad", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.UsageError as error:
        sys.exit(usage_in_words(error))
    except (Exception, KeyboardInterrupt) as error:
        sys.exit(report_failure(error))
    sys.exit(status if isinstance(status, int) else 0)
