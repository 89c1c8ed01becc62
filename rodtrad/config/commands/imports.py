import time
from pathlib import Path

import click

from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedGroup
from rodtrad.config.figure_teller import FigureTeller
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.exchange.command import (
    import_plan,
    import_stratml,
    import_workbook,
    imports_to_take_back,
    take_back_import,
)
from rodtrad.exchange.indicator_command import import_indicators
from rodtrad.exchange.meeting_command import import_cases, import_meetings
from rodtrad.exchange.opensdg_command import import_open_sdg
from rodtrad.exchange.table_command import import_table
from rodtrad.exchange.workbook.progress import BackStage, Estimate, Stage, share_done
from rodtrad.geography.geojson import MAX_BYTES
from rodtrad.geography.operations import import_boundaries

_SECONDS_BETWEEN = 2.0


@click.group(
    cls=TranslatedGroup, help=_("Les inn en planfil, et regneark, StratML, indikatorer eller grenser.")
)
def command() -> None:
    """Hold what can be read in."""


_FILE = click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
_ROOT = click.option(
    "--root", "slug", metavar=_("ORGANISASJON"), required=True, help=_("Organisasjonen det gjelder.")
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help=_("Si hva som ville skjedd, men lagre ingenting."))
_ACTOR = click.option(
    "--as",
    "actor",
    metavar=_("EPOST"),
    default="",
    help=_("Brukeren som endringene skal stå på i historikken."),
)


