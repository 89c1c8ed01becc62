"""Takes values of any form out of a mapping's fields."""

import re

from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.reader import Mapping, Node, Scalar

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_WORDS = {"true": True, "false": False}


def plain_data(node: Node | None) -> object:
    """Return what stands there as data. What is quoted is text, and so is a code with zeros before it."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return {name: plain_data(below) for name, below in node.items.items()}
    if not isinstance(node, Scalar):
        return [plain_data(item) for item in node.items]
    if node.text is None or not node.plain:
        return node.text
    if _WHOLE.fullmatch(node.text):
        return int(node.text)
    return _WORDS.get(node.text, node.text)


def pairs_of_text(fields: Fields, name: str) -> tuple[tuple[str, str], ...]:
    """Return a mapping from text to text as pairs, in the order of the names."""
    below = fields.mapping(name)
    if below is None:
        return ()
    found = [(key, below.text(key, required=True, most=100)) for key in below.node.items]
    return tuple(sorted(found))
