"""Processes that a command starts and stops. They follow it: if it is killed, they end by themselves."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from rodtrad.config.command_language import environment_with_language
from rodtrad.config.lifeline import environment_for_children

STOP_WITHIN = 5.0
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Children:
    """Commands of this program as processes of their own, out of reach of the terminal's Ctrl-C."""

    def __init__(self) -> None:
        self._started: list[tuple[str, subprocess.Popen[str]]] = []

    def start(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        settings: Mapping[str, str] | None = None,
        pass_fds: Sequence[int] = (),
        capture: bool = False,
    ) -> subprocess.Popen[str]:
        """Start `rodtrad <arguments>`; `name` is what to call it when it ends unasked."""
        child = subprocess.Popen(  # noqa: S603  # our own commands
            [sys.executable, "-m", "rodtrad.config", *arguments],
            env={
                **os.environ,
                **environment_for_children(),
                **environment_with_language(),
                **(settings or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if capture else None,
            text=True,
            start_new_session=True,
            pass_fds=pass_fds,
        )
        self._started.append((name, child))
        return child

    def ended(self) -> str | None:
        """Return the name of a process that has ended, if one has."""
        return next((name for name, child in self._started if child.poll() is not None), None)

    def forget(self, child: subprocess.Popen[str]) -> None:
        """Stop counting a process that was meant to end."""
        self._started = [(name, other) for name, other in self._started if other is not child]

    def stop(self) -> None:
        """Ask all to end, and make those that do not."""
        for _name, child in self._started:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for _name, child in self._started:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self._started = []


def stop_by_signal() -> None:
    """Let a closed terminal and a plain `kill` end the command as Ctrl-C does."""
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _interrupt)


def stop_in_peace() -> None:
    """Let an impatient second Ctrl-C not break off the stopping; call when the end has begun."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    stop_in_peace()
    raise KeyboardInterrupt
