"""The overview map: puts addresses on a drawing and names its zones."""

from collections.abc import Mapping
from typing import Any

from django import template

from rodtrad.core.drawing.overview import Column, Overview

register = template.Library()

ZONES = ("z0", "z1")


@register.inclusion_tag("website/parts/overview_map.html")
def overview_map(
    drawing: Overview,
    links: Mapping[str, str],
    label: str,
    chosen: str = "",
    above: Mapping[str, str] | None = None,
    targets: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Show a root's levels as columns; `links` gives an element's address, `chosen` the one lit.

    `above` gives the keys that an element hangs under, for the script that lights what is pointed at, and `targets`
    how the targets of an element stand.
    """
    return {
        "map": drawing,
        "label": label,
        "chosen": chosen,
        "columns": [
            _column(index, column, links, above or {}, targets or {})
            for index, column in enumerate(drawing.columns)
        ],
    }


def _column(
    index: int,
    column: Column,
    links: Mapping[str, str],
    above: Mapping[str, str],
    targets: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "label": column.label,
        "count": len(column.nodes),
        "style": column.style,
        "share": column.share,
        "zone": ZONES[index] if index < len(ZONES) else "zn",
        "passes": column.passes,
        "channel": column.channel,
        "nodes": [
            (node, links.get(node.id, ""), above.get(node.id, ""), targets.get(node.id))
            for node in column.nodes
        ],
    }
