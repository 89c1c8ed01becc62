"""A root's own sentences with figures, as those who write them see them, and what has been done to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from rodtrad.core.history import events_of
from rodtrad.indicators.living_facts import SentenceError, parse_sentence, slots_in
from rodtrad.indicators.models import Indicator, LivingFact
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

TEXTS = ("text", "text_nn", "text_en")


def own_facts(root: Root, viewer: Viewer) -> list[LivingFact]:
    """Return the root's own sentences in order, but for those that name an indicator hidden from the viewer."""
    hidden = _hidden_keys(root, viewer)
    rows = LivingFact.objects.filter(root=root)
    return [row for row in rows if not keys_in(getattr(row, name) for name in TEXTS) & hidden]


def find_fact(root: Root, viewer: Viewer, key: str) -> LivingFact | None:
    return next((row for row in own_facts(root, viewer) if row.key == key), None)


def keys_in(texts: Iterator[str]) -> set[str]:
    """Return the keys of the indicators that the texts name; a text that is no sentence any longer names none."""
    found = set[str]()
    for text in filter(None, texts):
        try:
            found |= {slot.key for slot in slots_in(parse_sentence(text))}
        except SentenceError:
            continue
    return found


def _hidden_keys(root: Root, viewer: Viewer) -> set[str]:
    seen = visible_indicators(root, viewer).values("pk")
    return set(Indicator.objects.filter(root=root).exclude(pk__in=seen).values_list("key", flat=True))


@dataclass(frozen=True)
class FactChange:
    """What one person or command did to one sentence: what each field said and says. `moved` is a new place."""

    event: int
    when: datetime
    told: Mapping[str, Any]
    act: str
    fact: UUID
    text: str
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    moved: bool = False


_COLUMNS = (*TEXTS, "position")


def fact_changes(root: Root, viewer: Viewer) -> list[FactChange]:
    """Return what has been done to the root's own sentences, the latest first, as far as the viewer may see."""
    hidden = _hidden_keys(root, viewer)
    rows = (
        events_of("indicators", "LivingFactEvent")
        .filter(root_id=root.pk)
        .order_by("pgh_id")
        .values("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context__metadata", *_COLUMNS)
    )
    before: dict[UUID, dict[str, Any]] = {}
    found = []
    for row in rows:
        old = before.get(row["pgh_obj_id"])
        before[row["pgh_obj_id"]] = row
        texts = [said[name] for said in (old or {}, row) if said for name in TEXTS]
        if not keys_in(iter(texts)) & hidden:
            found.append(_change(old, row))
    return [one for one in reversed(found) if one is not None]


def _change(old: Mapping[str, Any] | None, row: Mapping[str, Any]) -> FactChange | None:
    act = row["pgh_label"]
    if old is None and act != "insert":
        if act == "update":  # how it stood when the trail begins: nobody did that then
            return None
        old = row
    was = {name: old[name] if old else "" for name in TEXTS}
    now = {name: "" if act == "delete" else row[name] for name in TEXTS}
    fields = {name: (was[name], now[name]) for name in TEXTS if was[name] != now[name]}
    moved = act == "update" and old is not None and old["position"] != row["position"]
    if act == "update" and not fields and not moved:
        return None
    return FactChange(
        row["pgh_id"],
        row["pgh_created_at"],
        row["pgh_context__metadata"] or {},
        act,
        row["pgh_obj_id"],
        row["text"],
        fields,
        moved,
    )
