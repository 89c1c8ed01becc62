"""Two small worlds that must not touch each other, and a database of their own for what must commit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from rodtrad.cases.models import Case
from rodtrad.goals.models import Conflict, Element, Framework, Level, Link, Placement
from rodtrad.organisations.models import Organisation, Root, Source
from rodtrad.plans.models import Plan
from tests.goals import factories as make


@dataclass
class World:
    """One root with a draft plan: a theme under a goal that addresses a challenge, and a measure alone."""

    root: Root
    unit: Organisation
    source: Source
    case: Case
    framework: Framework
    plan: Plan
    challenge: Element
    goal: Element
    theme: Element
    measure: Element
    conflict: Conflict

    def level(self, key: str) -> Level:
        return make.level(self.framework, key)

    def placement(self, element: Element) -> Placement:
        return Placement.objects.get(element=element, plan=element.plan)

    @property
    def link(self) -> Link:
        """The link by which the theme contributes to the goal."""
        return Link.objects.get(child=self.theme, parent=self.goal)


def make_world(**root_fields: Any) -> World:
    root = make.make_root(**root_fields)
    framework = make.make_framework(root)
    plan = make.make_plan(root, framework=framework, status="under_way")
    challenge = make.make_element(plan, "floke")
    goal = make.make_element(plan, "maal", addresses=challenge)
    return World(
        root=root,
        unit=make.make_organisation(root),
        source=make.make_source(root),
        case=Case.objects.create(root=root, key="sak", number="1/24", title="Saken"),
        framework=framework,
        plan=plan,
        challenge=challenge,
        goal=goal,
        theme=make.make_element(plan, "tema", under=goal, contributes_to=goal, number="1"),
        measure=make.make_element(plan, "tiltak"),
        conflict=make.make_conflict(root, challenge, goal),
    )


@pytest.fixture
def here(db: None) -> World:
    return make_world()


@pytest.fixture
def there(db: None) -> World:
    return make_world()


class Pair(NamedTuple):
    here: World
    there: World


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pair]:
    """Make two worlds once for a whole module. Its tests must not use `db`, which closes the connection."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Pair(make_world(), make_world())
        transaction.set_rollback(True)


@pytest.fixture
def worlds(standing: Pair) -> Iterator[Pair]:
    """Lend the module's worlds to one test, whose changes are rolled back."""
    with transaction.atomic():
        yield deepcopy(standing)
        transaction.set_rollback(True)


class OwnDatabase:
    """A database whose transactions really end. `in_use` makes it Django's default in the calling thread."""

    def __init__(self, name: str) -> None:
        self.name = name

    def connect(self) -> BaseDatabaseWrapper:
        default = connections["default"]
        return type(default)({**default.settings_dict, "NAME": self.name, "CONN_MAX_AGE": 0}, alias="default")

    @contextmanager
    def in_use(self) -> Iterator[BaseDatabaseWrapper]:
        before = connections["default"]
        connections["default"] = own = self.connect()
        try:
            yield own
        finally:
            own.close()
            connections["default"] = before


def server_parameters() -> dict[str, Any]:
    """Return how to reach the server's own database, beside the test database."""
    given = connections["default"].get_connection_params()
    wanted = ("host", "port", "user", "password", "sslmode")
    return {name: given[name] for name in wanted if name in given} | {"dbname": "postgres"}


@pytest.fixture(scope="session")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    """Make and migrate a database beside the test database; it goes when the tests are over."""
    own = OwnDatabase(f"{settings.DATABASES['default']['NAME']}_own_{os.getpid()}")
    with psycopg.connect(**server_parameters(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{own.name}"')
        try:
            with django_db_blocker.unblock(), own.in_use():
                for room in (
                    "core",
                    "targets",
                    "planning",
                    "goals",
                    "accounts",
                    "organisations",
                    "plans",
                    "cases",
                ):
                    call_command("migrate", room, verbosity=0)
            yield own
        finally:
            server.execute(f'DROP DATABASE "{own.name}" WITH (FORCE)')


@pytest.fixture
def committed(own_database: OwnDatabase, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    """Let the test use the database of its own: what it writes there stays."""
    with django_db_blocker.unblock(), own_database.in_use():
        yield own_database
