"""Small parts of every page: marks, frames, pictograms. The markup's styles are static/rodtrad/parts.css."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.website.presenters.reader_marks import marks_on

register = template.Library()

SHAPES = {
    "disc": '<circle cx="7" cy="7" r="5.5" stroke-width="0"/>',
    "check": '<circle cx="7" cy="7" r="5.5" stroke-width="0"/>'
    '<path d="M4.3 7.2 6.3 9.2 9.8 5" fill="none" stroke="var(--chart)" stroke-width="1.6"/>',
    "triangle": '<path d="M7 1.5 13 12.5H1Z" stroke-width="0"/>',
    "square": '<path d="M1.5 1.5h11v11h-11z" stroke-width="0"/>',
    "dashes": '<circle cx="7" cy="7" r="5" fill="none" stroke-width="2" stroke-dasharray="2.6 2"/>',
    "ring": '<circle cx="7" cy="7" r="5" fill="none" stroke-width="2"/>',
    "half": '<circle cx="7" cy="7" r="5" fill="none" stroke-width="2"/>'
    '<path d="M7 2a5 5 0 0 1 0 10z" stroke-width="0"/>',
}
STATUS_SHAPES = {
    "ok": "disc",
    "done": "check",
    "watch": "triangle",
    "off": "square",
    "draft": "ring",
    "half": "half",
    "none": "dashes",
}
SEVERITY_SHAPES = {"error": "square", "warning": "triangle", "info": "ring"}

ICONS = {
    "up": "M8 14V2M3.5 6.5 8 2l4.5 4.5",
    "down": "M8 2v12M3.5 9.5 8 14l4.5-4.5",
    "search": "M7 12.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M11 11l4 4",
    "close": "M3 3l10 10M13 3 3 13",
    "next": "M2 8h12M9.5 3.5 14 8l-4.5 4.5",
    "previous": "M14 8H2M6.5 3.5 2 8l4.5 4.5",
}

SWITCHES = {
    # from the trunk (x 11) out to a station (x 30)
    "out": "M11 0V3Q11 6 13 8L20 15Q24 19 28 19H30",
    # from something above, in to the trunk
    "in": "M30 19H28Q24 19 20 23L13 30Q11 32 11 35V39",
}

KNOT = (
    "M3 17.5C3 8.5 13.5 1.5 20 5.5C27 10 24.5 24.5 16 25.5C7.5 26.5 5.5 17.5 10 12.5"
    "C15 7 27.5 7.5 28.5 15C29.3 21.5 20.5 23 19.5 18.5C18.8 15 23.5 14 29 14H41"
)


def drawing(shape: str) -> SafeString:
    """Draw one of the small shapes; it only repeats what the word beside it says."""
    return format_html('<svg viewBox="0 0 14 14" aria-hidden="true">{}</svg>', mark_safe(SHAPES[shape]))  # noqa: S308  # our own


@register.simple_tag
def status_mark(tone: str, word: str) -> SafeString:
    """Show a status as shape, colour and word; tones: ok, done, watch, off, half, draft, none."""
    shape = STATUS_SHAPES.get(tone, "dashes")
    return format_html('<span class="mark {}">{}{}</span>', tone, drawing(shape), word)


@register.simple_tag
def severity_mark(severity: str, count: int | None = None) -> SafeString:
    """Show how grave a finding is, or how many of that gravity: error, warning, info."""
    return format_html(
        '<span class="mark {}">{}<span>{}</span></span>',
        severity,
        drawing(SEVERITY_SHAPES.get(severity, "ring")),
        severity_words(severity, count),
    )


def severity_words(severity: str, count: int | None) -> str:
    """Name a severity, with its number when there is one."""
    if count is None:
        return {"error": _("Feil"), "warning": _("Advarsel")}.get(severity, _("Merknad"))
    if severity == "error":
        return ngettext("%(count)d feil", "%(count)d feil", count) % {"count": count}
    if severity == "warning":
        return ngettext("%(count)d advarsel", "%(count)d advarsler", count) % {"count": count}
    return ngettext("%(count)d merknad", "%(count)d merknader", count) % {"count": count}


@register.simple_tag
def origin_mark(origin: str) -> SafeString:
    """Tell an example and a reading apart; what stands in the source, and what was entered here, has no mark."""
    words = {"example": _("Eksempel"), "reading": _("Tolkning")}
    if origin not in words:
        return SafeString("")
    return format_html('<span class="origin {}">{}</span>', origin, words[origin])


@register.simple_tag(takes_context=True)
def reader_mark(context: Context, url: str) -> SafeString:
    """Mark what is the reader's own and what is new to them; nothing for who is not logged in."""
    found = marks_on(getattr(context, "request", None)).get(url)
    if found is None:
        return SafeString("")
    news = {"new": _("Ny"), "changed": _("Endret")}.get(found.news)
    marks = [("", news), (" mine", _("Min") if found.mine else None)]
    return format_html_join(
        " ", '<span class="reader-mark{}">{}</span>', ((kind, word) for kind, word in marks if word)
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside a word."""
    return format_html(
        '<svg class="ico" viewBox="0 0 16 16" aria-hidden="true"><path d="{}" fill="none" '
        'stroke="currentColor" stroke-width="2"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def switch(kind: str = "out") -> SafeString:
    """Draw the piece that joins a station to the trunk of a thread list: out or in."""
    return format_html(
        '<svg class="sw" viewBox="0 0 30 42" aria-hidden="true"><path d="{}"/></svg>', SWITCHES[kind]
    )


@register.simple_tag
def logo() -> SafeString:
    """Draw the mark: a knot that runs out into a station."""
    return format_html(
        '<svg viewBox="0 0 52 28" aria-hidden="true"><path class="ln lit fine" d="{}"/>'
        '<circle class="st lit" cx="45.5" cy="14" r="4"/></svg>',
        KNOT,
    )


@register.simple_tag
def term(word: str, meaning: str) -> SafeString:
    """Show a word of the trade with its meaning on hover."""
    return format_html('<abbr class="term" title="{}">{}</abbr>', meaning, word)


@register.inclusion_tag("website/parts/sdg.html")
def sdg_chips(goals: Iterable[object]) -> dict[str, object]:
    """Show SDG goals or targets; each has `code` and `name`, and `url` when it leads somewhere."""
    return {"goals": goals}


@register.simple_block_tag
def note(content: str, tone: str = "") -> SafeString:
    """Set a remark apart from the text."""
    return format_html('<div class="note {}">{}</div>', tone, content)


@register.simple_block_tag
def scroller(content: str, label: str) -> SafeString:
    """Let a wide table scroll in its own region, by keyboard too."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', label, content
    )


@register.simple_block_tag
def plate(content: str, name: str, source: str = "", framed: bool = True) -> SafeString:
    """Frame a map or an overview, with its name and source beneath; `framed=False` for other figures."""
    captions = format_html_join("", "<span>{}</span>", ((text,) for text in (name, source) if text))
    return format_html(
        '<figure class="plate{}"><div class="frame"><div class="inner">{}</div></div>'
        "<figcaption>{}</figcaption></figure>",
        "" if framed else " plain",
        content,
        captions,
    )
