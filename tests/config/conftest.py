"""The console command as people run it: a process of its own, on a data directory of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

#: What the tests' own environment must not lend to the command.
OURS = (
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HTTPS",
    "PORT",
    "FRESH",
    "CI",
    "RODTRAD_LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
)


@dataclass(frozen=True)
class Console:
    """Runs `rodtrad` against one data directory."""

    data: Path

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in OURS}
        return {**own, "RODTRAD_DATA": str(self.data), "RODTRAD_DATABASE": "rodtrad", **settings}

    def run(self, *arguments: str, given: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run to the end. No command may ever show a stack trace."""
        done = subprocess.run(
            [sys.executable, "-m", "rodtrad.config", *arguments],
            env=self.environment(settings),
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def start(self, *arguments: str, log: Path, **settings: str) -> "subprocess.Popen[bytes]":
        """Start in the background, with Ctrl-C as in a terminal also when the tests run without one."""
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "rodtrad.config", *arguments],
                env=self.environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
            )

    def processes(self) -> list[str]:
        """Return the command lines of what still runs on the data directory."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                settings = (process / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if command and process.name != str(os.getpid()) and str(self.data) in command + settings:
                found.append(command.strip())
        return found


def until(what: str, happened: Callable[[], bool], seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what}")
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


@pytest.fixture
def console() -> Iterator[Console]:
    # Not pytest's own place: that is closed to the account the server runs as when the tests run as root.
    place = Path(tempfile.mkdtemp(prefix="rodtrad-test-", dir="/tmp"))
    place.chmod(0o711)
    try:
        yield Console(place / "data")
    finally:
        stop_server(place / "data")
        shutil.rmtree(place, ignore_errors=True)


def stop_server(data: Path) -> None:
    """Stop a server that a failed test left."""
    try:
        pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        return
