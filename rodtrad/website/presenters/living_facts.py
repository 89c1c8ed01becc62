"""Living facts: figures from the documents, with where they stand."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rodtrad.website.presenters.glossary import reader_language


@cache
def _facts() -> list[dict[str, Any]]:
    text = files("rodtrad.website").joinpath("data/living_facts.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)["facts"]
    return loaded


def living_facts(slugs: Iterable[str]) -> list[dict[str, str]]:
    """Return the facts of the roots that are here, in the reader's language."""
    language, here = reader_language(), set(slugs)
    return [
        {
            part: str(fact[part][language]).replace(" ", "\u00a0")
            if part == "value"
            else str(fact[part][language])
            for part in ("value", "text", "source")
        }
        for fact in _facts()
        if fact["root"] in here
    ]
