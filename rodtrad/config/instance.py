"""One running demo for each data directory: the others are told where it is."""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rodtrad.core.embedded.account import choose_account
from rodtrad.core.embedded.layout import layout_for, make_data_dir, os_errors_in_words
from rodtrad.core.words import gettext as _


class AlreadyRunningError(Exception):
    """Another process runs the demo on this data directory; `address` is None while it starts."""

    def __init__(self, *, pid: int | None, address: str | None) -> None:
        self.pid = pid
        self.address = address
        super().__init__(_("Rødtråd kjører allerede (prosess %(pid)s).") % {"pid": pid})


@dataclass(frozen=True)
class Record:
    pid: int | None = None
    port: int | None = None
    address: str | None = None


class Instance:
    """The claim to be the one running demo. The kernel frees it however the process ends."""

    def __init__(self, data_dir: Path) -> None:
        layout = layout_for(data_dir)
        make_data_dir(layout, choose_account(layout.cluster))
        self._record = layout.data / "demo.json"
        with os_errors_in_words(layout.data):
            self._lock = (layout.data / "demo.lock").open("w")

    def __enter__(self) -> Self:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            found = self._read()
            raise AlreadyRunningError(pid=found.pid, address=found.address) from None
        #: What a killed run left behind; empty after one that ended well.
        self.before = self._read()
        return self

    def __exit__(self, *_ending: object) -> None:
        self._record.unlink(missing_ok=True)
        self._lock.close()

    @classmethod
    def refuse_running(cls, data_dir: Path) -> None:
        """Raise AlreadyRunningError when the demo runs on the data directory."""
        if (layout_for(data_dir).data / "demo.lock").exists():
            with cls(data_dir):
                pass

    def announce(self, *, port: int, address: str | None) -> None:
        """Write where we are, for others to read; without an address while starting."""
        with os_errors_in_words(self._record):
            new = self._record.with_suffix(".new")
            new.write_text(json.dumps({"pid": os.getpid(), "port": port, "address": address}), "utf-8")
            new.replace(self._record)

    def _read(self) -> Record:
        try:
            found = json.loads(self._record.read_text("utf-8"))
            return Record(found["pid"], found["port"], found["address"])
        except (OSError, ValueError, KeyError, TypeError):
            return Record()
