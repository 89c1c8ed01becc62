"""The loop: a child reads one input after the other, a parent sees to it that the child lives."""

import json
import os
import random
import resource
import signal
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from zlib import crc32

from scripts.fuzz.examine import LONGEST, Reader, Verdict, examine
from scripts.fuzz.mutate import spliced
from scripts.fuzz.shrink import shrink

MOST_MEMORY = 2 * 1024**3
#: Wall seconds that a child may be at the same input: it shares the machine with others.
_HUNG = 20 * LONGEST
#: One input in so many is also stored, beside every one that goes a new way.
_STORED = 10
_MOST_KEPT = 3_000
#: How a child ends that has failed outside any reader.
BROKEN = "status 70"


@dataclass
class Tally:
    """What a run has come to; seconds are of the processor."""

    inputs: int = 0
    slowest: float = 0.0
    memory: int = 0
    ways: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.inputs += other.inputs
        self.slowest, self.memory = max(self.slowest, other.slowest), max(self.memory, other.memory)
        self.ways = max(self.ways, other.ways)
        self.answers += other.answers
        self.faults += [fault for fault in other.faults if fault not in self.faults]


def watch(reader: Reader, *, seconds: float, seed: int, out: Path) -> Tally:
    """Read damaged inputs until the time is up, in one child after another; each fault is kept in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    deadline, whole = time.monotonic() + seconds, Tally()
    while time.monotonic() < deadline:
        (out / "tally.json").unlink(missing_ok=True)
        (out / "current").write_bytes(b"")  # that of an earlier run would look like a child that stands still
        child = os.fork()
        if not child:
            _live(reader, seed, deadline, out)
        died = _waited(child, out / "current")
        whole.add(_tally_of(out))
        if died == BROKEN:
            raise SystemExit("The program that looks for faults has one of its own, told above.")
        if died:
            fault = f"the process ended by {died}"
            whole.answers["FAULT process"] += 1
            whole.faults.append(_kept(reader, out, (out / "current").read_bytes(), (fault,), fault))
        seed += 1
    return whole


def _live(reader: Reader, seed: int, deadline: float, out: Path) -> NoReturn:
    """Be the child until the time is up; its end is no concern of what the parent has open."""
    status = 70
    try:
        _Child(reader, seed, deadline, out).live()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _waited(child: int, current: Path) -> str:
    """Return what ended the child; nothing when it ended well. A child that stands still is ended."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return "" if code == 0 else f"signal {-code}" if code < 0 else f"status {code}"
        if current.exists() and time.time() - current.stat().st_mtime > _HUNG:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.5)


def _tally_of(out: Path) -> Tally:
    try:
        told = json.loads((out / "tally.json").read_text())
    except (OSError, ValueError):
        return Tally()
    return Tally(**{**told, "answers": Counter(told["answers"])})


def _kept(reader: Reader, out: Path, content: bytes, shape: tuple[str, ...], told: str) -> str:
    name = f"{reader.name}-{crc32(repr(shape).encode()):08x}"
    (out / f"{name}{reader.ending}").write_bytes(content)
    (out / f"{name}.why").write_text(told)
    return name


class _Child:
    """Reads inputs. What goes a new way is kept, and mutated further."""

    def __init__(self, reader: Reader, seed: int, deadline: float, out: Path) -> None:
        self.reader, self.deadline, self.out = reader, deadline, out
        self.chance, self.tally = random.Random(seed), Tally()
        self.inputs, self.shapes = list(reader.seeds()), set[tuple[str, ...]]()
        self.refused: list[bytes] = []

    def live(self) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        for content in list(self.inputs):
            self.take(content, deep=True)
        while time.monotonic() < self.deadline:
            self.take(self.made())
            if self.tally.inputs % 50 == 0:
                self.write_tally()
        self.write_tally()

    def made(self) -> bytes:
        # Mostly from what was let in: what was refused once is mostly refused again.
        held = self.refused if self.refused and self.chance.random() < 0.2 else self.inputs
        content = self.chance.choice(held)
        if self.chance.random() < 0.03:
            return spliced(content, self.chance.choice(self.inputs), self.chance)
        return self.chance.choice(self.reader.mutations)(content, self.chance)

    def take(self, content: bytes, *, deep: bool = False) -> None:
        (self.out / "current").write_bytes(content)
        verdict = examine(self.reader, content, deep=deep or self.chance.randrange(_STORED) == 0)
        self.count(verdict)
        if verdict.shape in self.shapes:
            return
        self.shapes.add(verdict.shape)
        if not verdict.fault and not verdict.deep:
            verdict = examine(self.reader, content, deep=True)
            self.count(verdict)
        if verdict.fault:
            self.keep(content, verdict)
        elif len(held := self.inputs if verdict.answer == "read" else self.refused) < _MOST_KEPT:
            held.append(content)

    def count(self, verdict: Verdict) -> None:
        self.tally.inputs += 1
        self.tally.answers[verdict.answer] += 1
        self.tally.slowest = max(self.tally.slowest, verdict.seconds)
        self.tally.ways = len(self.shapes)

    def keep(self, content: bytes, verdict: Verdict) -> None:
        self.shapes.add(verdict.shape)
        name = _kept(self.reader, self.out, content, verdict.shape, verdict.fault)
        if name in self.tally.faults:
            return
        self.tally.faults.append(name)
        print(f"{name}: {verdict.fault[-1500:]}", flush=True)
        self.write_tally()
        small = shrink(content, lambda tried: self.same(tried, verdict))
        _kept(self.reader, self.out, small, verdict.shape, verdict.fault)

    def same(self, tried: bytes, verdict: Verdict) -> bool:
        (self.out / "current").touch()
        return examine(self.reader, tried, deep=verdict.deep).shape == verdict.shape

    def write_tally(self) -> None:
        self.tally.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        (self.out / "tally.json").write_text(json.dumps(vars(self.tally)))
