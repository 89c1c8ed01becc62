"""What is known of Norwegian words, read from data/words.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class KnownWords:
    """`same` holds words that count as another one, `own` stems given by hand."""

    heads: frozenset[str]
    firsts: frozenset[str]
    particles: frozenset[str]
    whole: frozenset[str]
    splits: dict[str, tuple[str, ...]]
    same: dict[str, str]
    own: dict[str, str]
    nynorsk: tuple[tuple[re.Pattern[str], str], ...]


@cache
def known_words() -> KnownWords:
    text = files("rodtrad.search.words").joinpath("data/words.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return KnownWords(
        heads=frozenset(told["heads"].split()),
        firsts=frozenset(told["firsts"].split()),
        particles=frozenset(told["particles"].split()),
        whole=frozenset(told["whole"].split()),
        splits={word: tuple(parts) for word, parts in told["splits"].items()},
        same={other: first for first, *others in (*told["forms"], *told["pairs"]) for other in others},
        own={word: stem for stem, words in told["own"].items() for word in words},
        nynorsk=tuple((re.compile(pattern), bokmål) for pattern, bokmål in told["nynorsk"]),
    )
