"""What has been done to a thing, in words: who, when, and each field with what is new and gone marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.core.differences import Piece, word_differences
from rodtrad.core.models import LifeCycle, Origin, Visibility
from rodtrad.goals.models import Handling, Judgement, Level, LinkKind, Progress, Sign
from rodtrad.goals.queries.history_entries import Change, Entry, History
from rodtrad.goals.queries.history_names import REFERS, Named, Names
from rodtrad.organisations.models import Root
from rodtrad.plans.models import PlanLevel, PlanStatus, PlanType, Question, Treatment
from rodtrad.sdg.models import SdgGoal, SdgTarget
from rodtrad.website.presenters.element_words import element_url, sdg_name
from rodtrad.website.presenters.target_writing import target_words

#: So many changes of one entry are shown: a plan that is read in has as many as it has elements.
MOST_CHANGES = 60
#: Texts that are compared word by word and can be set back.
TEXTS = ("title", "description", "handling")
LABELS = {
    "title": gettext_lazy("Tittel"),
    "description": gettext_lazy("Beskrivelse"),
    "handling": gettext_lazy("Håndtering"),
    "key": gettext_lazy("Nøkkel"),
    "level_id": gettext_lazy("Nivå"),
    "plan_id": gettext_lazy("Fra planen"),
    "responsible_id": gettext_lazy("Ansvarlig"),
    "starts": gettext_lazy("Begynner"),
    "ends": gettext_lazy("Slutter"),
    "life_cycle": gettext_lazy("Status"),
    "status": gettext_lazy("Status"),
    "progress": gettext_lazy("Framdrift"),
    "judgement": gettext_lazy("Vurdering"),
    "visibility": gettext_lazy("Synlighet"),
    "predecessor_id": gettext_lazy("Erstatter"),
    "binding": gettext_lazy("Bindende"),
    "keywords": gettext_lazy("Stikkord"),
    "origin": gettext_lazy("Opphav"),
    "source_id": gettext_lazy("Kilde"),
    "place": gettext_lazy("Sted i kilden"),
    "type": gettext_lazy("Plantype"),
    "number": gettext_lazy("Nummer"),
    "national_id": gettext_lazy("Arealplan-ID"),
    "register_address": gettext_lazy("Adresse i planregisteret"),
    "level_override": gettext_lazy("Nivå"),
    "review_due": gettext_lazy("Skal vurderes innen"),
    "from_year": gettext_lazy("Fra år"),
    "to_year": gettext_lazy("Til år"),
    "horizon_years": gettext_lazy("Horisont i år"),
    "treatment": gettext_lazy("Behandling"),
    "question": gettext_lazy("Spørsmål"),
    "owner_id": gettext_lazy("Eier"),
    "parent_id": gettext_lazy("Utdyper"),
    "replaces_id": gettext_lazy("Erstatter"),
    "case_id": gettext_lazy("Sak"),
    "hearing_from": gettext_lazy("Høring fra"),
    "hearing_to": gettext_lazy("Høring til"),
    "hearing_submissions": gettext_lazy("Høringssvar"),
    "hearing_assessed": gettext_lazy("Høringssvar som er vurdert"),
    "contributing": gettext_lazy("Medvirkende"),
    "areas": gettext_lazy("Sted"),
    "sdg_goals": gettext_lazy("Bærekraftsmål"),
    "sdg_targets": gettext_lazy("Bærekraftsmål"),
    "standing": gettext_lazy("Plass i plan"),
    "link_up": gettext_lazy("Kobling"),
    "link_down": gettext_lazy("Kobling nedenfra"),
    "element": gettext_lazy("Element"),
    "order": gettext_lazy("Rekkefølge"),
    "child": gettext_lazy("Står under"),
    "split_from": gettext_lazy("Delt fra"),
    "split_into": gettext_lazy("Delt i"),
    "merged": gettext_lazy("Slått sammen med"),
    "merged_into": gettext_lazy("Slått sammen til"),
    "step": gettext_lazy("Steg"),
    "target": gettext_lazy("Måltall"),
}
_CHOICES: Mapping[str, type[TextChoices]] = {
    "life_cycle": LifeCycle,
    "progress": Progress,
    "judgement": Judgement,
    "origin": Origin,
    "type": PlanType,
    "status": PlanStatus,
    "treatment": Treatment,
    "question": Question,
    "level_override": PlanLevel,
}


@dataclass(frozen=True)
class ChangeLine:
    """One field: the pieces in reading order. `restore` is where the old text can be set back."""

    label: str
    pieces: Sequence[Piece]
    restore: str = ""
    long: bool = False


@dataclass(frozen=True)
class EntryView:
    when: str
    machine_when: str
    who: str
    by_command: bool
    act: str
    changes: Sequence[ChangeLine]
    more: int
    reasons: Sequence[str]


def present_history(
    history: History, entries: Sequence[Entry], *, restore: Callable[[Entry, Change], str], kind: str
) -> list[EntryView]:
    """Word some of the history's entries. `restore` gives the address where a change is set back, or nothing."""
    return [
        EntryView(
            when=moment(entry.when),
            machine_when=entry.when.isoformat(),
            who=who_of(entry.told, history.names.people),
            by_command=not entry.told.get("user"),
            act=act_words(kind, entry.act),
            changes=[
                change_line(change, history.names, kind, restore(entry, change))
                for change in entry.changes[:MOST_CHANGES]
            ],
            more=max(0, len(entry.changes) - MOST_CHANGES),
            reasons=entry.reasons,
        )
        for entry in entries
    ]