@command.command("plan", help=_("Les inn en organisasjon med planer og mål fra FIL (YAML)."))
@_FILE
@_DRY_RUN
@click.option("--prune", is_flag=True, help=_("Slett også det som ikke lenger står i filen."))
@click.option(
    "--correction",
    metavar=_("TEKST"),
    default="",
    help=_("Grunnen til å rette vedtatt tekst; uten den blir det avvist."),
)
@_ACTOR
def plan(file: Path, dry_run: bool, prune: bool, correction: str, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(import_plan(file, dry_run=dry_run, prune=prune, correction=correction, actor=actor))


@command.command("workbook", help=_("Les inn elementer fra FIL (Excel eller CSV), rad for rad."))
@_FILE
@_ROOT
@click.option("--plan", metavar=_("NØKKEL"), default="", help=_("Planen for nye rader som ikke nevner en."))
@_DRY_RUN
@_ACTOR
def workbook(file: Path, slug: str, plan: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        progress = _Teller()
        click.echo(import_workbook(file, slug, plan=plan, dry_run=dry_run, actor=actor, progress=progress))


@command.command("meetings", help=_("Les inn møtene til et organ fra FIL (iCalendar)."))
@_FILE
@_ROOT
@click.option("--body", "body", metavar=_("NØKKEL"), required=True, help=_("Nøkkelen til organet."))
@_DRY_RUN
@_ACTOR
def meetings(file: Path, slug: str, body: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(import_meetings(file, slug, body, dry_run=dry_run, actor=actor))


@command.command("cases", help=_("Les inn saker fra FIL (Excel eller CSV), en rad for hver sak."))
@_FILE
@_ROOT
@_DRY_RUN
@_ACTOR
def cases(file: Path, slug: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(import_cases(file, slug, dry_run=dry_run, actor=actor))


@command.command(
    "take-back",
    help=_(
        "Ta tilbake et regneark som er lest inn: det som ble laget, blir borte, og det som ble endret, blir som før."
        "\n\n"
        "Det noen har endret, koblet til eller vedtatt siden, blir stående. Uten NUMMER blir importene listet opp."
    ),
)
@click.argument("number", metavar=_("[NUMMER]"), required=False)
@click.option(
    "--root", "slug", metavar=_("ORGANISASJON"), default="", help=_("List bare opp importene til denne.")
)
@_DRY_RUN
@_ACTOR
def take_back(number: str | None, slug: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        if number is None:
            click.echo(imports_to_take_back(slug))
        else:
            click.echo(take_back_import(number, dry_run=dry_run, actor=actor, progress=_Teller()))


@command.command("stratml", help=_("Les inn mål fra FIL (StratML) som en plan."))
@_FILE
@_ROOT
@click.option(
    "--plan", metavar=_("NØKKEL"), default="", help=_("Nøkkelen til planen; ellers lages den av navnet.")
)
@_DRY_RUN
@_ACTOR
def stratml(file: Path, slug: str, plan: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(import_stratml(file, slug, plan=plan, dry_run=dry_run, actor=actor))


@command.command(
    "indicators",
    help=_(
        "Les inn tabeller og indikatorer fra FIL (YAML), eller det felles settet som følger med."
        "\n\n"
        "Uten ORGANISASJON gjelder det settet som er felles for alle. Ingenting blir slettet."
    ),
)
@click.argument("file", metavar=_("[FIL]"), type=click.Path(path_type=Path), required=False)
@click.option(
    "--root",
    "slug",
    metavar=_("ORGANISASJON"),
    default="",
    help=_("Les dem inn som indikatorene til denne."),
)
@_DRY_RUN
@_ACTOR
def indicators(file: Path | None, slug: str, dry_run: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(import_indicators(file, slug, dry_run=dry_run, actor=actor))


@command.command(
    "table",
    help=_(
        "Les inn en egen tabell med tall fra FIL (Excel eller CSV), slik kolonnene er koblet på nettsiden."
        "\n\n"
        "Det som ikke kan leses, stanser innlesingen, om det ikke skal utelates."
    ),
)
@_FILE
@_ROOT
@click.option("--table", "key", metavar=_("NØKKEL"), required=True, help=_("Nøkkelen til tabellen."))
@_DRY_RUN
@click.option("--leave-out", is_flag=True, help=_("Utelat det som ikke kan leses, og ta inn resten."))
@_ACTOR
def table(file: Path, slug: str, key: str, dry_run: bool, leave_out: bool, actor: str) -> None:
    with tables_ready(), told_by_command():
        click.echo(
            import_table(
                file,
                slug,
                key,
                dry_run=dry_run,
                leave_out=leave_out,
                actor=actor,
                progress=FigureTeller(say, is_fetched=False),
            )
        )


@command.command(
    "opensdg",
    help=_(
        "Les inn MAPPE fra Open SDG: tallene i «data» og metadata i «meta», som egne indikatorer."
        "\n\n"
        "Det som ikke kan leses, stanser innlesingen, om det ikke skal utelates."
    ),
)
@click.argument("folder", metavar=_("MAPPE"), type=click.Path(path_type=Path))
@_ROOT
@click.option(
    "--unit",
    "units",
    metavar=_("ORD=ENHET"),
    multiple=True,
    help=_("Hvilken enhet et ord i filene er, eller en indikator har: 'Total=person', '1-2-1=percent'."),
)
@_DRY_RUN
@click.option("--leave-out", is_flag=True, help=_("Utelat det som ikke kan leses, og ta inn resten."))
@_ACTOR
def opensdg(
    folder: Path, slug: str, units: tuple[str, ...], dry_run: bool, leave_out: bool, actor: str
) -> None:
    with tables_ready(), told_by_command():
        click.echo(
            import_open_sdg(
                folder,
                slug,
                units=units,
                dry_run=dry_run,
                leave_out=leave_out,
                actor=actor,
                progress=FigureTeller(say, is_fetched=False),
            )
        )


class _Teller:
    """Tells how far an import has come, a line now and then."""

    def __init__(self) -> None:
        self._estimate = Estimate()
        self._told_at = time.monotonic()

    def __call__(self, stage: Stage | BackStage, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self._told_at < _SECONDS_BETWEEN:
            return
        self._told_at = now
        percent = 100 * share_done(stage, done, of)
        line = _("%(percent)d %%: %(what)s.") % {"percent": percent, "what": _words(stage)}
        left = round(self._estimate.seconds_left(stage, done, of))
        if left:
            line += " " + ngettext("Omtrent %d sekund igjen.", "Omtrent %d sekunder igjen.", left) % left
        say(line)


def _words(stage: Stage | BackStage) -> str:
    words: dict[Stage | BackStage, str] = {
        Stage.READ: _("leser fila"),
        Stage.COMPARED: _("sammenlikner radene med det som står der"),
        Stage.STORED: _("lagrer"),
        Stage.INDEXED: _("skriver det inn i søket"),
        BackStage.LOOKED_AT: _("ser hva som er endret siden"),
        BackStage.RESTORED: _("setter tilbake"),
        BackStage.TAKEN_FROM_INDEX: _("skriver det inn i søket"),
    }
    return words[stage]


@command.command(
    "boundaries", help=_("Les inn grensene til fylker, kommuner eller bydeler fra FIL (GeoJSON).")
)
@click.argument("path", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option(
    "--source",
    metavar=_("TEKST"),
    default="",
    help=_("Hvor grensene kommer fra; ellers brukes filnavnet."),
)
@click.option(
    "--repair",
    is_flag=True,
    help=_("Rett flater som krysser seg selv, når arealet blir omtrent som før; uten dette blir de avvist."),
)
def boundaries(path: Path, source: str, repair: bool) -> None:
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    with tables_ready():
        report = import_boundaries(text=content, source=source or path.name, repair=repair)
    for note in report.notes:
        say(note)
    text = _("Grenser lest: %(read)d. Nye: %(made)d, endret: %(changed)d, som før: %(same)d.")
    counts = {"made": report.made, "changed": report.changed, "same": report.same}
    click.echo(text % {"read": report.read, **counts})
