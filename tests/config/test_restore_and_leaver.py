"""An administrator restores yesterday's backup on an empty machine, hands over for a leaver, and takes the name away.

From the first command to the last page, each on its own data directory and its own server.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from rodtrad.config.backups import open_database
from rodtrad.config.environment import Environment
from tests.cast import HERE, PASSWORD
from tests.config.conftest import Console, free_port, stop_server, until
from tests.config.leaver_world import ADDRESS, LEAVER

#: What anyone in the municipality may look at; the leaver's name must be on none of them afterwards.
PLACES = (
    "/", "/solvik/", "/solvik/roller/", "/solvik/historikk/", "/solvik/gjennomgang/", "/solvik/element/leksehjelp/",
    "/solvik/element/leksehjelp/historikk/", "/solvik/element/leksehjelp/gjennomgang/", "/solvik/ark/",
    "/solvik/alt.json", "/solvik/stratml.xml", "/solvik/ark/elementer.csv",
    "/sok/?q=Enestad", "/solvik/sok/?q=Enestad", "/api/v1/search?q=Enestad", "/api/v1/organisations",
    "/api/v1/organisations/solvik/elements",
)  # fmt: skip


@pytest.fixture
def elsewhere() -> Iterator[Console]:
    """An empty machine."""
    with tempfile.TemporaryDirectory(prefix="rodtrad-test-", dir="/tmp") as place:
        Path(place).chmod(0o711)
        try:
            yield Console(Path(place) / "data")
        finally:
            stop_server(Path(place) / "data")


class Site:
    """The site as it is served on a machine, seen by one person's browser."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.browser = requests.Session()

    def get(self, path: str) -> requests.Response:
        return self.browser.get(self.address + path, timeout=60)

    def post(self, path: str, **fields: str) -> requests.Response:
        (token, *_more) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        told = {"csrfmiddlewaretoken": token, **fields}
        return self.browser.post(self.address + path.partition("?")[0], data=told, timeout=60)

    def answers(self) -> bool:
        try:
            return self.get("/readyz").status_code == 200
        except requests.ConnectionError:
            return False


def dump(console: Console) -> str:
    """Return the whole database as text."""
    with open_database(Environment({"RODTRAD_DATA": str(console.data)})) as database:
        return database.run("pg_dump", "--format=plain")


def _without_question(page: str) -> str:
    """Take out what a search page repeats of what was asked."""
    return re.sub(r'q=Enestad|"Enestad"|«Enestad»', "", page)


def words(page: str) -> str:
    return " ".join(page.split())


def test_from_yesterdays_backup_to_a_leaver_without_a_name(
    console: Console, elsewhere: Console, tmp_path: Path
) -> None:
    # Given a municipality at work, and last night's backup of it
    backup = tmp_path / "natt.dump"
    for arguments in (["migrate"], ["import", "plan", str(HERE / "plan_files" / "solvik.yaml")]):
        done = console.run(*arguments)
        assert done.returncode == 0, done.stderr
    subprocess.run(
        [sys.executable, "-m", "tests.config.leaver_world"],
        env=console.environment({}),
        check=True,
        timeout=300,
    )
    assert console.run("backup", str(backup)).returncode == 0

    # When it is restored on an empty machine
    restored = elsewhere.run("restore", str(backup))

    # Then it says what came back with it, and what to do about it
    assert restored.returncode == 0, restored.stderr
    for sentence in (
        "Alle må logge inn på nytt.",
        "Den som har fått dekknavn etter det, har navnet sitt her igjen.",
        "1 person har totrinnsinnlogging som ikke kan leses med denne SECRET_KEY.",
    ):
        assert sentence in restored.stderr
    assert "sessionid" not in restored.stderr
    for personal in (LEAVER, ADDRESS):
        assert personal in dump(elsewhere)

    # When the administrator hands over and takes the name away, on the site there
    port, log = free_port(), tmp_path / "nettsted.log"
    server = elsewhere.start("serve", log=log, PORT=str(port), WEB_CONCURRENCY="1")
    try:
        site = Site(port)
        until("the site answers", site.answers)
        site.post("/konto/logg-inn/", username="anne@example.org", password=PASSWORD)
        roles = site.get("/solvik/roller/").text
        (person,) = re.findall(rf'\?person=([0-9a-f-]+)">[^<]*<span class="vh"> til {LEAVER}', roles)
        leave = f"/solvik/roller/overlat/?person={person}"
        page = words(site.get(leave).text)
        for waiting in ("1 lenke til et utkast", "2 invitasjoner som venter", "1 regneark som venter"):
            assert waiting in page
        (successor,) = re.findall(r'<option value="([^"]+)">Randi Redaktør', page)
        done = site.post(leave, person=person, successor=successor, pseudonymise="on")
        assert f"Randi Redaktør har overtatt rollene til {LEAVER}" in words(done.text)
        assert "Navnet står fortsatt" not in done.text

        # Then the name is on no page, in no answer and in no file
        for place in PLACES:
            answer = site.get(place)
            assert answer.status_code == 200, place
            for personal in ("Enestad", ADDRESS):
                assert personal not in _without_question(answer.text), place
    finally:
        server.terminate()
        server.wait(timeout=60)

    # nor anywhere in the database, nor in the log
    everything = dump(elsewhere)
    for personal in ("Enestad", ADDRESS):
        assert personal not in everything, [line for line in everything.splitlines() if personal in line]
        assert personal not in log.read_text("utf-8")
    assert "Tidligere bruker" in everything
    assert '"message": "account pseudonymised"' in log.read_text("utf-8")

    # When the old backup is restored once more, in the place of this, then the name does not come back
    listed = elsewhere.run("pseudonymise", "--list")
    assert person in listed.stdout
    again = elsewhere.run("restore", str(backup), "--replace", "--drop-old")
    assert again.returncode == 0, again.stderr
    assert "1 person hadde fått navnet sitt tilbake, og har dekknavn igjen." in again.stderr
    assert "Enestad" not in dump(elsewhere)
