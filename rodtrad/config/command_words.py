"""What click says by itself, in the chosen language: help pages and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

import click

from rodtrad.core.words import LANGUAGES, gettext_noop
from rodtrad.core.words import gettext as _

_HEADINGS = {
    "Options": gettext_noop("Valg"),
    "Commands": gettext_noop("Kommandoer"),
    "Arguments": gettext_noop("Argumenter"),
}


class TranslatedFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = args.replace("[OPTIONS]", f"[{_('VALG')}]").replace("COMMAND [ARGS]...", _("KOMMANDO …"))
        super().write_usage(prog, words, prefix or _("Bruk:") + " ")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        words = [(name, text.replace("[required]", f"[{_('må oppgis')}]")) for name, text in rows]
        super().write_dl(words, col_max, col_spacing)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_(_HEADINGS[name]) if name in _HEADINGS else name):
            yield


class TranslatedContext(click.Context):
    formatter_class = TranslatedFormatter


class TranslatedCommand(click.Command):
    """A command with `--language`, which config.command_language has read before click does."""

    context_class = TranslatedContext

    @cached_property
    def language_option(self) -> click.Option:
        return click.Option(
            ["--language"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=_("Språket kommandoen svarer på: bokmål, nynorsk eller engelsk."),
        )

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        *own, help_option = super().get_params(ctx)
        return [*own, self.language_option, help_option]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Vis denne hjelpen.")
        return option


class TranslatedGroup(TranslatedCommand, click.Group):
    command_class = TranslatedCommand


def usage_in_words(error: click.UsageError) -> int:
    """Say what is wrong with the command line; returns the exit code."""
    where = error.ctx.command_path if error.ctx else "rodtrad"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    remedy = _("Se «%(command)s --help».") % {"command": where}
    click.echo(f"{_sentence(error)} {remedy}", err=True)
    return 2


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return _("Valget «%(name)s» finnes ikke.") % {"name": error.option_name}
        case click.MissingParameter():
            return _("«%(name)s» mangler.") % {"name": _name(error)}
        case click.BadOptionUsage():
            return _("Valget «%(name)s» er brukt feil, eller mangler verdi.") % {"name": error.option_name}
        case click.BadParameter():
            return _bad_value(error)
        case click.exceptions.NoSuchCommand():
            return _("Kommandoen «%(name)s» finnes ikke.") % {"name": error.command_name}
    if "unexpected extra argument" in error.message:
        return _("Det står mer på linjen enn kommandoen tar imot.")
    return _("Linjen kan ikke forstås.")


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return _("argumentet")
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.metavar or (error.param.name or "").upper()


def _bad_value(error: click.BadParameter) -> str:
    given = {"name": _name(error)}
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        given["choices"] = ", ".join(str(choice) for choice in kind.choices)
        return _("«%(name)s» har en verdi som ikke kan brukes (velg %(choices)s).") % given
    if isinstance(kind, click.types.IntParamType):
        return _("«%(name)s» har en verdi som ikke kan brukes (skriv et helt tall).") % given
    return _("«%(name)s» har en verdi som ikke kan brukes.") % given
