"""Run everything on one machine with example data: database, worker and web server, until Ctrl-C."""

import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack

import click
import psycopg
from psycopg import sql

from rodtrad.config.children import Children, stop_by_signal, stop_in_peace
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.instance import AlreadyRunningError, Instance
from rodtrad.config.ports import HOST, take_port
from rodtrad.config.secret import make_secret
from rodtrad.config.starting import database_name, say
from rodtrad.core.embedded import EmbeddedServer
from rodtrad.core.words import gettext as _

#: How long what a killed run left may hold the port.
_LEFTOVERS = 8.0
_START_WITHIN = 60.0


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Start Rødtråd med tre eksempler på din egen maskin, og stopp alt med Ctrl-C.\n\n"
        "Kjør den igjen når du vil: det du har endret, blir stående."
    ),
)
@click.option(
    "--port",
    type=int,
    metavar=_("TALL"),
    default=8000,
    envvar="PORT",
    help=_("Porten nettstedet svarer på (8000)."),
)
@click.option("--fresh", is_flag=True, envvar="FRESH", help=_("Slett databasen og begynn på nytt."))
def command(port: int, fresh: bool) -> int:
    environment = Environment()
    if fresh and not environment.is_embedded:
        raise CommandError(
            _(
                "FRESH sletter databasen, og DATABASE_URL peker på en database som ikke er vår egen. "
                "Fjern DATABASE_URL, eller tøm den databasen selv."
            )
        )
    if environment.is_embedded:
        make_secret(environment.data_dir)
    stop_by_signal()
    try:
        with Instance(environment.data_dir) as instance:
            _run(environment, instance, port=port, fresh=fresh)
    except AlreadyRunningError as other:
        return _tell_of(other, fresh=fresh)
    except KeyboardInterrupt:
        say(_("Stoppet."))
    return 0


def _tell_of(other: AlreadyRunningError, *, fresh: bool) -> int:
    if fresh:
        raise CommandError(f"{other} " + _("Stopp den først (Ctrl-C), og prøv igjen.")) from other
    if other.address is None:
        raise CommandError(f"{other} " + _("Den er i ferd med å starte.")) from other
    say(f"{other} " + _("Åpne %(address)s") % {"address": other.address})
    return 0


def _run(environment: Environment, instance: Instance, *, port: int, fresh: bool) -> None:
    with ExitStack() as stack:
        try:
            wait = _LEFTOVERS if instance.before.port == port else 0.0
            listener = stack.enter_context(take_port(port, wait=wait))
            instance.announce(port=port, address=None)
            _hold_database(environment, stack, fresh=fresh)
            children = Children()
            stack.callback(children.stop)
            accounts = _load(children)
            address = f"http://{HOST}:{port}"
            _start(children, listener, address)
            _wait_for_answer(children, address)
            instance.announce(port=port, address=address)
            _greet(address, accounts)
            _watch(children)
        finally:
            stop_in_peace()


def _hold_database(environment: Environment, stack: ExitStack, *, fresh: bool) -> None:
    if not environment.is_embedded:
        return
    server = stack.enter_context(EmbeddedServer(environment.data_dir, progress=say))
    name = database_name(environment)
    if fresh:
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        say(_("Den gamle databasen er slettet."))
    server.ensure_database(name)


def _load(children: Children) -> list[dict[str, str]]:
    """Load the examples in a process of its own, which holds no connection or memory afterwards."""
    say(_("Gjør databasen og eksemplene klare …"))
    loader = children.start(_("innlesingen"), ["load-demo"], capture=True)
    output, _errors = loader.communicate()
    children.forget(loader)
    if loader.returncode != 0:
        raise CommandError(_("Eksemplene ble ikke lest inn; se meldingen over."))
    accounts: list[dict[str, str]] = json.loads(output)
    return accounts


def _start(children: Children, listener: socket.socket, address: str) -> None:
    site = {"SITE_ADDRESS": os.environ.get("SITE_ADDRESS", address)}
    settings = {
        **site,
        "BIND": f"fd://{listener.fileno()}",
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "2"),
    }
    children.start(_("nettstedet"), ["serve"], settings=settings, pass_fds=[listener.fileno()])
    children.start(_("arbeideren"), ["worker"], settings=site)  # its mails have links
    listener.close()  # only the web server holds the port now, so that it is free when that ends


def _wait_for_answer(children: Children, address: str) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while time.monotonic() < deadline:
        if ended := children.ended():
            text = _("Kunne ikke starte: %(process)s stoppet. Se meldingen over.")
            raise CommandError(text % {"process": ended})
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310  # our own address
                return
        except urllib.error.HTTPError as error:
            text = _("Nettstedet svarer med feil %(code)d. Se meldingen over.")
            raise CommandError(text % {"code": error.code}) from error
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(_("Nettstedet svarte ikke innen %(seconds)d sekunder.") % {"seconds": _START_WITHIN})


def _greet(address: str, accounts: list[dict[str, str]]) -> None:
    lines = ["", _("Rødtråd kjører: %(address)s") % {"address": address}, ""]
    if accounts:
        widths = {key: max(len(account[key]) for account in accounts) for key in ("role", "email", "at")}
        lines.append(_("Logg inn som (passordet gjelder bare eksemplene):"))
        lines += [
            f"  {account['role']:<{widths['role']}}  {account['email']:<{widths['email']}}  "
            f"{account['password']}  {account['at']}".rstrip()
            for account in accounts
        ]
        lines.append("")
    lines.append(_("Ctrl-C stopper alt."))
    click.echo("\n".join(lines))
    sys.stdout.flush()


def _watch(children: Children) -> None:
    while True:
        time.sleep(0.5)
        if ended := children.ended():
            text = _("%(process)s stoppet uventet; resten er også stoppet.")
            raise CommandError(text % {"process": ended.capitalize()})
