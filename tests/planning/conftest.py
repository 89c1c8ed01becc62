"""A root of its own for each test of rules, as the thread's own have."""

from tests.goals.conftest import framework, plan, root

__all__ = ["framework", "plan", "root"]
