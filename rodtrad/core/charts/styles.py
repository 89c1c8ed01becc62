"""What the roles of a drawing look like: the one table that the page's stylesheet and the files agree on.

A value that begins with `--` is a colour of the page (`tokens.css`); files get a literal one. A mixture `a/b/60` is 60
parts of a and 40 of b.
"""

Style = dict[str, str]

_SMALL, _PLAIN, _STRONG = "12.5", "13", "14"
_HALO: Style = {
    "paint-order": "stroke",
    "stroke": "--surface",
    "stroke-width": "4",
    "stroke-linejoin": "round",
}
_LINE: Style = {"fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round"}


def _text(colour: str, size: str, weight: str = "400", *, halo: bool = False) -> Style:
    return {"fill": colour, "font-size": size, "font-weight": weight} | (_HALO if halo else {})


STYLES: dict[str, Style] = {
    # axes and their words
    "base": {"fill": "none", "stroke": "--ink-2", "stroke-width": "1.5"},
    "grid": {"fill": "none", "stroke": "--hair", "stroke-width": "1"},
    "lead": {"fill": "none", "stroke": "--track", "stroke-width": "1"},
    "tick": _text("--ink-2", _PLAIN),
    "unit": _text("--ink-2", _PLAIN),
    # lines
    "main": {**_LINE, "stroke": "--org", "stroke-width": "3"},
    "peer": {**_LINE, "stroke": "--track", "stroke-width": "2"},
    "faint": {**_LINE, "stroke": "--track", "stroke-width": "1.5"},
    "aim": {**_LINE, "stroke": "--thread", "stroke-width": "4"},
    "dot": {"fill": "--org", "stroke": "none"},
    "dot-peer": {"fill": "--track", "stroke": "none"},
    "hollow": {"fill": "--surface", "stroke": "--org", "stroke-width": "2"},
    "hollow-peer": {"fill": "--surface", "stroke": "--track", "stroke-width": "1.5"},
    "station": {"fill": "--surface", "stroke": "--thread", "stroke-width": "3"},
    "core": {"fill": "--thread", "stroke": "none"},
    "break": {"fill": "none", "stroke": "--ink-2", "stroke-width": "1.5"},
    "refer": {"fill": "none", "stroke": "--ink", "stroke-width": "1.5"},
    "gap": {"fill": "none", "stroke": "--surface", "stroke-width": "5"},
    # words in the drawing
    "name": _text("--ink", _STRONG, "600", halo=True),
    "note": _text("--ink-2", _PLAIN, halo=True),
    "row": _text("--ink", _PLAIN),
    "row-mine": _text("--ink", _PLAIN, "600"),
    "figure": _text("--ink", _PLAIN),
    "figure-mine": _text("--ink", _PLAIN, "600"),
    "rank": _text("--ink-2", _PLAIN),
    "on-dark": _text("--on-org", _PLAIN, "600"),
    "on-light": _text("--ink", _PLAIN, "600"),
    "on-hatch": _text("--ink", _PLAIN, "600", halo=True),
    "small-dark": _text("--on-org", _SMALL),
    "small-light": _text("--ink", _SMALL),
    "small-hatch": _text("--ink", _SMALL, halo=True),
    # areas
    "bar": {"fill": "--track", "stroke": "none"},
    "bar-mine": {"fill": "--org", "stroke": "none"},
    "zone": {"stroke": "none"},
    "area": {"stroke": "--surface", "stroke-width": "1.25", "stroke-linejoin": "round"},
    "edge-mine": {"fill": "none", "stroke": "--ink", "stroke-width": "2.5", "stroke-linejoin": "round"},
    "key": {"stroke": "--track", "stroke-width": "1"},
    # what patterns are made of
    "paper-none": {"fill": "--surface"},
    "step-1": {"fill": "--step-1"},
    "step-2": {"fill": "--step-2"},
    "step-3": {"fill": "--step-3"},
    "step-4": {"fill": "--step-4"},
    "want": {"fill": "--org/--surface/13"},
    "tone-1": {"fill": "--track/--surface/46"},
    "tone-2": {"fill": "--track/--surface/26"},
    "tone-3": {"fill": "--track/--surface/10"},
    "hatch": {"fill": "none", "stroke": "--track/--surface/60", "stroke-width": "1"},
    "weave": {"fill": "none", "stroke": "--org/--surface/34", "stroke-width": "1"},
}
#: The classes of maps and tiles, lightest first where the page is light: the colour each is mixed from and how many
#: parts of a hundred, then the same for a dark page. The rest is the ground.
STEPS: dict[str, tuple[tuple[str, int], tuple[str, int]]] = {
    "--step-1": (("--org-2", 14), ("--org", 14)),
    "--step-2": (("--org-2", 40), ("--org", 38)),
    "--step-3": (("--org-2", 90), ("--org", 68)),
    "--step-4": (("--org", 100), ("--org", 100)),
}
#: What a filled area is made of: the side of its square, the role of its ground, and a line on it.
#: Lines of role `texture` are seen only where the reader's own colours take the grounds away.
PATTERNS: dict[str, tuple[float, str, str, str]] = {
    "unknown": (6, "paper-none", "hatch", "M-1 7L7 -1M-1 1L1 -1M5 7L7 5"),
    "wanted": (9, "want", "weave", "M-1 10L10 -1M-1 1L1 -1M8 10L10 8"),
    "class-1": (8, "step-1", "", ""),
    "class-2": (8, "step-2", "texture", "M0 4H8"),
    "class-3": (5, "step-3", "texture", "M0 2.5H5M2.5 0V5"),
    "class-4": (3, "step-4", "texture", "M0 1.5H3M1.5 0V3"),
    "zone-1": (6, "tone-1", "texture", "M0 3H6M3 0V6"),
    "zone-2": (6, "tone-2", "texture", "M0 3H6"),
    "zone-3": (6, "tone-3", "", ""),
}
#: Seen only in forced colours; files do without.
STYLES["texture"] = {"fill": "none", "stroke": "none", "stroke-width": "1"}


def letters_of(role: str) -> tuple[float, bool]:
    """Return the size of a role's letters, and whether they are semibold."""
    style = STYLES[role]
    return float(style["font-size"]), style["font-weight"] == "600"
