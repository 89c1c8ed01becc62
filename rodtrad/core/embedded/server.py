"""The embedded PostgreSQL server: one for each data directory, shared by every command that wants it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from types import TracebackType
from typing import Self

import psycopg

from rodtrad.core.embedded import postmaster
from rodtrad.core.embedded.account import choose_account
from rodtrad.core.embedded.binaries import Binaries, find_binaries, usable_by
from rodtrad.core.embedded.claim import Claim
from rodtrad.core.embedded.cluster import SUPERUSER, Cluster
from rodtrad.core.embedded.databases import connect, ensure_database
from rodtrad.core.embedded.errors import (
    NotRunningError,
    StartFailedError,
    VersionMismatchError,
)
from rodtrad.core.embedded.layout import PORT, layout_for, make_data_dir, os_errors_in_words, require_space
from rodtrad.core.embedded.locks import Doing
from rodtrad.core.embedded.postmaster import Progress, silent
from rodtrad.core.embedded.switchover import finish_switch
from rodtrad.core.embedded.tools import run_tool
from rodtrad.core.embedded.waiting import ProgressWatch
from rodtrad.core.words import gettext as _
from rodtrad.core.words import gettext_noop

_NOBODY_WARNING = gettext_noop(
    "Databasen kjører som «nobody». Lag brukeren «rodtrad» på maskiner der andre tjenester også kjører."
)


class EmbeddedServer:
    """A PostgreSQL server of our own, started when needed.

    Whoever starts it owns it and stops it; others attach to it. Nobody stops a server that others use: an
    owner who ends first leaves it to the rest, and the last one out stops it. `stop(even_if_used=True)` is
    for the command whose end shall end everything. A server left by a killed command is adopted by the next.

    `settings` are PostgreSQL settings that apply if this process is the one to start the server (tests turn
    fsync off). Naming addresses (`dsn`, `connection_parameters`) works before the start.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        *,
        major: int | None = None,
        progress: Progress = silent,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.layout = layout_for(data_dir)
        self._major = major
        self._progress = progress
        self._settings = dict(settings or {})
        self._cluster: Cluster | None = None
        self._claim: Claim | None = None
        self._started_in: int | None = None

    # Addresses

    @property
    def data_dir(self) -> Path:
        return self.layout.data

    def connection_parameters(self, database: str) -> dict[str, str]:
        """Return what libpq needs to connect, by keyword."""
        return {"host": str(self.layout.run), "port": str(PORT), "user": SUPERUSER, "dbname": database}

    def dsn(self, database: str) -> str:
        """Return the same as one libpq connection string."""
        return psycopg.conninfo.make_conninfo("", **self.connection_parameters(database))

    # State

    @property
    def is_running(self) -> bool:
        """Say whether the server answers now, whoever started it."""
        return postmaster.is_ready(self.layout.cluster, self.layout.run)

    @property
    def is_owner(self) -> bool:
        """Say whether stopping the server is up to this object."""
        return self._claim is not None and self._claim.is_owner

    @property
    def server_version(self) -> str:
        """Return the running server's version, e.g. "18.4"."""
        with connect(self.connection_parameters("postgres")) as connection:
            return str(connection.info.parameter_status("server_version"))

    @property
    def binaries(self) -> Binaries:
        return self._cluster.binaries if self._cluster else find_binaries(self._major)

    # Start and stop

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Attach to the running server, or start one; returns when it takes queries."""
        if self._claim is not None:
            return self
        try:
            self._start()
        except BaseException:  # Ctrl-C too: a server we began to start is not left behind
            if self._cluster is not None and self._cluster.process is not None:
                self._cluster.stop(self._cluster.process.pid, self._progress)
            self._let_go()
            raise
        self._started_in = os.getpid()
        return self

    def _start(self) -> None:
        account = choose_account(self.layout.cluster)
        make_data_dir(self.layout, account)
        self._claim = Claim(self.layout, account, self._progress)
        binaries = find_binaries(self._major)
        cluster = Cluster(
            self.layout.cluster, self.layout.run, self.layout.log, binaries, account, self._settings
        )
        self._cluster = cluster
        self._claim.take()
        if not self._claim.is_owner:
            self._require_same_major(binaries)
            return
        cluster.binaries = usable_by(account, binaries, self.layout)
        if account.is_shared:
            self._progress(_(_NOBODY_WARNING))
        self._start_as_owner(cluster, self._claim)

    def _start_as_owner(self, cluster: Cluster, claim: Claim) -> None:
        claim.say(Doing.STARTING)
        with os_errors_in_words(self.layout.data):
            finish_switch(self.layout)
        self._require_same_major(cluster.binaries)
        orphan = postmaster.running_pid(cluster.data, cluster.run)
        if orphan is not None and not postmaster.serves(cluster.data, cluster.run):
            cluster.stop(
                orphan, self._progress
            )  # its sockets are elsewhere: an upgrade's, or a moved directory's
            orphan = None
        if orphan is None:
            require_space(self.layout.data)
            if self.layout.cluster_major() is None:
                self._progress(_("Lager en ny database …"))
                cluster.create()
            self._launch(cluster)
        else:
            cluster.wait_until_ready(self._progress)
        claim.say(Doing.RUNNING)
        self._record(cluster.binaries)

    def _launch(self, cluster: Cluster) -> None:
        """Start the server, waiting out processes that a crash may have left with the shared memory."""
        watch = ProgressWatch(cluster.data, cluster.log, self._progress)
        while True:
            cluster.launch()
            try:
                return cluster.wait_until_ready(self._progress)
            except StartFailedError as error:
                if "pre-existing shared memory block" not in "".join(error.log_tail.splitlines()[-3:]):
                    raise
            time.sleep(0.5)
            watch.tick(_("Venter på prosesser etter en databasetjener som ble avbrutt"))

    def _require_same_major(self, binaries: Binaries) -> None:
        found = self.layout.cluster_major()
        if found is not None and found != binaries.major:
            raise VersionMismatchError(
                data_dir=self.data_dir, data_major=found, binaries_major=binaries.major
            )

    def _record(self, binaries: Binaries) -> None:
        text = json.dumps({"version": binaries.version, "binaries": str(binaries.bin)})
        with os_errors_in_words(self.layout.record):
            new = self.layout.record.with_suffix(".new")
            new.write_text(text, encoding="utf-8")
            new.replace(self.layout.record)

    def stop(self, *, even_if_used: bool = False) -> None:
        """Let go of the server, and stop it if it is ours to stop."""
        if self._claim is None or self._cluster is None or self._started_in != os.getpid():
            return  # never started, or a forked child: the parent's server is not ours
        try:
            if self._claim.may_stop(even_if_used=even_if_used):
                self._claim.say(Doing.STOPPING)
                self._stop_server(self._cluster)
        finally:
            self._let_go()

    def _stop_server(self, cluster: Cluster) -> None:
        if pid := postmaster.running_pid(cluster.data, cluster.run):
            cluster.stop(pid, self._progress)

    def _let_go(self) -> None:
        if self._cluster is not None:
            self._cluster.let_go()
        if self._claim is not None:
            self._claim.close()
        self._claim = self._started_in = None

    # Use

    def ensure_database(self, name: str) -> bool:
        """Make a database unless it exists; returns whether it was made."""
        self._require_running()
        return ensure_database(self.connection_parameters("postgres"), name)

    def run_tool(
        self, name: str, arguments: Sequence[str], *, database: str = "postgres"
    ) -> CompletedProcess[str]:
        """Run a client program (`pg_dump`, `pg_restore`, `psql`) against the server, as the calling user."""
        self._require_running()
        return run_tool(self.binaries, name, arguments, self.connection_parameters(database))

    def _require_running(self) -> None:
        if not self.is_running:
            raise NotRunningError(self.data_dir)
