"""Asks for one address many times from several processes at once."""

import http.client
import multiprocessing
import time
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Called:
    per_second: float
    median: float
    p95: float
    size: int
    failed: int


def call_from_processes(port: int, address: str, *, requests: int, processes: int) -> Called:
    """Ask `requests` times in all, each process over one open connection; times are in milliseconds."""
    each = requests // processes
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.map(_call, [(port, address, 5)] * processes, chunksize=1)  # the server has its caches warm
        begun = time.perf_counter()
        found = pool.map(_call, [(port, address, each)] * processes, chunksize=1)
        seconds = time.perf_counter() - begun
    times = [one for taken, _size, _failed in found for one in taken]
    return Called(
        per_second=each * processes / seconds,
        median=median(times),
        p95=quantiles(times, n=20)[-1],
        size=found[0][1],
        failed=sum(failed for _taken, _size, failed in found),
    )


def _call(given: tuple[int, str, int]) -> tuple[list[float], int, int]:
    port, address, times = given
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken, size, failed = [], 0, 0
    for _time in range(times):
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        size = len(answer.read())
        taken.append((time.perf_counter() - begun) * 1000)
        failed += answer.status != 200
    connection.close()
    return taken, size, failed
