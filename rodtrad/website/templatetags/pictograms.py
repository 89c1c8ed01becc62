"""Pictograms of the thread check: what each kind of break looks like on the line."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def station(x: int, y: int = 32, *, lit: bool = False) -> str:
    """Draw one station."""
    return f'<circle class="st{" lit" if lit else ""}" cx="{x}" cy="{y}" r="8"/>'


def line(path: str, *, lit: bool = False, dash: bool = False) -> str:
    """Draw one piece of line."""
    return f'<path class="ln{" lit" if lit else ""}{" dash" if dash else ""}" d="{path}"/>'


CUT = '<path class="cut" d="M166 24l-6 8 6 8M216 24l6 8-6 8"/>'
KNOT = "M40 40C28 28 44 14 56 22C68 30 58 48 46 44C36 40 44 24 58 26C68 28 66 38 56 36H96"
MISSING = '<circle class="cut" cx="262" cy="32" r="8" stroke-dasharray="3 3"/>'

PICTOGRAMS = {
    "broken": line("M40 32H160", lit=True)
    + line("M222 32H300")
    + station(40, lit=True)
    + station(120, lit=True)
    + station(262)
    + station(300)
    + CUT,
    "ends": line("M40 32H160", lit=True)
    + line("M172 32H250", dash=True)
    + station(40, lit=True)
    + station(100, lit=True)
    + station(160, lit=True)
    + MISSING,
    "tangle": line(KNOT, lit=True) + line("M104 32H250", dash=True) + MISSING,
    "loose": line("M40 32H160")
    + station(40)
    + station(100)
    + station(160)
    + station(262, lit=True)
    + '<path class="cut" d="M262 12v6M262 46v6M242 32h-6M282 32h6"/>',
    "skipped": line("M40 32H100Q108 32 112 26T124 20H216Q224 20 228 26T240 32H300", lit=True)
    + station(40, lit=True)
    + station(300, lit=True)
    + '<circle class="cut" cx="170" cy="42" r="8" stroke-dasharray="3 3"/>',
    "crossed": line("M40 46H130C160 46 170 18 200 18H296")
    + line("M40 18H130C160 18 170 46 200 46H296", lit=True)
    + station(40, 18, lit=True)
    + station(40, 46)
    + station(296, 18)
    + station(296, 46, lit=True),
    "late": line("M40 32H190", lit=True)
    + line("M190 32H262", dash=True)
    + station(40, lit=True)
    + station(262)
    + '<path class="cut" d="M190 16v32M230 16v32M194 14h32M200 10l-6 4 6 4M220 10l6 4-6 4"/>',
    "double": line("M40 18H296")
    + line("M40 46H296")
    + station(168, 18, lit=True)
    + station(168, 46, lit=True)
    + '<path class="cut" d="M160 29h16M160 35h16"/>',
    "unowned": line("M40 32H300", lit=True)
    + station(40, lit=True)
    + station(296, lit=True)
    + '<path class="cut" d="M168 32V18M158 14h20" stroke-dasharray="3 3"/>'
    + station(168, lit=True),
    "hidden": line("M40 32H120", lit=True)
    + line("M216 32H300", lit=True)
    + station(40, lit=True)
    + station(300, lit=True)
    + '<path class="cut" d="M126 14v36M210 14v36M132 32h72" stroke-dasharray="3 5"/>',
    "reading": line("M40 32H120", lit=True)
    + line("M120 32H216", lit=True, dash=True)
    + line("M216 32H300", lit=True)
    + station(40, lit=True)
    + station(120, lit=True)
    + station(216, lit=True)
    + station(300, lit=True),
    "replaced": line("M40 46H168Q184 46 188 38T204 18H296")
    + line("M40 46H120", lit=True)
    + station(40, 46, lit=True)
    + station(120, 46, lit=True)
    + station(296, 18)
    + '<path class="cut" d="M148 38l16 16M164 38l-16 16"/>',
    "words": line("M40 32H300", lit=True)
    + station(40, lit=True)
    + station(300, lit=True)
    + '<path class="cut" d="M110 18h116M110 46h72"/>',
}


@register.simple_tag
def pictogram(kind: str) -> SafeString:
    """Draw what a rule looks for; an unknown kind is drawn as a broken line."""
    inside = mark_safe(PICTOGRAMS.get(kind, PICTOGRAMS["broken"]))  # noqa: S308  # our own drawings
    return format_html('<svg class="picto" viewBox="0 0 336 64" aria-hidden="true">{}</svg>', inside)
