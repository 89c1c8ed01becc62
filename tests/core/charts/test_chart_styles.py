"""The page's stylesheet and the files agree on how every role looks, and shades can be read and told apart."""

import itertools
import re
from pathlib import Path

import pytest

import rodtrad.website
from rodtrad.core.charts.styles import PATTERNS, STEPS, STYLES
from rodtrad.core.charts.svg import light_colours
from tests.website.test_colours import contrast, shared, theme

CSS = (Path(rodtrad.website.__file__).parent / "static" / "rodtrad" / "charts.css").read_text("utf-8")
THEMES = ("fjord", "forest", "dusk", "heather", "slate")


def in_css(name: str, value: str) -> str:
    """Write a value of the table as the stylesheet does."""
    first, *rest = value.split("/")
    if rest:
        return f"color-mix(in srgb, var({first}) {rest[1]}%, var({rest[0]}))"
    if value.startswith("--"):
        return f"var({value})"
    return value + "px" if name == "font-size" else value


@pytest.mark.parametrize("role", STYLES)
def test_a_role_looks_alike_on_the_page_and_in_a_file(role: str) -> None:
    wanted = "; ".join(f"{name}: {in_css(name, value)}" for name, value in STYLES[role].items())
    assert f"  .c-{role} {{ {wanted} }}\n" in CSS


def test_patterns_are_made_of_roles_there_are() -> None:
    for _side, ground, line_role, line in PATTERNS.values():
        assert ground in STYLES
        assert bool(line_role) == bool(line)
        assert not line_role or line_role in STYLES


def test_a_role_that_is_filled_with_a_pattern_has_no_fill_of_its_own() -> None:
    """A rule would win over the attribute that names the pattern."""
    assert not [role for role in ("zone", "area", "key") if "fill" in STYLES[role]]


def mixed(first: str, second: str, parts: int) -> str:
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round((a * parts + b * (100 - parts)) / 100):02x}" for a, b in pairs)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", THEMES)
def test_letters_stand_out_from_every_shade_and_shades_from_one_another(name: str, scheme: int) -> None:
    page, own = shared(), theme(name)
    for ground in ("paper", "chart"):
        shades = []
        for parts in STEPS.values():
            colour, share = parts[scheme]
            shades.append(mixed(own[colour[2:]][scheme], page[ground][scheme], share))
        letters = [page["ink"], page["ink"], own["on-org"], own["on-org"]]
        assert min(contrast(one[scheme], shade) for one, shade in zip(letters, shades, strict=True)) >= 4.5
        assert all(contrast(one, next_one) >= 1.25 for one, next_one in itertools.pairwise(shades))


@pytest.mark.parametrize("name", THEMES)
def test_files_have_the_colours_of_the_page(name: str) -> None:
    page, own, file = shared(), theme(name), light_colours(name).tokens
    assert {token: file[f"--{token}"] for token in ("ink", "ink-2", "track", "hair", "thread")} == {
        token: page[token][0] for token in ("ink", "ink-2", "track", "hair", "thread")
    }
    assert (file["--org"], file["--org-2"]) == (own["org"][0], own["org-2"][0])


def test_the_stylesheet_declares_the_steps_of_the_table() -> None:
    for name, (light, dark) in STEPS.items():
        (declared,) = re.findall(rf"{name}: (.+?)(?:;|}})", CSS)
        for colour, parts in (light, dark):
            assert parts == 100 or f"var({colour}) {parts}%" in declared
