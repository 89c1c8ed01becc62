"""Answers are kept for readers who are not logged in; what one person changes, the next reader sees at once."""

import os
import re
import urllib.request

import psycopg
import pytest

from rodtrad.config.settings import environment

pytestmark = pytest.mark.browser


def connect() -> psycopg.Connection:
    """Return a connection of one's own to the site's database, as another process has."""
    given = environment.database()
    return psycopg.connect(
        host=given["HOST"],
        port=given.get("PORT") or None,
        user=given["USER"],
        password=given.get("PASSWORD") or None,
        dbname=f"browser_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}",
    )


def heading(site: str) -> str:
    with urllib.request.urlopen(f"{site}/oslo/planer/", timeout=20) as answer:
        page = answer.read().decode()
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return found[1] if found else ""


def rename(connection: psycopg.Connection, name: str) -> None:
    connection.execute("UPDATE organisations_root SET name = %s WHERE slug = 'oslo'", [name])


def test_a_change_is_seen_when_it_is_committed_and_not_before(site: str) -> None:
    # Given a page that has been read, and so is kept
    before = heading(site)
    assert before == heading(site)
    assert "Oslo" in before
    with connect() as connection:
        (name,) = connection.execute(
            "SELECT name FROM organisations_root WHERE slug = 'oslo'"
        ).fetchone() or ("",)
        try:
            # When another process changes it, and has not committed
            rename(connection, "Oslo, endret")
            assert heading(site) == before
            # Then the next reader after the commit sees it
            connection.commit()
            assert "Oslo, endret" in heading(site)
            assert "Oslo, endret" in heading(site)
        finally:
            rename(connection, name)
            connection.commit()
    assert heading(site) == before
