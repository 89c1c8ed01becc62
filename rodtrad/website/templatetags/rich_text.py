"""Descriptions that people have written with headings, lists, links and emphasis."""

from django import template
from django.utils.safestring import SafeString

from rodtrad.core import rich_text

register = template.Library()


@register.filter
def is_rich(text: str) -> bool:
    return rich_text.is_rich(text)


@register.filter
def rich(text: str, top: int = 2) -> SafeString:
    """Show the text as HTML whose highest heading is of level `top`."""
    return rich_text.as_html(text, top=top)


@register.filter
def tidied(text: str) -> str:
    """Show the text as it is stored when somebody has pasted it."""
    return rich_text.tidied(text)


@register.filter
def words(text: str) -> str:
    """Show the text in one line without its markup."""
    return rich_text.as_words(text)
