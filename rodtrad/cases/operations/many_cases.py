"""Makes and changes many cases at once: what is needed is read once, and all is stored in some few queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from rodtrad.cases.models import Case, Instruction, Treatment
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.cases import (
    DEFAULTS,
    TOLD,
    cleaners,
    own_values,
    put_values,
    refuse_short,
    require,
    require_to_show,
)
from rodtrad.cases.operations.decided import refuse_half_decided, waiting_body
from rodtrad.cases.operations.short import reopen_undone
from rodtrad.cases.operations.writing import KeyMaker, one_write, own_changes
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Person, Powers

_AT_ONCE = 500


class ManyCases:
    """The root's cases as they stand, and what is made and changed of them until `store` is called."""

    def __init__(self, powers: Powers, root: Root, *, lock: bool) -> None:
        self._powers, self._root = powers, root
        rows = Case.objects.filter(root=root).select_related("owner", "root").order_by("pk")
        self.standing = list(rows.select_for_update(of=("self",)) if lock else rows)
        self._units = {one.key: one for one in Organisation.objects.filter(root=root)}
        ways: dict[UUID, list[Treatment]] = defaultdict(list)
        read = Treatment.objects.filter(root=root).select_related("body").order_by("position")
        for one in read.only("case_id", "kind", "result", "body__name"):
            ways[one.case_id].append(one)
        self._decided = {case for case, way in ways.items() if any(one.decides for one in way)}
        self._waiting = {case: waiting_body(way) for case, way in ways.items()}
        self._keys = KeyMaker(Case, root, stem="sak")
        self._made: list[Case] = []
        self._changed: list[Case] = []

    def make(self, values: Mapping[str, Any]) -> None:
        """Make a case as `make_case` does. Raises NotAllowedError and FieldErrors."""
        wanted = clean.cleaned({**DEFAULTS, **values}, cleaners())
        case = Case(root=self._root, key=self._keys.new(wanted["title"]))
        put_values(case, wanted, self._units)
        require(self._powers, case, was_decided=False)
        require_to_show(self._powers, case)
        refuse_half_decided(case, "")
        self._made.append(case)

    def change(self, case: Case, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Change a case as `change_case` does; return the fields that become another.

        Raises NotAllowedError and FieldErrors.
        """
        mine = clean.cleaned(values, cleaners())
        require(self._powers, case)
        before = own_values(case)
        wanted = own_changes(mine, None, before)
        if case.pk in self._decided:
            refuse_short(wanted)
        was_decided = case.is_decided
        put_values(case, wanted, self._units)
        if {"owner", "status"} & wanted.keys() and not (was_decided and not case.is_decided):
            require(self._powers, case, was_decided=was_decided)
        if wanted.keys() & TOLD:
            refuse_half_decided(case, self._waiting.get(case.pk, ""))
        if "visibility" in wanted:
            require_to_show(self._powers, case)
        after = own_values(case)
        changed = tuple(name for name, value in before.items() if after[name] != value)
        if changed:
            self._changed.append(case)
        return changed

    def store(self) -> None:
        Case.objects.bulk_create(self._made, batch_size=_AT_ONCE)
        fields = [name for name in cleaners() if name != "points"]
        Case.objects.bulk_update(self._changed, fields, batch_size=_AT_ONCE)
        closing = Instruction.objects.filter(closed_by__in=self._changed).values_list("closed_by", flat=True)
        undone = set(closing.order_by())
        for case in self._changed:
            if case.pk in undone:
                reopen_undone(case)


@contextmanager
def many_cases(*, actor: Person | None, root: Root, stores: bool) -> Iterator[ManyCases]:
    """Write many cases in one transaction; what only tells what it would do locks none of them."""
    with one_write(actor=actor, root=root) as powers:
        yield ManyCases(powers, root, lock=stores)
