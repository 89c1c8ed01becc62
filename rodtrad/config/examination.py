"""What `rodtrad doctor` looks at, and what it says about it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from rodtrad import __version__
from rodtrad.config.environment import ConfigurationError, Environment
from rodtrad.config.failures import sentence_for
from rodtrad.config.static_files import static_files_are_current
from rodtrad.core.readiness import OLDEST_SERVER, pending_migrations, server_version

_GIGABYTE = 1024**3
_SHORTEST_SECRET = 40


class Verdict(StrEnum):
    GOOD = "i orden"
    WARNING = "advarsel"
    ERROR = "feil"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and what to do when it is not as it should be."""

    subject: str
    verdict: Verdict
    found: str
    remedy: str = ""


def examine_program() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Versjon", Verdict.GOOD, f"Rødtråd {__version__} på Python {python}")


def examine_settings(environment: Environment) -> Iterator[Finding]:
    """Read each setting by itself, so that every fault is told at once."""
    readers: dict[str, Callable[[], object]] = {
        "Database": environment.database,
        "SECRET_KEY": environment.secret_key,
        "ALLOWED_HOSTS": environment.allowed_hosts,
        "HTTPS": lambda: environment.flag("HTTPS", default=False),
        "DEBUG": lambda: environment.flag("DEBUG", default=False),
    }
    for name, read in readers.items():
        try:
            read()
        except ConfigurationError as error:
            yield Finding(name, Verdict.ERROR, str(error))
    where = f"innebygd, i {environment.data_dir}" if environment.is_embedded else "DATABASE_URL"
    yield Finding("Database valgt", Verdict.GOOD, where)


def examine_production(environment: Environment) -> Iterator[Finding]:
    """Say what is fine on one's own machine and wrong where others come in; Django is set up."""
    if settings.DEBUG:
        yield Finding(
            "DEBUG",
            Verdict.ERROR if settings.SECURE else Verdict.WARNING,
            "slått på",
            "Fjern DEBUG fra miljøet.",
        )
    if environment.is_embedded:
        return
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        yield Finding(
            "SECRET_KEY", Verdict.WARNING, "kortere enn 40 tegn", "Lag en lengre, tilfeldig nøkkel."
        )
    else:
        yield Finding("SECRET_KEY", Verdict.GOOD, "satt")
    yield Finding("ALLOWED_HOSTS", Verdict.GOOD, ", ".join(settings.ALLOWED_HOSTS))
    yield from _examine_https()
    if not settings.EMAIL_HOST:
        yield Finding(
            "E-post", Verdict.WARNING, "ikke satt opp; skrives til loggen", "Sett EMAIL_HOST og EMAIL_FROM."
        )
    else:
        yield Finding("E-post", Verdict.GOOD, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


def _examine_https() -> Iterator[Finding]:
    if not settings.SECURE:
        yield Finding("HTTPS", Verdict.WARNING, "slått av", "Fjern HTTPS=nei når nettstedet har sertifikat.")
    elif not settings.SITE_ADDRESS.startswith("https://"):
        yield Finding(
            "SITE_ADDRESS",
            Verdict.ERROR,
            f"er {settings.SITE_ADDRESS}",
            "Sett adressen folk bruker, for eksempel https://plan.kommune.no; ellers blir skjemaer avvist.",
        )
    else:
        yield Finding("HTTPS", Verdict.GOOD, settings.SITE_ADDRESS)


def examine_database() -> Iterator[Finding]:
    """Say whether the database answers, is new enough and has its tables."""
    try:
        version = server_version()
    except (DatabaseError, InterfaceError) as error:
        yield Finding("Database", Verdict.ERROR, sentence_for(error))
        return
    name = f"PostgreSQL {version // 10000}.{version % 10000}"
    if version < OLDEST_SERVER:
        yield Finding("Database", Verdict.ERROR, name, f"Oppgrader til {OLDEST_SERVER // 10000} eller nyere.")
        return
    yield Finding("Database", Verdict.GOOD, f"{name} svarer")
    if pending := pending_migrations():
        yield Finding(
            "Tabeller", Verdict.ERROR, f"{len(pending)} endringer mangler", "Kjør «rodtrad migrate»."
        )
        return
    yield Finding("Tabeller", Verdict.GOOD, "oppdatert")
    yield from _examine_jobs()


def _examine_jobs() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
            "  AND coalesce(scheduled_at, '-infinity') < now()),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')"
        )
        seconds, waiting, failed = cursor.fetchone()
    if seconds is None or seconds > 60:
        since = "ingen kjører" if seconds is None else f"ikke sett på {int(seconds // 60)} minutter"
        yield Finding(
            "Arbeider",
            Verdict.WARNING,
            f"{since}; {waiting} jobber venter",
            "Start «rodtrad worker» som tjeneste.",
        )
    else:
        yield Finding(
            "Arbeider", Verdict.GOOD, f"sett for {int(seconds)} sekunder siden; {waiting} jobber venter"
        )
    if failed:
        yield Finding("Jobber", Verdict.WARNING, f"{failed} har feilet", "Se loggen til arbeideren.")


def examine_files(environment: Environment) -> Iterator[Finding]:
    """Say whether static files are gathered, and whether there is room on the disk."""
    if static_files_are_current():
        yield Finding("Statiske filer", Verdict.GOOD, str(settings.STATIC_ROOT))
    else:
        yield Finding(
            "Statiske filer", Verdict.WARNING, "ikke samlet ennå", "Det gjør «rodtrad serve» når den starter."
        )
    yield from _examine_disk(_existing(Path(settings.STATIC_ROOT)))
    if environment.is_embedded:
        yield from _examine_data(environment.data_dir)


def _examine_data(data: Path) -> Iterator[Finding]:
    if data.exists() and not data.is_dir():
        yield Finding(
            "Datamappe", Verdict.ERROR, f"{data} er ikke en mappe", "Flytt filen, eller sett RODTRAD_DATA."
        )
        return
    yield from _examine_disk(_existing(data))
    secret = data / "secret-key"
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        yield Finding("Nøkkel", Verdict.ERROR, f"{secret} kan leses av andre", f"Kjør: chmod 600 {secret}")


def _examine_disk(place: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(place).free
    words = f"{free / _GIGABYTE:.1f} GB ledig i {place}"
    if not os.access(place, os.W_OK):
        yield Finding(
            "Disk",
            Verdict.ERROR,
            f"kan ikke skrive i {place}",
            "Gi skrivetilgang, eller velg en annen mappe.",
        )
    elif free < _GIGABYTE:
        yield Finding("Disk", Verdict.WARNING, words, "Frigjør plass.")
    else:
        yield Finding("Disk", Verdict.GOOD, words)


def _existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())
