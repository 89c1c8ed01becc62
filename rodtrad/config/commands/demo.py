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
from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.instance import AlreadyRunningError, Instance
from rodtrad.config.ports import HOST, take_port
from rodtrad.config.secret import make_secret
from rodtrad.config.starting import database_name, say
from rodtrad.core.embedded import EmbeddedServer

#: How long what a killed run left may hold the port.
_LEFTOVERS = 8.0
_START_WITHIN = 60.0


@click.command(cls=NorwegianCommand)
@click.option("--port", type=int, default=8000, envvar="PORT", help="Porten nettstedet svarer på (8000).")
@click.option("--fresh", is_flag=True, envvar="FRESH", help="Slett databasen og begynn på nytt.")
def command(port: int, fresh: bool) -> int:
    """Start Rødtråd med tre eksempler på din egen maskin, og stopp alt med Ctrl-C.

    Kjør den igjen når du vil: det du har endret, blir stående.
    """
    environment = Environment()
    if fresh and not environment.is_embedded:
        raise CommandError(
            "FRESH sletter databasen, og DATABASE_URL peker på en database som ikke er vår egen. "
            "Fjern DATABASE_URL, eller tøm den databasen selv."
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
        say("Stoppet.")
    return 0


def _tell_of(other: AlreadyRunningError, *, fresh: bool) -> int:
    if fresh:
        raise CommandError(f"{other} Stopp den først (Ctrl-C), og prøv igjen.") from other
    if other.address is None:
        raise CommandError(f"{other} Den er i ferd med å starte.") from other
    say(f"{other} Åpne {other.address}")
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
        say("Den gamle databasen er slettet.")
    server.ensure_database(name)


def _load(children: Children) -> list[dict[str, str]]:
    """Load the examples in a process of its own, which holds no connection or memory afterwards."""
    say("Gjør databasen og eksemplene klare …")
    loader = children.start("innlesingen", ["load-demo"], capture=True)
    output, _ = loader.communicate()
    children.forget(loader)
    if loader.returncode != 0:
        raise CommandError("Eksemplene ble ikke lest inn; se meldingen over.")
    accounts: list[dict[str, str]] = json.loads(output)
    return accounts


def _start(children: Children, listener: socket.socket, address: str) -> None:
    settings = {
        "BIND": f"fd://{listener.fileno()}",
        "WEB_CONCURRENCY": os.environ.get("WEB_CONCURRENCY", "2"),
        "SITE_ADDRESS": os.environ.get("SITE_ADDRESS", address),
    }
    children.start("nettstedet", ["serve"], settings=settings, pass_fds=[listener.fileno()])
    children.start("arbeideren", ["worker"])
    listener.close()  # only the web server holds the port now, so that it is free when that ends


def _wait_for_answer(children: Children, address: str) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while time.monotonic() < deadline:
        if ended := children.ended():
            raise CommandError(f"Kunne ikke starte: {ended} stoppet. Se meldingen over.")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310  # our own address
                return
        except urllib.error.HTTPError as error:
            raise CommandError(f"Nettstedet svarer med feil {error.code}. Se meldingen over.") from error
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"Nettstedet svarte ikke innen {_START_WITHIN:.0f} sekunder.")


def _greet(address: str, accounts: list[dict[str, str]]) -> None:
    lines = ["", f"Rødtråd kjører: {address}", ""]
    if accounts:
        widths = {key: max(len(account[key]) for account in accounts) for key in ("role", "email", "at")}
        lines.append("Logg inn som (passordet gjelder bare eksemplene):")
        lines += [
            f"  {account['role']:<{widths['role']}}  {account['email']:<{widths['email']}}  "
            f"{account['password']}  {account['at']}".rstrip()
            for account in accounts
        ]
        lines.append("")
    lines.append("Ctrl-C stopper alt.")
    click.echo("\n".join(lines))
    sys.stdout.flush()


def _watch(children: Children) -> None:
    while True:
        time.sleep(0.5)
        if ended := children.ended():
            raise CommandError(f"{ended.capitalize()} stoppet uventet; resten er også stoppet.")
