"""Colours of the pages have the contrast that tokens.css promises, in light and dark."""

import re
from pathlib import Path

import pytest

import rodtrad.website

TOKENS = Path(rodtrad.website.__file__).parent / "static" / "rodtrad" / "tokens.css"
SURFACES = ("paper", "chart", "depth-1", "depth-2", "depth-3")
TEXT = ("ink", "ink-2", "ok", "watch", "off", "none")
LINES = ("track", "thread")
THEMES = ("fjord", "forest", "dusk", "heather", "slate")
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
SCHEMES = (0, 1)  # light, dark


def pairs(css: str) -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in PAIR.findall(css)}


def shared() -> dict[str, tuple[str, str]]:
    return pairs(TOKENS.read_text(encoding="utf-8").split(':root, [data-theme="fjord"]')[0])


def theme(name: str) -> dict[str, tuple[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    return pairs(css.split(f'[data-theme="{name}"] {{', 1)[1].split("}", 1)[0])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("surface", SURFACES)
def test_text_and_lines_stand_out_from_every_surface(surface: str, scheme: int) -> None:
    colours = shared()
    ground = colours[surface][scheme]
    weak = {name: contrast(colours[name][scheme], ground) for name in TEXT + LINES}
    assert {name for name in TEXT if weak[name] < 4.5} == set()
    assert {name for name in LINES if weak[name] < 3} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", THEMES)
def test_a_roots_colour_reads_as_link_and_as_button(name: str, scheme: int) -> None:
    colours, own = shared(), theme(name)
    for surface in [colours[surface][scheme] for surface in SURFACES] + [own["org-tint"][scheme]]:
        assert contrast(own["org"][scheme], surface) >= 4.5
    assert contrast(own["on-org"][scheme], own["org"][scheme]) >= 4.5
    assert contrast(own["on-org"][scheme], own["org-2"][scheme]) >= 4.5
