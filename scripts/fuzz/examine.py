"""One input read: what came of it. Only a reader's own kinds of refusal may come, within bounds."""

import re
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from scripts.fuzz.mutate import Mutation

#: Seconds of the processor that one input may take.
LONGEST = 15
_OURS = f"{Path(__file__).parents[2] / 'rodtrad'}/"
_VARIABLE = re.compile(r"^.*?[0-9](?: \(.*?\))?: |«.*?»|'[^']*'|[0-9]+|\([^)]*\)", re.DOTALL)


class TooSlowError(Exception):
    """An input took more time than one may."""


@dataclass(frozen=True)
class Reader:
    """A reader of what comes from outside.

    `read` takes the input as the program does, looks at what must hold of what came out, and returns what was said;
    with `deep` it also stores it, which takes longer. `refusals` are what it may raise.
    """

    name: str
    seeds: Callable[[], Sequence[bytes]]
    mutations: Sequence[Mutation]
    read: Callable[[bytes, bool], Iterable[str]]
    refusals: tuple[type[Exception], ...]
    ending: str


@dataclass(frozen=True)
class Verdict:
    """`answer` is one word to count by; `shape` the same for inputs that went the same way; `fault` why it is one."""

    answer: str
    shape: tuple[str, ...]
    seconds: float
    fault: str = ""
    deep: bool = field(default=False, compare=False)


def examine(reader: Reader, content: bytes, *, deep: bool) -> Verdict:
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    began = time.process_time()
    try:
        said = sorted({_VARIABLE.sub("…", text)[:60] for text in reader.read(content, deep)})
        answer, shape, fault = "read", ("read", *said[:40]), ""
    except reader.refusals as refused:
        answer, fault = "refused", ""
        shape = (
            type(refused).__name__,
            *sorted({_VARIABLE.sub("…", line)[:60] for line in str(refused).splitlines()}),
        )
    except Exception as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        answer, shape = f"FAULT {type(error).__name__}", (type(error).__name__, _where(error))
        fault = "".join(traceback.format_exception(error))[-6000:]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Verdict(answer, shape, time.process_time() - began, fault, deep)


def _where(error: BaseException) -> str:
    """Return the innermost line of the project that the error passed, or its very last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)] or frames
    return f"{ours[-1].filename}:{ours[-1].lineno}"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {LONGEST} s")
