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
from django.utils import timezone

from rodtrad import __version__
from rodtrad.config.environment import ConfigurationError, Environment
from rodtrad.config.failures import sentence_for
from rodtrad.config.static_files import static_files_are_current
from rodtrad.core.outbox.standing import standing
from rodtrad.core.readiness import OLDEST_SERVER, pending_migrations, server_version
from rodtrad.core.words import gettext as _
from rodtrad.core.words import gettext_noop, ngettext

_GIGABYTE = 1024**3
_SHORTEST_SECRET = 40
#: How long a worker may go between signs of life, in seconds.
_STILL_THERE = 60


class Verdict(StrEnum):
    GOOD = gettext_noop("i orden")
    WARNING = gettext_noop("advarsel")
    ERROR = gettext_noop("feil")

    @property
    def word(self) -> str:
        return _(self.value)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and what to do when it is not as it should be."""

    subject: str
    verdict: Verdict
    found: str
    remedy: str = ""


def examine_program() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        _("Versjon"),
        Verdict.GOOD,
        _("Rødtråd %(version)s på Python %(python)s") % {"version": __version__, "python": python},
    )


def examine_settings(environment: Environment) -> Iterator[Finding]:
    """Read each setting by itself, so that every fault is told at once."""
    readers: dict[str, Callable[[], object]] = {
        _("Database"): environment.database,
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
    embedded = _("innebygd, i %(directory)s") % {"directory": environment.data_dir}
    where = embedded if environment.is_embedded else "DATABASE_URL"
    yield Finding(_("Database valgt"), Verdict.GOOD, where)


def examine_production(environment: Environment) -> Iterator[Finding]:
    """Say what is fine on one's own machine and wrong where others come in; Django is set up."""
    if settings.DEBUG:
        yield Finding(
            "DEBUG",
            Verdict.ERROR if settings.SECURE else Verdict.WARNING,
            _("slått på"),
            _("Fjern DEBUG fra miljøet."),
        )
    if environment.is_embedded:
        return
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        yield Finding(
            "SECRET_KEY", Verdict.WARNING, _("kortere enn 40 tegn"), _("Lag en lengre, tilfeldig nøkkel.")
        )
    else:
        yield Finding("SECRET_KEY", Verdict.GOOD, _("satt"))
    yield Finding("ALLOWED_HOSTS", Verdict.GOOD, ", ".join(settings.ALLOWED_HOSTS))
    yield from _examine_https()
    if settings.SECURE and not settings.TRUSTED_PROXIES:
        yield Finding(
            "TRUSTED_PROXIES",
            Verdict.WARNING,
            _("0; alle ser ut til å komme fra proxyen"),
            _("Sett antallet proxyer foran nettstedet, for eksempel 1."),
        )
    if not settings.EMAIL_HOST:
        yield Finding(
            _("E-post"),
            Verdict.WARNING,
            _("ikke satt opp; skrives til loggen"),
            _("Sett EMAIL_HOST og EMAIL_FROM."),
        )
    else:
        yield Finding(_("E-post"), Verdict.GOOD, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


def _examine_https() -> Iterator[Finding]:
    if not settings.SECURE:
        remedy = _("Fjern HTTPS=nei når nettstedet har sertifikat.")
        yield Finding("HTTPS", Verdict.WARNING, _("slått av"), remedy)
    elif not settings.SITE_ADDRESS.startswith("https://"):
        yield Finding(
            "SITE_ADDRESS",
            Verdict.ERROR,
            _("er %(address)s") % {"address": settings.SITE_ADDRESS},
            _(
                "Sett adressen folk bruker, for eksempel https://plan.kommune.no; ellers blir skjemaer avvist."
            ),
        )
    else:
        yield Finding("HTTPS", Verdict.GOOD, settings.SITE_ADDRESS)


def examine_database() -> Iterator[Finding]:
    """Say whether the database answers, is new enough and has its tables."""
    try:
        version = server_version()
    except (DatabaseError, InterfaceError) as error:
        yield Finding(_("Database"), Verdict.ERROR, sentence_for(error))
        return
    name = f"PostgreSQL {version // 10000}.{version % 10000}"
    if version < OLDEST_SERVER:
        remedy = _("Oppgrader til %(version)d eller nyere.") % {"version": OLDEST_SERVER // 10000}
        yield Finding(_("Database"), Verdict.ERROR, name, remedy)
        return
    yield Finding(_("Database"), Verdict.GOOD, _("%(name)s svarer") % {"name": name})
    if pending := pending_migrations():
        text = ngettext("%(count)d endring mangler", "%(count)d endringer mangler", len(pending))
        missing = text % {"count": len(pending)}
        yield Finding(_("Tabeller"), Verdict.ERROR, missing, _("Kjør «rodtrad migrate»."))
        return
    yield Finding(_("Tabeller"), Verdict.GOOD, _("oppdatert"))
    yield from _examine_jobs()
    yield from _examine_outbox()


def _examine_jobs() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
            "  AND coalesce(scheduled_at, '-infinity') < now()),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')"
        )
        seconds, waiting, failed = cursor.fetchone()
    text = ngettext("%(count)d jobb venter", "%(count)d jobber venter", waiting)
    found = f"{_seen(seconds)}; {text % {'count': waiting}}"
    if seconds is None or seconds > _STILL_THERE:
        yield Finding(_("Arbeider"), Verdict.WARNING, found, _("Start «rodtrad worker» som tjeneste."))
    else:
        yield Finding(_("Arbeider"), Verdict.GOOD, found)
    if failed:
        text = _("%(count)d har feilet") % {"count": failed}
        yield Finding(_("Jobber"), Verdict.WARNING, text, _("Se loggen til arbeideren."))


def _examine_outbox() -> Iterator[Finding]:
    """Say how it stands with what people are to be told by e-mail (core.outbox)."""
    found = standing()
    parts = [
        (found.waiting, _("venter på å bli sendt: %d")),
        (found.late, _("skulle vært sendt: %d")),
        (found.given_up, _("kom ikke fram: %d")),
        (found.broken_off, _("brutt av, sendes ikke på nytt: %d")),
        (found.unaddressed, _("mangler mottakere: %d")),
    ]
    told = [words % count for count, words in parts if count]
    if found.failed and found.failure:
        told.append(_("siste feil fra e-posttjeneren %(day)s: %(failure)s") % {
            "day": timezone.localtime(found.failed).strftime("%d.%m.%Y %H.%M"), "failure": found.failure})  # fmt: skip
    yield Finding(
        _("Utsending"),
        Verdict.GOOD if found.is_good else Verdict.WARNING,
        "; ".join(told) or _("ingen e-post venter"),
        "" if found.is_good else _("Se på e-posttjeneren og loggen til arbeideren."),
    )


def _seen(seconds: float | None) -> str:
    if seconds is None:
        return _("ingen kjører")
    if seconds <= _STILL_THERE:
        text = ngettext("sett for %(count)d sekund siden", "sett for %(count)d sekunder siden", int(seconds))
        return text % {"count": int(seconds)}
    minutes = int(seconds // 60)
    text = ngettext("ikke sett på %(count)d minutt", "ikke sett på %(count)d minutter", minutes)
    return text % {"count": minutes}


def examine_files(environment: Environment) -> Iterator[Finding]:
    """Say whether static files are gathered, and whether there is room on the disk."""
    if static_files_are_current():
        yield Finding(_("Statiske filer"), Verdict.GOOD, str(settings.STATIC_ROOT))
    else:
        yield Finding(
            _("Statiske filer"),
            Verdict.WARNING,
            _("ikke samlet ennå"),
            _("Det gjør «rodtrad serve» når den starter."),
        )
    yield from _examine_disk(_existing(Path(settings.STATIC_ROOT)))
    if environment.is_embedded:
        yield from _examine_data(environment.data_dir)


def _examine_data(data: Path) -> Iterator[Finding]:
    if data.exists() and not data.is_dir():
        yield Finding(
            _("Datamappe"),
            Verdict.ERROR,
            _("%(path)s er ikke en mappe") % {"path": data},
            _("Flytt filen, eller sett RODTRAD_DATA."),
        )
        return
    yield from _examine_disk(_existing(data))
    secret = data / "secret-key"
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        yield Finding(
            _("Nøkkel"),
            Verdict.ERROR,
            _("%(path)s kan leses av andre") % {"path": secret},
            _("Kjør: %(command)s") % {"command": f"chmod 600 {secret}"},
        )


def _examine_disk(place: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(place).free
    words = _("%(free)s GB ledig i %(place)s") % {"free": f"{free / _GIGABYTE:.1f}", "place": place}
    if not os.access(place, os.W_OK):
        yield Finding(
            _("Disk"),
            Verdict.ERROR,
            _("kan ikke skrive i %(place)s") % {"place": place},
            _("Gi skrivetilgang, eller velg en annen mappe."),
        )
    elif free < _GIGABYTE:
        yield Finding(_("Disk"), Verdict.WARNING, words, _("Frigjør plass."))
    else:
        yield Finding(_("Disk"), Verdict.GOOD, words)


def _existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())
