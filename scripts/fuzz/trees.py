"""XML, JSON and YAML made into others as trees, so that most of what comes out is still well formed."""

import json
import random
from copy import deepcopy
from typing import Any

import yaml
from lxml import etree

from scripts.fuzz.mutate import LARGEST, bytes_mutated, some_text


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


_MOST_PLACES = 20_000
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))


def xml_mutated(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.15:
        return bytes_mutated(content, chance)
    try:
        top = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return bytes_mutated(content, chance)
    for _turn in range(chance.choice((1, 1, 2, 4, 12))):
        nodes = [node for node in top.iter() if isinstance(node.tag, str)]
        _change_node(chance.choice(nodes), nodes, chance)
    return bytes(etree.tostring(top, encoding="UTF-8", xml_declaration=chance.random() < 0.5))[:LARGEST]


def _change_node(  # noqa: C901  # one case for each sort of change
    node: Any, nodes: list[Any], chance: random.Random
) -> None:
    above, other = node.getparent(), chance.choice(nodes)
    text = some_text(chance).translate(_NOT_XML)
    match chance.randrange(9):
        case 0 if above is not None:
            above.remove(node)
        case 1 if above is not None:
            for _copy in range(chance.choice((1, 2, 40))):
                above.append(deepcopy(node))
        case 2 if above is not None and node not in other.iterancestors() and node is not other:
            other.insert(chance.randrange(len(other) + 1), node)
        case 3:
            deep = node
            for _step in range(chance.choice((1, 30, 200))):
                deep = etree.SubElement(deep, node.tag)
        case 4 if node.attrib:
            node.set(chance.choice(list(node.attrib)), text)
        case 5 if node.attrib:
            del node.attrib[chance.choice(list(node.attrib))]
        case 6 if other.attrib:
            name = chance.choice(list(other.attrib))
            node.set(name, other.attrib[name])
        case 7:
            node.tag = other.tag
        case _:
            node.text = text if chance.random() < 0.7 else (node.text or "") + text


def json_mutated(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.15:
        return bytes_mutated(content, chance)
    try:
        tree = changed_tree(json.loads(content), chance)
        return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")[:LARGEST]
    except (ValueError, RecursionError):
        return bytes_mutated(content, chance)


def yaml_mutated(content: bytes, chance: random.Random) -> bytes:
    try:
        tree = changed_tree(yaml.load(content, Loader=yaml.CSafeLoader), chance)
        flow = chance.choice((None, None, False, True))
        text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=flow)
        return str(text).encode("utf-8", "surrogatepass")[:LARGEST]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, AttributeError):
        return bytes_mutated(content, chance)


def changed_tree(tree: Any, chance: random.Random) -> Any:
    """Return a tree of lists and mappings with a few of its values others, gone, repeated or elsewhere."""
    held = {"": tree}
    for _turn in range(chance.choice((1, 1, 2, 4, 12))):
        places = list(_places(held))
        if len(places) > _MOST_PLACES:
            break  # each repetition of what is repeated already would take it farther out of hand
        # Texts that people write can be most things; a changed key is mostly refused.
        texts = [
            (here, name) for here, name in places if " " in str(here[name]) and isinstance(here[name], str)
        ]
        if places:
            here, name = chance.choice(texts if texts and chance.random() < 0.5 else places)
            _change_value(here, name, places, chance)
    return held.get("")


def _places(tree: Any) -> Any:
    stack = [tree]
    while stack:
        here = stack.pop()
        inside = here.items() if isinstance(here, dict) else enumerate(here)
        for name, value in inside:
            yield here, name
            if isinstance(value, dict | list):
                stack.append(value)


def _change_value(here: Any, name: Any, places: list[Any], chance: random.Random) -> None:
    try:
        value = here[name]
        there, other_name = chance.choice(places)
        other = json.loads(json.dumps(there[other_name], default=str))
    except (KeyError, IndexError):
        return  # an earlier change took it away
    match chance.randrange(9):
        case 0 | 1 | 2:
            here[name] = some_text(chance)
        case 3:
            here[name] = chance.choice(
                (None, 0, -1, 10**30, 1.5, True, [], {}, [[]], "1", 2026, float("1e308"), [None], {"": 1})
            )
        case 4:
            here[name] = other
        case 5:
            here.pop(name)
        case 6 if isinstance(here, list):
            here[name:name] = [other] * chance.choice((1, 1, 40))
        case 7 if isinstance(here, dict):
            here[some_text(chance)] = value
        case _:
            deep = value
            for step in range(chance.choice((1, 1, 1, 3, 3, 60))):
                deep = [deep] if step % 2 else {"elements": deep}
            here[name] = deep
