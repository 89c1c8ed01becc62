"""One piece of work in a fresh process, with the seconds it took and the memory it needed."""

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What a piece of work returns: figures beside time and memory.
Figures = dict[str, Any]
Work = Callable[[], Figures]
_MEGABYTE = 1024


@dataclass(frozen=True)
class Measured:
    """Seconds of the work itself, and of those the processor's in our own process; megabytes at most, and before."""

    seconds: float
    processor: float
    peak: float
    base: float
    figures: Figures

    @property
    def added(self) -> float:
        return self.peak - self.base


def run_alone(module: str, function: str, /, *, database: str = "", **arguments: Any) -> Measured:
    """Run `function(**arguments)` of the module, and then what it returns, which is what is measured."""
    environment = {**os.environ, **({"RODTRAD_DATABASE": database} if database else {})}
    command = [sys.executable, "-m", "bench.alone", module, function, json.dumps(arguments)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def peak_memory() -> float:
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent held when it made us
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / _MEGABYTE
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (_MEGABYTE * _MEGABYTE if sys.platform == "darwin" else _MEGABYTE)


def main(module: str, function: str, arguments: str) -> None:
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    work: Work = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    base = peak_memory()
    begun, begun_processor = time.perf_counter(), time.process_time()
    figures = work()
    seconds, processor = time.perf_counter() - begun, time.process_time() - begun_processor
    print(
        json.dumps(
            {
                "seconds": seconds,
                "processor": processor,
                "peak": peak_memory(),
                "base": base,
                "figures": figures,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
