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
from rodtrad.core.embedded.cluster import SUPERUSER, Cluster, ProgressWatch
from rodtrad.core.embedded.databases import connect, ensure_database
from rodtrad.core.embedded.errors import (
    NotRunningError,
    OwnerLostServerError,
    StartFailedError,
    VersionMismatchError,
)
from rodtrad.core.embedded.layout import PORT, layout_for, make_data_dir, os_errors_in_words, require_space
from rodtrad.core.embedded.locks import Doing, FileLock
from rodtrad.core.embedded.postmaster import Progress, silent
from rodtrad.core.embedded.switchover import finish_switch
from rodtrad.core.embedded.tools import run_tool

# How long an owner may say "running" without a server before we believe that it has lost it.
LOST_AFTER = 5.0


class EmbeddedServer:
    """A PostgreSQL server of our own, started when needed.

    Whoever starts it owns it and stops it; others attach to it. Nobody stops a server that others use: an owner
    who ends first leaves it to the rest, and the last one out stops it. `stop(even_if_used=True)` is for the
    command whose end shall end everything. A server left by a killed command is adopted by the next.

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
        self._owner: FileLock | None = None
        self._users: FileLock | None = None
        self._server_pid: int | None = None  # known to the owner
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
        return self._server_pid is not None

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
        if self._users is not None:
            return self
        try:
            self._start()
        except BaseException:
            self._abandon()
            raise
        self._started_in = os.getpid()
        return self

    def _start(self) -> None:
        account = choose_account(self.layout.cluster)
        make_data_dir(self.layout, account)
        self._users = FileLock(self.layout.users, account)
        self._owner = FileLock(self.layout.lock, account)
        binaries = find_binaries(self._major)
        self._cluster = Cluster(
            self.layout.cluster, self.layout.run, self.layout.log, binaries, account, self._settings
        )
        if self._become_owner_or_attach():
            self._cluster.binaries = usable_by(account, binaries, self.layout)
            if account.is_shared:
                self._progress(
                    "Databasen kjører som «nobody». Lag brukeren «rodtrad» på maskiner der andre tjenester også kjører."
                )
            self._start_as_owner(self._cluster)

    def _become_owner_or_attach(self) -> bool:
        """Return True when the owner lock is ours, False when another's server is ready."""
        assert self._owner and self._users and self._cluster
        watch = ProgressWatch(self.layout.cluster, self.layout.log, self._progress)
        lost_since: float | None = None
        while True:
            if not self._users.try_shared():
                watch.tick("Venter på at en annen kommando blir ferdig med databasen")
                continue
            if self._owner.try_exclusive():
                return True
            if self.is_running:
                self._require_same_major(self._cluster.binaries)
                self._owner.close()
                self._owner = None
                return False
            pid, doing = self._owner.holder()
            dead = postmaster.running_pid(self.layout.cluster, self.layout.run) is None
            lost_since = (lost_since or time.monotonic()) if doing is Doing.RUNNING and dead else None
            if lost_since and time.monotonic() - lost_since > LOST_AFTER:
                raise OwnerLostServerError(pid=pid)
            watch.tick(f"Venter på databasen, som en annen kommando har (prosess {pid})")

    def _start_as_owner(self, cluster: Cluster) -> None:
        assert self._owner
        self._owner.say(Doing.STARTING)
        with os_errors_in_words(self.layout.data):
            finish_switch(self.layout)
        self._require_same_major(cluster.binaries)
        orphan = postmaster.running_pid(cluster.data, cluster.run)
        if orphan is None:
            require_space(self.layout.data)
            if self.layout.cluster_major() is None:
                self._progress("Lager en ny database …")
                cluster.create()
            self._launch(cluster)
        else:
            self._server_pid = orphan
            cluster.wait_until_ready(self._progress)
        self._owner.say(Doing.RUNNING)
        self._record(cluster.binaries)

    def _launch(self, cluster: Cluster) -> None:
        """Start the server, waiting out processes that a crash may have left with the shared memory."""
        watch = ProgressWatch(cluster.data, cluster.log, self._progress)
        while True:
            cluster.launch()
            assert cluster.process
            self._server_pid = cluster.process.pid
            try:
                return cluster.wait_until_ready(self._progress)
            except StartFailedError as error:
                if "pre-existing shared memory block" not in error.log_tail.rsplit("starting PostgreSQL", 1)[-1]:
                    raise
            time.sleep(0.5)
            watch.tick("Venter på prosesser etter en databasetjener som ble avbrutt")

    def _require_same_major(self, binaries: Binaries) -> None:
        found = self.layout.cluster_major()
        if found is not None and found != binaries.major:
            raise VersionMismatchError(data_dir=self.data_dir, data_major=found, binaries_major=binaries.major)

    def _record(self, binaries: Binaries) -> None:
        text = json.dumps({"version": binaries.version, "binaries": str(binaries.bin)})
        with os_errors_in_words(self.layout.record):
            new = self.layout.record.with_suffix(".new")
            new.write_text(text, encoding="utf-8")
            new.replace(self.layout.record)

    def stop(self, *, even_if_used: bool = False) -> None:
        """Let go of the server, and stop it if it is ours or nobody else is left to use it."""
        if self._users is None or self._started_in != os.getpid():
            return  # never started, or a forked child: the parent's server is not ours
        try:
            last = self._users.try_exclusive()
            if self._owner is not None and (last or even_if_used):
                self._stop_server()
            elif self._owner is None and last:
                self._stop_if_abandoned()
        finally:
            self._abandon()

    def _stop_server(self) -> None:
        assert self._owner and self._cluster
        self._owner.say(Doing.STOPPING)
        if self._server_pid is not None and postmaster.running_pid(self._cluster.data, self._cluster.run):
            self._cluster.stop(self._server_pid, self._progress)

    def _stop_if_abandoned(self) -> None:
        """Stop a server whose owner left or was killed while we used it."""
        assert self._cluster
        self._owner = FileLock(self.layout.lock, self._cluster.account)
        deadline = time.monotonic() + 5
        while not self._owner.try_exclusive():
            # Its owner is on the way out too (it no longer counts as a user), or is just starting.
            if time.monotonic() > deadline:
                return
            time.sleep(0.02)
        self._server_pid = postmaster.running_pid(self._cluster.data, self._cluster.run)
        self._stop_server()

    def _abandon(self) -> None:
        if self._cluster is not None:
            self._cluster.let_go()
        for lock in (self._owner, self._users):
            if lock is not None:
                lock.close()
        self._owner = self._users = self._server_pid = self._started_in = None

    # Use

    def ensure_database(self, name: str) -> bool:
        """Make a database unless it exists; returns whether it was made."""
        self._require_running()
        return ensure_database(self.connection_parameters("postgres"), name)

    def run_tool(self, name: str, arguments: Sequence[str], *, database: str = "postgres") -> CompletedProcess[str]:
        """Run a client program (`pg_dump`, `pg_restore`, `psql`) against the server, as the calling user."""
        self._require_running()
        return run_tool(self.binaries, name, arguments, self.connection_parameters(database))

    def _require_running(self) -> None:
        if not self.is_running:
            raise NotRunningError(self.data_dir)
