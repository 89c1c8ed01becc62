"""The 17 goals and 169 targets that come with the program."""

from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from rodtrad.sdg.models import SdgGoal, SdgTarget

_NAMES = ["name_nb", "name_nn", "name_en"]


def _named(entry: dict[str, Any]) -> dict[str, str]:
    return {f"name_{language}": entry["names"][language] for language in ("nb", "nn", "en")}


@transaction.atomic
def load_goals_and_targets() -> None:
    """Make or renew the goals and targets. Running it again changes nothing."""
    text = files("rodtrad.sdg").joinpath("data/sdg.yaml").read_text("utf-8")
    goals = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["goals"]  # noqa: S506  # safe loader
    SdgGoal.objects.bulk_create(
        [SdgGoal(number=goal["number"], **_named(goal)) for goal in goals],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=_NAMES,
    )
    targets = [(goal["number"], target) for goal in goals for target in goal["targets"]]
    SdgTarget.objects.bulk_create(
        [
            SdgTarget(code=str(target["code"]), goal_id=number, position=position, **_named(target))
            for position, (number, target) in enumerate(targets, 1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["goal", "position", *_NAMES],
    )
