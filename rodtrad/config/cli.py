"""The console command `rodtrad`. Each command lies in its own module, loaded only when it is asked for."""

import sys
from dataclasses import dataclass
from importlib import import_module

import click

from rodtrad.config.command_words import NorwegianContext, NorwegianGroup, usage_in_words
from rodtrad.config.failures import report_failure
from rodtrad.config.lifeline import follow_parent
from rodtrad.config.starting import prepare_program


@dataclass(frozen=True)
class Entry:
    """Where a command lies. `django` commands import models, so Django is set up before they are loaded."""

    module: str
    help: str
    django: bool = True
    service: bool = False
    hidden: bool = False


COMMANDS = {
    "demo": Entry("demo", "Start Rødtråd med tre eksempler på din egen maskin.", django=False),
    "serve": Entry("serve", "Kjør nettstedet.", service=True),
    "worker": Entry("worker", "Kjør jobber i bakgrunnen.", service=True),
    "migrate": Entry("migrate", "Lag eller oppdater tabellene i databasen."),
    "check": Entry("check", "Kontroller den røde tråden i en organisasjon."),
    "import": Entry("imports", "Les inn en planfil eller grenser."),
    "export": Entry("exports", "Skriv ut en organisasjon som planfil."),
    "createuser": Entry("createuser", "Lag en bruker og gi den en rolle."),
    "backup": Entry("backup", "Ta sikkerhetskopi av hele databasen.", django=False),
    "restore": Entry("restore", "Hent tilbake en sikkerhetskopi.", django=False),
    "upgrade-db": Entry("upgrade_db", "Oppgrader den innebygde databasen.", django=False),
    "doctor": Entry(
        "doctor", "Si hva som er satt opp, hva som mangler, og hva du gjør med det.", django=False
    ),
    "version": Entry("version", "Vis versjonen.", django=False),
    "load-demo": Entry("load_demo", "Les inn eksemplene (brukes av «demo»).", hidden=True),
}


class LazyGroup(NorwegianGroup):
    """Commands by name, so that `rodtrad version` loads neither Django nor anything else."""

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup)
def command() -> None:
    """Rødtråd: fra utfordring til resultat langs én rød tråd."""


command.context_class = NorwegianContext


def main() -> None:
    """Run the command; every failure is a sentence on standard error and an exit code other than 0."""
    try:
        follow_parent()
        status = command.main(prog_name="rodtrad", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.UsageError as error:
        sys.exit(usage_in_words(error))
    except (Exception, KeyboardInterrupt) as error:
        sys.exit(report_failure(error))
    sys.exit(status if isinstance(status, int) else 0)
