"""`rodtrad demo` from an empty directory to nothing left, with a kill -9 between."""

import json
import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.config.conftest import Console, free_port, until

PROC = pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks /proc which processes are left")


def answer(port: int, path: str) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return int(response.status)


def language_of_page(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as response:
        return str(response.headers["Content-Language"])


def start_demo(console: Console, port: int, log: Path, **settings: str) -> "subprocess.Popen[bytes]":
    process = console.start("demo", "--port", str(port), log=log, **settings)
    until(
        f"demo starts: {log.read_text()}",
        lambda: "Ctrl-C" in log.read_text() or process.poll() is not None,
    )
    assert process.poll() is None, log.read_text()
    return process


@PROC
def test_the_life_of_a_demo(console: Console, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"

    # Given a newcomer who starts it on an empty machine
    process = start_demo(console, port, log)
    greeting = log.read_text()
    assert f"http://127.0.0.1:{port}" in greeting
    for role in ("leser", "bidragsyter", "redaktør", "godkjenner", "administrator"):
        assert role in greeting
    assert answer(port, "/") == answer(port, "/readyz") == 200
    assert (console.data / "secret-key").stat().st_mode & 0o777 == 0o600

    # When it is started once more, then that says where it is, and a fresh one is refused
    again = console.run("demo", "--port", str(port))
    assert (again.returncode, f"http://127.0.0.1:{port}" in again.stderr) == (0, True)
    assert console.run("demo", "--fresh", "--port", str(port)).returncode == 1

    # And another one on the same port is told who has it, and how to choose another
    other = Console(console.data.parent / "other").run("demo", "--port", str(port))
    assert other.returncode == 1
    assert f"Port {port} er i bruk av python" in other.stderr
    assert f"PORT={port + 1} make demo" in other.stderr

    # When it is killed, then what it started ends by itself, and the next start is as if nothing happened
    process.send_signal(signal.SIGKILL)
    process.wait(5)
    # in English too; but a page is in its reader's language
    process = start_demo(console, port, log, RODTRAD_LANGUAGE="en")
    assert answer(port, "/readyz") == 200
    assert "Ctrl-C stops everything." in log.read_text()
    assert "administrator" in log.read_text()
    assert "contributor" in log.read_text()
    assert language_of_page(port) == "nb"
    assert json.loads((console.data / "demo.json").read_text())["pid"] == process.pid
    doctor = console.run("doctor")
    assert (doctor.returncode, "i orden   Arbeider" in doctor.stdout) == (0, True), doctor.stdout
    bad = tmp_path / "bad.geojson"
    bad.write_text('{"type": "FeatureCollection", "features": []}')
    refused = console.run("import", "boundaries", str(bad), "--language", "en")
    assert refused.stderr == "The file has no features. “features” must have at least one feature.\n"
    asked = console.run("check", "nonsens", RODTRAD_LANGUAGE="nn")
    assert "«nonsens»" in asked.stdout + asked.stderr

    # When someone presses Ctrl-C, and is impatient, then nothing is left
    os.kill(process.pid, signal.SIGINT)
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(20) == 0
    assert log.read_text().endswith("Stopped.\n")
    until(f"nothing is left of {console.processes()}", lambda: not console.processes(), seconds=5)
    assert not (console.data / "demo.json").exists()


def test_a_port_taken_by_another_program(console: Console) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = console.run("demo", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} er i bruk" in done.stderr
    assert f"(prosess {os.getpid()})" in done.stderr
    assert not (console.data / "postgres").exists()
