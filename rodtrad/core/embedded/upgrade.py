"""Move a cluster to the installed major version by dump and restore; the old one is kept beside it."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from rodtrad.core.embedded import postmaster
from rodtrad.core.embedded.account import Account, choose_account
from rodtrad.core.embedded.binaries import Binaries, find_binaries, find_old, usable_by
from rodtrad.core.embedded.claim import Claim
from rodtrad.core.embedded.cluster import SUPERUSER, Cluster
from rodtrad.core.embedded.databases import connect, database_names, ensure_database, row_counts
from rodtrad.core.embedded.errors import (
    DiskFullError,
    EmbeddedError,
    InUseError,
    NotRunningError,
    UpgradeFailedError,
    VersionMismatchError,
)
from rodtrad.core.embedded.layout import (
    NEEDED_SPACE,
    PORT,
    Layout,
    layout_for,
    make_data_dir,
    os_errors_in_words,
    require_space,
    socket_directory,
)
from rodtrad.core.embedded.locks import Doing
from rodtrad.core.embedded.postmaster import Progress, silent
from rodtrad.core.embedded.switchover import finish_switch, switch
from rodtrad.core.embedded.tools import run_tool
from rodtrad.core.words import gettext as _


def upgrade_cluster(
    data_dir: Path | None = None,
    old_binaries: Path | None = None,
    progress: Progress = silent,
    *,
    major: int | None = None,
) -> Path | None:
    """Upgrade to the installed major version; returns where the old cluster is kept, None if not needed.

    `old_binaries` is the directory of the old version's programs, when they are where we would not look.
    Everything is built beside the old cluster, which is only read, and put in its place when it is complete.
    """
    layout = layout_for(data_dir)
    account = choose_account(layout.cluster)
    make_data_dir(layout, account)
    claim = Claim(layout, account, progress)
    try:
        if (other := claim.take_alone()) is not None:
            raise InUseError(data_dir=layout.data, pid=other or None)
        claim.say(Doing.UPGRADING)
        with os_errors_in_words(layout.data):
            finish_switch(layout)
        return _upgrade_locked(layout, account, find_binaries(major), old_binaries, progress)
    finally:
        claim.close()


def _upgrade_locked(
    layout: Layout, account: Account, new: Binaries, old_binaries: Path | None, progress: Progress
) -> Path | None:
    found = layout.cluster_major()
    if found is None:
        raise NotRunningError(layout.data)
    if found == new.major:
        return None
    if found > new.major:
        raise VersionMismatchError(data_dir=layout.data, data_major=found, binaries_major=new.major)
    old = find_old(layout, found, old_binaries)
    require_space(layout.data, NEEDED_SPACE + 2 * _size(layout.cluster))
    for leftover in layout.data.glob("upgrade-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with os_errors_in_words(layout.data):
        work = Path(tempfile.mkdtemp(prefix="upgrade-", dir=layout.data))
        work.chmod(0o711 if account.switched else 0o700)
    try:
        old, new = usable_by(account, old, layout), usable_by(account, new, layout)
        return _Move(layout, work, old, new, account, progress).run()
    except (EmbeddedError, OSError) as error:
        if isinstance(error, DiskFullError):
            raise
        raise UpgradeFailedError(data_dir=layout.data, reason=str(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _size(directory: Path) -> int:
    return sum(path.lstat().st_size for path in directory.rglob("*") if path.is_file())


class _Move:
    def __init__(
        self, layout: Layout, work: Path, old: Binaries, new: Binaries, account: Account, progress: Progress
    ) -> None:
        self._layout, self._work, self._progress = layout, work, progress
        # Sockets of their own, so that a waiting command does not take either server for the finished one.
        self._source = Cluster(
            layout.cluster,
            socket_directory(work / "old"),
            layout.log,
            old,
            account,
            # Reads only; no autovacuum to change what we promise to leave as it was.
            {"default_transaction_read_only": "on", "autovacuum": "off"},
        )
        self._target = Cluster(
            layout.data / "postgres.upgraded", socket_directory(work / "new"), layout.log, new, account
        )
        for parent in (work / "old", work / "new"):
            parent.mkdir(mode=0o711)
            parent.chmod(0o711)

    def run(self) -> Path:
        versions = {"old": self._source.binaries.major, "new": self._target.binaries.major}
        self._progress(_("Oppgraderer fra PostgreSQL %(old)d til %(new)d …") % versions)
        self._stop_orphans()
        shutil.rmtree(self._target.data, ignore_errors=True)
        try:
            self._copy()
            kept = self._kept_name()
            with os_errors_in_words(self._layout.data):
                switch(self._layout, new=self._target.data, kept=kept)
        except BaseException:
            if not self._layout.upgrade_marker.exists():
                shutil.rmtree(self._target.data, ignore_errors=True)
            raise
        text = _("Ferdig. De gamle dataene ligger i %(directory)s til du sletter dem.")
        self._progress(text % {"directory": kept})
        return kept

    def _stop_orphans(self) -> None:
        """Stop servers of these clusters that a killed command left: we hold both locks, nobody uses them."""
        for cluster in (self._source, self._target):
            if pid := postmaster.running_pid(cluster.data, self._layout.run):
                cluster.stop(pid, self._progress)

    def _copy(self) -> None:
        try:
            self._start(self._source)
            self._target.create()
            self._start(self._target)
            self._copy_roles()
            for name in database_names(_address(self._source, "postgres")):
                self._copy_database(name)
        finally:
            for cluster in (self._target, self._source):
                if cluster.process is not None:
                    cluster.stop(cluster.process.pid, self._progress)

    def _start(self, cluster: Cluster) -> None:
        cluster.launch()
        cluster.wait_until_ready(self._progress)

    def _copy_roles(self) -> None:
        file = self._work / "roles.sql"
        source, target = _address(self._source, "postgres"), _address(self._target, "postgres")
        run_tool(self._target.binaries, "pg_dumpall", ["--globals-only", f"--file={file}"], source)
        # Our own superuser is there already; psql goes on after that one complaint.
        run_tool(self._target.binaries, "psql", ["--no-psqlrc", "--quiet", f"--file={file}"], target)

    def _copy_database(self, name: str) -> None:
        self._progress(_("Flytter databasen «%(name)s» …") % {"name": name})
        source, target = _address(self._source, name), _address(self._target, name)
        file = self._work / "database.dump"
        # Made afresh, so that it takes the new cluster's locale rather than the old one's.
        ensure_database(_address(self._target, "postgres"), name)
        run_tool(self._target.binaries, "pg_dump", ["--format=custom", f"--file={file}"], source)
        restore = ["--exit-on-error", "--no-tablespaces", f"--dbname={name}", str(file)]
        run_tool(self._target.binaries, "pg_restore", restore, target)
        before, after = row_counts(source), row_counts(target)
        if before != after:
            differing = sorted(t for t in before.keys() | after.keys() if before.get(t) != after.get(t))
            text = _("Databasen «%(name)s» fikk ikke like mange rader i: %(tables)s.")
            reason = text % {"name": name, "tables": ", ".join(differing[:10])}
            raise UpgradeFailedError(data_dir=self._layout.data, reason=reason)
        with connect(target) as connection:
            connection.execute("ANALYZE")
        file.unlink()

    def _kept_name(self) -> Path:
        today = datetime.datetime.now().astimezone().date()
        base = f"postgres-{self._source.binaries.major}-{today.isoformat()}"
        names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
        return next(path for path in (self._layout.data / name for name in names) if not path.exists())


def _address(cluster: Cluster, database: str) -> dict[str, str]:
    return {"host": str(cluster.run), "port": str(PORT), "user": SUPERUSER, "dbname": database}