def moment(when: datetime) -> str:
    local = localtime(when)
    return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'H.i')}"


def who_of(told: Mapping[str, Any], people: Mapping[str, str]) -> str:
    """Name the person as they are called now: after pseudonymising, that is the pseudonym."""
    if told.get("user"):
        return str(people.get(str(told["user"])) or _("En som ikke har konto lenger"))
    if told.get("forgotten") and not told.get("command"):
        return _("Navnet er ikke tatt vare på")
    if told.get("command"):
        return _("Kommandoen %s") % str(told["command"])
    return _("Ukjent: skrevet utenom Rødtråd")


def act_words(kind: str, act: str) -> str:
    made = {"element": _("laget elementet"), "plan": _("la inn planen"), "conflict": _("laget konflikten")}
    gone = {
        "element": _("slettet elementet"),
        "plan": _("slettet planen"),
        "conflict": _("slettet konflikten"),
    }
    first = _("slik sto det da historikken begynner")
    return {"insert": made[kind], "delete": gone[kind], "first": first}.get(act, _("endret"))


def change_line(change: Change, names: Names, kind: str = "element", restore: str = "") -> ChangeLine:
    """Word one change."""
    label = str(LABELS[change.field])
    if kind == "conflict" and change.field == "handling":
        return ChangeLine(label, _instead(*(str(capfirst(Handling(v).label)) for v in _pair(change))))
    if change.field in TEXTS:
        pieces = word_differences(*map(str, _pair(change)))
        return ChangeLine(label, pieces, restore, long=change.field != "title")
    return ChangeLine(label, _instead(*(_words(change.field, value, names) for value in _pair(change))))


def _pair(change: Change) -> tuple[Any, Any]:
    return change.before, change.after


def _instead(before: str, after: str) -> list[Piece]:
    pieces = [Piece("removed", before), Piece("added", after)]
    return [piece for piece in pieces if piece.text]


def _words(field: str, value: Any, names: Names) -> str:
    """Write a value as the pages do; nothing for none."""
    if value is None or value == "":
        return ""
    if field in _ROWS:
        return _ROWS[field](value, names)
    if field in REFERS:
        named = names.of(REFERS[field], value)
        return _name(named)
    if field in _CHOICES:
        return str(capfirst(_CHOICES[field](value).label))
    if field == "visibility":
        return str(capfirst(Visibility(value).label))
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _name(named: Named | None) -> str:
    if named is None:
        return ""
    if isinstance(named.name, Level):
        return str(capfirst(named.name.one))
    if isinstance(named.name, SdgGoal | SdgTarget):
        return f"{getattr(named.name, 'code', None) or named.name.pk} {sdg_name(named.name)}"
    return str(named.name)


def _standing(value: tuple[Any, ...], names: Names) -> str:
    plan, number, above = value
    parent = names.of("place", above) if above else None
    words = [
        _name(names.of("plan", plan)),
        _("nummer %(number)s") % {"number": number} if number else "",
        _("under «%s»") % parent.name if parent else "",
    ]
    return ", ".join(part for part in words if part)


def _link_up(value: tuple[Any, ...], names: Names) -> str:
    other, kind, reason = value
    words = f"{LinkKind(kind).label} «{_name(names.of('element', other))}»"
    return f"{words}: {reason}" if reason else words


def _link_down(value: tuple[Any, ...], names: Names) -> str:
    other, kind, reason = value
    who = _name(names.of("element", other))
    words = _("«%s» svarer på dette") if kind == LinkKind.ADDRESSES else _("«%s» bidrar til dette")
    return f"{words % who}: {reason}" if reason else words % who


def _order(value: tuple[Any, ...], names: Names) -> str:
    who, before = value
    place = _("etter «%s»") % _name(names.of("element", before)) if before else _("først")
    return f"«{_name(names.of('element', who))}» {place}" if who else place


def _step(value: tuple[Any, ...], names: Names) -> str:
    position, text, element, sign = value
    about = f"{Sign(sign).label} " if sign else ""
    about += f"«{_name(names.of('element', element))}»" if element else ""
    return f"{position}. {text}" + (f" ({about.strip()})" if about else "")


def _target(value: tuple[Any, ...], names: Names) -> str:
    indicator, unit, *wanted = value
    title = names.of("indicator", indicator)
    return target_words(title.name.title if title else "", _name(names.of("unit", unit)), wanted)


_ROWS: Mapping[str, Callable[[Any, Names], str]] = {
    "standing": _standing,
    "link_up": _link_up,
    "link_down": _link_down,
    "step": _step,
    "order": _order,
    "target": _target,
}


def address_of(root: Root, kind: str, key: str) -> str:
    if kind == "element":
        return element_url(root.slug, key)
    return reverse(kind, args=[root.slug, key])
