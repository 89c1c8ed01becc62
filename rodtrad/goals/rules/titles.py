"""T-31, T-33: the same title twice, and titles worded against their level's style."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.checks.rules import Text
from rodtrad.goals.models import TitleStyle
from rodtrad.goals.rules.check import Check, finding
from rodtrad.goals.rules.words import CLAUSE, FINITE, NO_CALL, NOUN_ENDINGS, SURELY_FINITE, VERB_ENDINGS
from rodtrad.goals.snapshot import ElementRecord, Snapshot

DUPLICATE = Rule(
    id="T-31",
    severity=Severity.WARNING,
    title=_("Samme tittel to ganger"),
    text=_("To elementer på samme nivå skal ikke ha samme tittel."),
    reason=_("Det samme målet i to planer er ett element som er videreført, ellers spriker tall og status."),
    reference=_("Metode: én ting, ett sted"),
    pictogram=Pictogram.TWIN,
    remedy=_("Viderefør det ene i begge planene, eller gi dem titler som skiller dem."),
)
STYLE = Rule(
    id="T-33",
    severity=Severity.NOTE,
    title=_("Tittel i annen form enn nivåets"),
    text=_("Titlene på et nivå skal være skrevet på samme måte."),
    reason=_("Formen sier hva slags ledd det er: hva som skal være sant, eller hva noen skal gjøre."),
    reference=_("Metode: klarspråk og rammeverkets tittelform"),
    pictogram=Pictogram.CROSSING,
    remedy=_("Skriv om tittelen i nivåets form, eller endre formen i rammeverket."),
)
#: What stands between points and spaces; one search is half the price of translating and splitting.
_between_points = re.compile(r"[^\s«»“”\"'’.,:;!?()\[\]/–—-]+").findall
_words = re.compile(r"[\w-]+").findall


def normal(title: str) -> str:
    """Return the title without case, punctuation and double spaces."""
    return " ".join(_between_points(title.casefold()))


def order(element: ElementRecord) -> tuple[int, int, str]:
    """Sort by plan, then by place in it, so that the first of two is the same each time."""
    return element.plan.position, element.position, element.key


def are_versions(one: ElementRecord, other: ElementRecord) -> bool:
    """Tell whether one is the other rolled over into a new plan."""
    return other.predecessor_id == one.id or one.predecessor_id == other.id


def duplicates(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[ElementRecord]] = {}
    for element in snapshot.live:
        groups.setdefault((element.level.id, normal(element.title)), []).append(element)
    for group in groups.values():
        if len(group) < 2:
            continue
        first, *rest = sorted(group, key=order)
        for element in rest:
            if not are_versions(first, element):
                numbered = _("Samme tittel som nummer %(number)s i «%(plan)s».")
                text = numbered if first.number else _("Samme tittel som %(key)s i «%(plan)s».")
                values = {"plan": first.plan.title, "number": first.number, "key": first.key}
                yield finding(DUPLICATE, element, text, first, values=values)


def style(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for element in snapshot.live:
        expected = element.level.title_style
        if expected != TitleStyle.ANY and (told := against(expected, element.title)):
            yield finding(STYLE, element, told, values={"level": element.level.many})


def against(expected: str, title: str) -> Text | None:
    """Tell how the title goes against the style; None when it follows it or when there is doubt."""
    words = _words(title.casefold())
    if not words:
        return None
    infinitive, by_doing = words[0] == "å", words[:2] == ["ved", "å"]
    if expected == TitleStyle.INFINITIVE:
        return None if infinitive else _("Titler på %(level)s begynner med «Å …».")
    if expected == TitleStyle.BY_DOING:
        return None if by_doing else _("Titler på %(level)s begynner med «Ved å …».")
    if expected == TitleStyle.STATEMENT and (infinitive or by_doing or not _may_hold_verb(words)):
        return _("Titler på %(level)s er påstander om hvordan noe er eller skal bli, med et verb.")
    if expected == TitleStyle.IMPERATIVE and (infinitive or by_doing or _is_surely_no_call(words)):
        return _("Titler på %(level)s sier hva noen skal gjøre og begynner med et verb, som «Sikre …».")
    if expected == TitleStyle.NOUN_PHRASE and (infinitive or by_doing or _is_sentence(words)):
        return _("Titler på %(level)s er navn uten verb.")
    return None


def _may_hold_verb(words: list[str]) -> bool:
    """Tell whether a word after the first could be a finite verb; doubt counts as yes."""
    return any(word in FINITE or word.endswith(VERB_ENDINGS) for word in words[1:])


def _is_surely_no_call(words: list[str]) -> bool:
    second = words[1] if len(words) > 1 else ""
    return words[0] in NO_CALL or words[0].endswith(NOUN_ENDINGS) or second in SURELY_FINITE


def _is_sentence(words: list[str]) -> bool:
    return CLAUSE.isdisjoint(words) and not SURELY_FINITE.isdisjoint(words[1:])


CHECKS = (Check(DUPLICATE, duplicates), Check(STYLE, style))
