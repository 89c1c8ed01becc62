"""The overview of a root with too many elements to read one by one."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import ngettext

from rodtrad.core.drawing.aggregate import Aggregate

register = template.Library()


@register.inclusion_tag("website/parts/aggregate_map.html")
def aggregate_map(drawing: Aggregate, links: Mapping[str, str], label: str) -> dict[str, Any]:
    """Show levels as bars and links as ribbons, with the same as a list; `links` gives a level's address."""
    names = {bar.key: bar.label for bar in drawing.bars}
    return {
        "drawing": drawing,
        "label": label,
        "bars": [(bar, links.get(bar.key, "")) for bar in drawing.bars],
        "ribbon_words": [
            ngettext(
                "%(above)s – %(below)s: %(count)d kobling",
                "%(above)s – %(below)s: %(count)d koblinger",
                ribbon.links,
            )
            % {"above": names[ribbon.source], "below": names[ribbon.target], "count": ribbon.links}
            for ribbon in drawing.ribbons
        ],
    }
