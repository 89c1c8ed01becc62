"""Hover help: the first time a word from the glossary stands on a page, it leads to its explanation."""

from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from rodtrad.website.presenters.glossary_terms import Piece, pieces

register = template.Library()
SEEN = "_terms_explained"


@register.simple_tag(takes_context=True)
def explain(context: template.Context, text: object) -> SafeString:
    """Show a text with the words of the glossary explained, each once on the page.

    The explanation shows on hover and focus, and is the link's description for screen readers.
    """
    seen: set[str] = context.dicts[0].setdefault(SEEN, set())
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces(str(text or ""), seen)))


def _shown(piece: Piece) -> Any:
    if piece.key is None:
        return escape(piece.text)
    return format_html(
        '<span class="help"><a class="term" href="{}" aria-describedby="ord-{}">{}</a>'
        '<span class="tip" role="tooltip" id="ord-{}">{}</span></span>',
        piece.url,
        piece.key,
        piece.text,
        piece.key,
        piece.explanation,
    )
