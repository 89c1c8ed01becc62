"""The web server as `rodtrad serve` runs it, with two sync workers on the demo."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from bench.place import DEMO

WORKERS = 2
START_WITHIN = 60.0


@contextlib.contextmanager
def serving(**settings: str) -> Iterator[int]:
    """Yield the port on which the server answers; more of its settings by name."""
    port = _free_port()
    environment = {
        **os.environ, "RODTRAD_DATABASE": DEMO, "PORT": str(port), "WEB_CONCURRENCY": str(WORKERS),
        "SITE_ADDRESS": f"http://127.0.0.1:{port}", **settings,
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "rodtrad.config", "serve"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5),
        ):
            return
        time.sleep(0.1)
    raise SystemExit("The web server did not start; run `python -m rodtrad.config serve` to see why.")
