"""What a rule about targets is made of: a rule with its function, and how a finding names indicators."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rodtrad.core.checks import Finding, Related, Rule, SubjectKind
from rodtrad.core.checks.rules import Text
from rodtrad.goals.models import Progress
from rodtrad.goals.rules.beside import CheckBeside
from rodtrad.goals.rules.check import NO_VALUES, finding
from rodtrad.goals.snapshot import ElementRecord, Snapshot
from rodtrad.targets.snapshot import IndicatorRecord, Measuring, TargetRecord

#: A message names at most so many indicators.
MOST_NAMED = 3
OVER: frozenset[str] = frozenset({Progress.DONE, Progress.STOPPED})

Check = CheckBeside[Measuring]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of indicators in the reader's language and its quotation marks, and how many more there are."""

    indicators: tuple[IndicatorRecord, ...]

    def __str__(self) -> str:
        shown = ", ".join(_("«%(title)s»") % {"title": one.name} for one in self.indicators[:MOST_NAMED])
        more = len(self.indicators) - MOST_NAMED
        return f"{shown} (+ {more})" if more > 0 else shown


def about_targets(
    rule: Rule,
    element: ElementRecord,
    text: Text,
    targets: Iterable[TargetRecord],
    *others: ElementRecord,
    values: Mapping[str, object] = NO_VALUES,
) -> Finding:
    """Write one finding about an element, that names the indicators of these targets as `%(indicators)s`.

    Whoever may not see an indicator is not told of it: where others remain, only they are named.
    """
    told = list(targets)
    open_ones = [one for one in told if one.indicator.visibility <= element.effective] or told
    named = tuple({one.indicator.id: one.indicator for one in open_ones}.values())
    found = finding(rule, element, text, *others, values={**values, "indicators": _Names(named)})
    return replace(
        found,
        related=(*found.related, *(related(one) for one in named)),
        visibility=max(found.visibility, *(one.visibility for one in named)),
        involves_example=found.involves_example or any(one.is_example for one in open_ones),
    )


def related(indicator: IndicatorRecord) -> Related:
    return Related(SubjectKind.INDICATOR, indicator.key, indicator.name.nb)


def names(indicators: Iterable[IndicatorRecord]) -> object:
    """Return the names, to be written out in a message when it is read."""
    return _Names(tuple(indicators))


def under_way(
    snapshot: Snapshot, measuring: Measuring, lets: Callable[[TargetRecord], bool]
) -> Iterator[tuple[ElementRecord, list[TargetRecord]]]:
    """Yield living elements that are neither done nor stopped, each with those of its targets that `lets` picks."""
    for identity, targets in measuring.targets_of.items():
        element = snapshot.elements.get(identity)
        if element is None or not element.is_live or element.progress in OVER:
            continue
        if chosen := [one for one in targets if lets(one)]:
            yield element, chosen


def open_among(elements: Collection[ElementRecord]) -> list[ElementRecord]:
    """Return those that everybody may know of; all of them when there are none."""
    return [one for one in elements if one.end.visibility == 0] or list(elements)
