"""Make, start and stop one PostgreSQL cluster. Knows nothing of who owns it; see `server`."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from rodtrad.core.embedded.account import Account
from rodtrad.core.embedded.binaries import Binaries, clean_environment
from rodtrad.core.embedded.errors import DiskFullError, StartFailedError, StopFailedError
from rodtrad.core.embedded.layout import PORT, SHORT_ROOT, make_socket_dir, os_errors_in_words
from rodtrad.core.embedded.postmaster import (
    Progress,
    forget_dead_server,
    is_alive,
    is_ready,
    log_tail,
    read_pid_file,
)
from rodtrad.core.embedded.waiting import ProgressWatch
from rodtrad.core.words import gettext as _

SUPERUSER = "rodtrad"
FAST_STOP, IMMEDIATE_STOP = 60.0, 30.0
LOG_LIMIT = 5 * 1024 * 1024
# The first the machine has. Not plain C: with it the text search parser takes every letter outside ASCII, and
# every « and –, for a letter of a word.
CHARACTER_LOCALES = ("C.UTF-8", "nb_NO.UTF-8", "en_US.UTF-8", "C")
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_destination": "stderr",
    # Values in statements and error details may be personal; they have no place in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass
class Cluster:
    data: Path
    run: Path
    log: Path
    binaries: Binaries
    account: Account
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make the cluster under a temporary name and move it into place: it is there whole or not at all."""
        for leftover in self.data.parent.glob(f"{self.data.name}.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with os_errors_in_words(self.data):
            building = Path(tempfile.mkdtemp(prefix=f"{self.data.name}.new-", dir=self.data.parent))
            self.account.take(building, 0o700)
            try:
                self._initdb(building)
                building.rename(self.data)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise

    def _initdb(self, directory: Path) -> None:
        command = [str(self.binaries.program("initdb")), "-D", str(directory), "-U", SUPERUSER, "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--data-checksums", "--no-instructions"]
        if self.binaries.major >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        for name in CHARACTER_LOCALES:
            result = subprocess.run(  # noqa: S603 - our own program and arguments
                [*command, f"--lc-ctype={name}"],
                cwd="/",
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                # A terminal's Ctrl-C is for us: we then remove what was begun.
                start_new_session=True,
                umask=0o077,
                **self.account.popen_identity(),
            )
            if result.returncode == 0:
                return
            if "invalid locale" not in result.stdout:
                break
        raise self._start_failure("initdb", result.returncode, None, result.stdout)

    def launch(self) -> None:
        """Start the server process, in a session of its own so that no terminal signal reaches it."""
        with os_errors_in_words(self.log):
            make_socket_dir(self.run, self.account)
            forget_dead_server(self.data, self.run)
            if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
            with self._open_log() as log:
                self.process = subprocess.Popen(  # noqa: S603 - our own program and settings
                    self._command(),
                    cwd="/",
                    env=clean_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    umask=0o077,
                    **self.account.popen_identity(),
                )

    def _open_log(self) -> BinaryIO:
        fd = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        self.account.take(fd, 0o600)
        return os.fdopen(fd, "ab")

    def _command(self) -> list[str]:
        quoted = '"' + str(self.run).replace('"', '""') + '"'
        settings = {**SETTINGS, "unix_socket_directories": quoted, **self.settings}
        command = [str(self.binaries.program("postgres")), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return command

    def wait_until_ready(self, progress: Progress) -> None:
        """Wait as long as start-up or recovery moves on, however long that takes."""
        watch = ProgressWatch(self.data, self.log, progress)
        while not is_ready(self.data, self.run):
            if self.process is not None and (code := self.process.poll()) is not None:
                raise self._start_failure("postgres", code, self.log, log_tail(self.log))
            if self.process is None and (
                (found := read_pid_file(self.data)) is None or not is_alive(found.pid)
            ):
                raise self._start_failure("postgres", None, self.log, log_tail(self.log))
            watch.tick(_("Databasen gjør seg klar"))

    def _start_failure(self, step: str, code: int | None, log: Path | None, tail: str) -> Exception:
        if "No space left on device" in tail or "Disk quota exceeded" in tail:
            return DiskFullError(self.data)
        return StartFailedError(step=step, exit_code=code, log_path=log, log_tail=tail)

    def stop(self, pid: int, progress: Progress) -> None:
        """Stop the server: let it finish its writing, and only if that drags on, at once."""
        for order, seconds in ((signal.SIGINT, FAST_STOP), (signal.SIGQUIT, IMMEDIATE_STOP)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, order)
            if self._wait_until_gone(pid, seconds, progress):
                self.process = None
                if self.run.parent == SHORT_ROOT:
                    with contextlib.suppress(OSError):
                        self.run.rmdir()
                return
        raise StopFailedError(pid=pid)

    def _wait_until_gone(self, pid: int, seconds: float, progress: Progress) -> bool:
        begun = told = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.process is not None and self.process.pid == pid:
                if self.process.poll() is not None:
                    return True
            elif not is_alive(pid) or read_pid_file(self.data) is None:
                # Where nothing collects orphans (some containers) a stopped server remains a zombie.
                return True
            if time.monotonic() - told > 5:
                told = time.monotonic()
                progress(_("Databasen stopper (%(seconds)d s) …") % {"seconds": told - begun})
            time.sleep(0.02)
        return False

    def let_go(self) -> None:
        """Leave the server running when we end."""
        if self.process is not None:
            self.process.returncode = 0  # else Popen warns, when collected, that it still runs
            self.process = None
