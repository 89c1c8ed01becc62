"""The database of the tests, with the reference data, the demo and the cast in it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from rodtrad.config.settings import environment
from rodtrad.core.embedded import EmbeddedServer
from rodtrad.core.moments import MOMENT
from rodtrad.goals import check_cache
from tests.cast import Cast, make_cast
from tests.goals.editing import Desk, make_desk
from tests.goals.worlds import committed, own_database

__all__ = ["committed", "own_database"]


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer | None]:
    """Start the embedded server, or attach to the one that another worker started; none with DATABASE_URL."""
    if not environment.is_embedded:
        yield None
        return
    with EmbeddedServer(environment.data_dir, settings={"fsync": "off"}) as running:
        running.ensure_database(settings.DATABASES["default"]["NAME"])
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    server: EmbeddedServer | None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Make the server run before the test database is made."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Fill the test database once: every test sees the demo and the cast, and rolls back what it changes."""
    from rodtrad.demo.operations import load_demo

    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        load_demo()
        make_cast()


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the people and organisations that permission tests are told about."""
    return Cast()


@pytest.fixture
def desk(db: None) -> Desk:
    """Give a root of its own with an adopted plan, a draft, and people who may write."""
    return make_desk()


@pytest.fixture
def nobody(db: None) -> Client:
    return Client()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is asked depend on this test only: else whatever others commit on the shared server counts too."""
    moment = f"CASE WHEN {MOMENT} IS NOT NULL THEN '{uuid4()}' END"
    asked = check_cache._version_sql().replace(MOMENT, moment)
    monkeypatch.setattr(check_cache, "_version_sql", lambda: asked)
    monkeypatch.setattr(check_cache, "MOMENT", moment)


@pytest.fixture
def django_assert_max_num_queries(alone: None, django_assert_max_num_queries: object) -> object:
    """Count queries as pytest-django does, with nobody else on the server."""
    return django_assert_max_num_queries
