"""Writes a drawing as SVG: for the page with classes, for files with literal colours. All text is escaped here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from rodtrad.core.charts.drawn import Box, Dot, Drawing, Path, Shape, Text
from rodtrad.core.charts.styles import PATTERNS, STEPS, STYLES
from rodtrad.core.drawing.paths import number
from rodtrad.core.text import storable

_NAMESPACE = "http://www.w3.org/2000/svg"
_FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Colours:
    """Literal colours of the page's tokens, for files."""

    tokens: Mapping[str, str]

    def of(self, value: str) -> str:
        """Return the literal colour of a token or of a mixture; other values as they are."""
        if not value.startswith("--"):
            return value
        first, *rest = value.split("/")
        if not rest:
            return self.tokens[first]
        return _mixed(self.tokens[first], self.tokens[rest[0]], int(rest[1]) / 100)


_SHARED_LIGHT = {
    "--surface": "#ffffff",
    "--ink": "#0c2431",
    "--ink-2": "#3f5664",
    "--track": "#647b89",
    "--hair": "#c6d4dc",
    "--thread": "#cb1128",
    "--on-org": "#ffffff",
}
_ORGANISATIONS = {
    "fjord": ("#0b3c5d", "#155a86"),
    "forest": ("#1d4d3e", "#2b6b57"),
    "dusk": ("#3c3f73", "#55599a"),
    "heather": ("#642c4f", "#86436d"),
    "slate": ("#36454f", "#50636f"),
}


def light_colours(theme: str = "fjord") -> Colours:
    """Return the light colours of one of the themes that an organisation chooses among."""
    strong, softer = _ORGANISATIONS.get(theme, _ORGANISATIONS["fjord"])
    tokens = {**_SHARED_LIGHT, "--org": strong, "--org-2": softer}
    steps = {
        name: _mixed(tokens[colour], tokens["--surface"], parts / 100)
        for name, ((colour, parts), _dark) in STEPS.items()
    }
    return Colours(tokens | steps)


def key_of(described: object) -> str:
    """Return a short key that follows from what is described, so that the same chart always comes out alike."""
    return "chart-" + hashlib.sha256(repr(described).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def page_markup(drawing: Drawing, key: str, title: str, description: str) -> str:
    """Write the drawing for a page: classes for `charts.css`, no style attribute and no style element."""
    words = _words(key, title, description)
    return (
        f"<svg {_opening(drawing, key)}>{words}{_defs(drawing, key, None)}{_shapes(drawing, key, None)}</svg>"
    )


def standalone(drawing: Drawing, key: str, title: str, description: str, colours: Colours) -> str:
    """Write the drawing as a file of its own: presentation attributes only, which every reader of SVG understands."""
    size = f'xmlns="{_NAMESPACE}" width="{number(drawing.width)}" height="{number(drawing.height)}"'
    font = f'font-family="{_FONT}"'
    inside = _defs(drawing, key, colours) + _shapes(drawing, key, colours)
    return f"<svg {size} {font} {_opening(drawing, key)}>{_words(key, title, description)}{inside}</svg>"


def _opening(drawing: Drawing, key: str) -> str:
    box = f"0 0 {number(drawing.width)} {number(drawing.height)}"
    name = _text(key)
    return f'viewBox="{box}" role="img" aria-labelledby="{name}-t {name}-d"'


def _words(key: str, title: str, description: str) -> str:
    name = _text(key)
    return f'<title id="{name}-t">{_text(title)}</title><desc id="{name}-d">{_text(description)}</desc>'


def _defs(drawing: Drawing, key: str, colours: Colours | None) -> str:
    names = drawing.patterns()
    if not names:
        return ""
    return "<defs>" + "".join(_pattern(name, key, colours) for name in names) + "</defs>"


def _pattern(name: str, key: str, colours: Colours | None) -> str:
    side, ground, line_role, line = PATTERNS[name]
    size = number(side)
    inside = f'<rect width="{size}" height="{size}"{_look(ground, colours)}/>'
    if line_role:
        inside += f'<path d="{line}"{_look(line_role, colours)}/>'
    head = f'<pattern id="{_text(key)}-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
    return f"{head}{inside}</pattern>"


def _shapes(drawing: Drawing, key: str, colours: Colours | None) -> str:
    return "".join(_shape(shape, key, colours) for shape in drawing.shapes)


def _shape(shape: Shape, key: str, colours: Colours | None) -> str:
    look = _look(shape.role, colours)
    match shape:
        case Path():
            dash = f' stroke-dasharray="{_text(shape.dash)}"' if shape.dash else ""
            return f'<path d="{shape.d}"{look}{dash}{_filled(shape.pattern, key)}/>'
        case Dot():
            place = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.r)}"'
            return f"<circle {place}{look}/>"
        case Box():
            place = f'x="{number(shape.x)}" y="{number(shape.y)}"'
            size = f'width="{number(shape.width)}" height="{number(shape.height)}"'
            return f"<rect {place} {size}{look}{_filled(shape.pattern, key)}/>"
        case Text():
            anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
            place = f'x="{number(shape.x)}" y="{number(shape.y)}"'
            return f"<text {place}{look}{anchor}>{_text(shape.text)}</text>"


def _filled(pattern: str, key: str) -> str:
    return f' fill="url(#{_text(key)}-{pattern})"' if pattern else ""


def _look(role: str, colours: Colours | None) -> str:
    """Write a role as a class, or as the attributes it stands for."""
    if colours is None:
        return f' class="c-{role}"'
    return "".join(f' {name}="{colours.of(value)}"' for name, value in STYLES[role].items())


def _mixed(first: str, second: str, share: float) -> str:
    parts = [
        round(int(first[at : at + 2], 16) * share + int(second[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _text(text: str) -> str:
    return escape(storable(text), quote=True)


LIGHT = light_colours()
