"""The house rules that a program can hold: order of rooms, borders of roots, size and names of modules."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import rodtrad
from rodtrad.organisations.models import Owned

PACKAGE = Path(rodtrad.__file__).parent
#: Bottom first; rooms on one line do not know each other.
ROOMS = [
    {"core"},
    {"accounts"},
    {"geography"},
    {"organisations"},
    {"sdg"},
    {"cases"},
    {"plans", "indicators"},
    {"goals"},
    {"targets"},
    {"planning"},
    {"search"},
    {"exchange"},
    {"website", "api"},
    {"demo"},
    {"config"},
]
HEIGHT = {room: height for height, rooms in enumerate(ROOMS) for room in rooms}
#: Models that belong to no root because all roots share them.
SHARED = {
    "accounts.Identity",
    "accounts.RecoveryCode",
    "accounts.SecondFactor",
    "accounts.Session",
    "accounts.User",
    *("core.OutboxMessage", "core.OutboxDelivery"),  # core knows no roots: a message has its root by id
    "core.UnusedFile",  # the same bytes on their way out
    "core.StoredFile",  # bytes by their digest; reached only through a record of a root
    "geography.Area",
    "geography.AreaChange",
    "geography.Boundary",
    "geography.GroupMember",
    # The common set has no root, a root's own indicators have one; figures belong to their indicator.
    "indicators.Batch",
    "indicators.Breakdown",
    "indicators.Dataset",
    "indicators.ImportRun",
    "indicators.Indicator",
    "indicators.IndicatorTerm",
    "indicators.KeptAnswer",
    "indicators.LivingFact",
    "indicators.Observation",
    "indicators.RawResponse",
    "indicators.Vintage",
    "organisations.ApiToken",
    "organisations.Root",
    "sdg.SdgGoal",
    "sdg.SdgTarget",
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.rglob("*.html"))


def own_models() -> list[type[models.Model]]:
    """Return our models, without the event rows and the tables that only join two models."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("rodtrad.")
        for model in config.get_models(include_auto_created=False)
        if not model.__name__.endswith("Event")
    ]


def ident(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_refers_only_to_its_own_room_or_below(model: type[models.Model]) -> None:
    """String foreign keys escape the import contracts; this does not."""
    here = HEIGHT[model._meta.app_label]
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and not field.auto_created else None
        if isinstance(target, type) and target._meta.app_label in HEIGHT:
            assert HEIGHT[target._meta.app_label] <= here, f"{model._meta.label}.{field.name}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_has_a_root_or_is_on_the_short_shared_list(model: type[models.Model]) -> None:
    assert issubclass(model, Owned) != (model._meta.label in SHARED)


def test_the_shared_list_names_models_that_exist() -> None:
    assert {model._meta.label for model in own_models()} >= SHARED


@pytest.mark.parametrize("path", MODULES, ids=ident)
def test_a_module_is_below_500_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 500


@pytest.mark.parametrize("path", MODULES, ids=ident)
def test_a_module_is_named_by_its_topic(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc", "signals"}


@pytest.mark.parametrize("path", MODULES, ids=ident)
def test_imports_stand_at_the_top(path: Path) -> None:
    """An import inside a function hides a circle between modules."""
    tree = ast.parse(path.read_text("utf-8"))
    hidden = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    allowed = path.name == "apps.py" or path.parent.name == "commands" or path.name == "cli.py"
    assert allowed or not hidden


@pytest.mark.parametrize("path", [p for p in MODULES if "views" in p.parts or p.name == "api.py"], ids=ident)
def test_views_read_through_queries(path: Path) -> None:
    """`Model.objects` does not stand in a view: rows are reached through their root."""
    assert not re.search(r"\b[A-Z]\w+\.objects\b", path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=ident)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text)


@pytest.mark.parametrize("path", [*MODULES, *TEMPLATES], ids=ident)
def test_nothing_is_left_for_later(path: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text("utf-8"))
