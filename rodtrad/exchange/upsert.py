"""Makes what is missing, changes what differs, and counts both: running an import again changes nothing."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from rodtrad.exchange.copying import copy_rows

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key", bound=Hashable)
_AT_A_TIME = 500


def kind_names() -> dict[str, str]:
    """Return what people call each kind of row, by model label, in the order of the file."""
    return {
        "organisations.Root": _("organisasjon"),
        "organisations.Source": _("kilder"),
        "organisations.Organisation": _("enheter"),
        "organisations.RegionMember": _("medlemmer"),
        "cases.Body": _("organer"),
        "cases.Meeting": _("møter"),
        "cases.Case": _("saker"),
        "cases.Treatment": _("behandlinger av saker"),
        "cases.Point": _("punkter i saker"),
        "cases.MinorityVote": _("mindretall i saker"),
        "cases.Instruction": _("oppdrag fra kommunestyret"),
        "goals.Framework": _("målstrukturer"),
        "goals.Level": _("nivåer"),
        "goals.LevelRule": _("regler for nivåer"),
        "plans.OwnPlanType": _("egne plantyper"),
        "plans.Plan": _("planer"),
        "plans.PlanMerge": _("planer som slås sammen"),
        "plans.KnowledgeBase": _("kunnskapsgrunnlag"),
        "goals.Element": _("elementer"),
        "goals.Placement": _("plasseringer i plan"),
        "goals.Link": _("koblinger"),
        "goals.Element_contributing": _("medvirkende"),
        "goals.Element_areas": _("steder"),
        "goals.Element_sdg_goals": _("bærekraftsmål"),
        "goals.Element_sdg_targets": _("delmål for bærekraft"),
        "targets.Target": _("mål for indikatorer"),
        "planning.PlanningStrategy": _("planstrategier"),
        "planning.StrategyItem": _("punkter i planstrategier"),
        "planning.NeedAnswer": _("svar i behovsprøvinger"),
        "planning.StrategyTrend": _("utviklingstrekk"),
        "planning.GuidelineAnswer": _("svar på føringer"),
        "planning.StrategyView": _("synspunkter på planstrategier"),
        "planning.Capacity": _("kapasitet til planarbeid"),
        "planning.StrategyPhase": _("deler av arbeidet med planstrategier"),
        "goals.Conflict": _("målkonflikter"),
        "goals.ConflictStep": _("ledd i målkonflikter"),
        "sdg.LocalTarget": _("lokalt viktige delmål"),
        "organisations.CheckException": _("unntak fra trådsjekken"),
        "planning.WheelEntry": _("det som gjentar seg i året"),
    }


@dataclass
class Tally:
    """How many rows of each kind were made, changed, left as they were, deleted, or are not in the file."""

    made: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    deleted: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    touched: set[object] = field(default_factory=set)

    @property
    def changes_nothing(self) -> bool:
        return not (self.made.total() + self.changed.total() + self.deleted.total())

    def as_text(self) -> str:
        """Return one line for each kind, and what is in the system but not in the file."""
        names = kind_names()
        lines = []
        for kind in names:
            parts = [
                _("%d nye") % self.made[kind] if self.made[kind] else "",
                _("%d endret") % self.changed[kind] if self.changed[kind] else "",
                _("%d uendret") % self.same[kind] if self.same[kind] else "",
                _("%d slettet") % self.deleted[kind] if self.deleted[kind] else "",
                _("%d finnes fra før, men ikke i fila") % self.left[kind] if self.left[kind] else "",
            ]
            if any(parts):
                lines.append(f"{names[kind]}: " + ", ".join(part for part in parts if part))
        return "\n".join(lines)


def upsert(
    model: type[Row],
    existing: Mapping[Key, Row],
    wanted: Iterable[tuple[Key, dict[str, Any]]],
    tally: Tally,
    *,
    finish: Callable[[Row], None] = lambda row: None,
    again: bool = False,
) -> dict[Key, Row]:
    """Return the wanted rows by key, after making and changing what was needed; values are by attribute name.

    `finish` fills what Django's own save would (bulk writes do not call it). `again` tells that the rows are counted
    already, by a call for their other fields: a row is counted once.
    """
    kind = str(model._meta.label)
    rows: dict[Key, Row] = {}
    fresh: list[Row] = []
    changed: list[Row] = []
    fields: set[str] = set()
    for key, values in wanted:
        row = existing.get(key)
        if row is None:
            row = model(**values)
            finish(row)
            fresh.append(row)
        else:
            differs = [name for name, value in values.items() if getattr(row, name) != value]
            for name in differs:
                setattr(row, name, values[name])
            if differs:
                finish(row)
                changed.append(row)
                fields.update(differs)
        rows[key] = row
    copy_rows(model, fresh)
    if changed:
        names = {field.attname: field.name for field in model._meta.concrete_fields}
        stored = {names[name] for name in fields} | ({"sort_key"} if "sort_key" in names else set())
        model._default_manager.bulk_update(changed, sorted(stored), batch_size=_AT_A_TIME)
    _count(tally, kind, len(rows), fresh, changed, again)
    return rows


def _count(tally: Tally, kind: str, rows: int, fresh: list[Row], changed: list[Row], again: bool) -> None:
    first = [row.pk for row in changed if row.pk not in tally.touched]
    tally.touched.update(first)
    tally.touched.update(row.pk for row in fresh)
    tally.made[kind] += len(fresh)
    tally.changed[kind] += len(first)
    tally.same[kind] += -len(first) if again else rows - len(fresh) - len(changed)
