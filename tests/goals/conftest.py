"""A root of its own for each test, beside the demo."""

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.factories import make_framework, make_plan, make_root
from tests.goals.worlds import here, standing, there, worlds

__all__ = ["here", "standing", "there", "worlds"]


@pytest.fixture
def root(db: None) -> Root:
    return make_root(slug="provekommunen")


@pytest.fixture
def framework(root: Root) -> Framework:
    return make_framework(root)


@pytest.fixture
def plan(root: Root, framework: Framework) -> Plan:
    return make_plan(root, key="plan", framework=framework)
