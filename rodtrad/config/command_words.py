"""What click says by itself, in Norwegian: help pages and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

_HEADINGS = {"Options": "Valg", "Commands": "Kommandoer", "Arguments": "Argumenter"}


class NorwegianFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = args.replace("[OPTIONS]", "[VALG]").replace("COMMAND [ARGS]...", "KOMMANDO …")
        super().write_usage(prog, words, prefix or "Bruk: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield


class NorwegianContext(click.Context):
    formatter_class = NorwegianFormatter


class NorwegianCommand(click.Command):
    context_class = NorwegianContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Vis denne hjelpen."
        return option


class NorwegianGroup(NorwegianCommand, click.Group):
    command_class = NorwegianCommand


def usage_in_words(error: click.UsageError) -> int:
    """Say what is wrong with the command line; returns the exit code."""
    where = error.ctx.command_path if error.ctx else "rodtrad"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    click.echo(f"{_sentence(error)} Se «{where} --help».", err=True)
    return 2


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"Valget «{error.option_name}» finnes ikke."
        case click.MissingParameter():
            return f"«{_name(error)}» mangler."
        case click.BadOptionUsage():
            return f"Valget «{error.option_name}» er brukt feil, eller mangler verdi."
        case click.BadParameter():
            return f"«{_name(error)}» har en verdi som ikke kan brukes{_choices(error)}."
        case click.exceptions.NoSuchCommand():
            return f"Kommandoen «{error.command_name}» finnes ikke."
    if "unexpected extra argument" in error.message:
        return "Det står mer på linjen enn kommandoen tar imot."
    return "Linjen kan ikke forstås."


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "argumentet"
    return error.param.opts[0] if isinstance(error.param, click.Option) else (error.param.name or "").upper()


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f" (velg {', '.join(str(choice) for choice in kind.choices)})"
    if isinstance(kind, click.types.IntParamType):
        return " (skriv et helt tall)"
    return ""
