"""T-51: conflicts between goals that nobody handles."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Pictogram, Place, Related, Rule, Severity, SubjectKind
from rodtrad.goals.models import Handling
from rodtrad.goals.rules.check import Check, gates, is_example
from rodtrad.goals.snapshot import ConflictRecord, End, Snapshot

UNHANDLED = Rule(
    id="T-51",
    severity=Severity.WARNING,
    title=_("Målkonflikt uten eier eller håndtering"),
    text=_("En kjent målkonflikt skal ha en eier, og noen skal ha bestemt hva som gjøres med den."),
    reason=_(
        "En konflikt som ingen eier, avgjøres i hver enkelt sak, og da ofte av hvem som sitter ved bordet."
    ),
    reference=_("Metode: konfliktkjede; kommuneloven § 13-1 (forsvarlig utredning)"),
    pictogram=Pictogram.CROSSING,
    remedy=_("Gi konflikten en eier, og skriv om den er akseptert, dempet eller løst."),
)


def unhandled(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for conflict in snapshot.conflicts:
        is_open = conflict.handling == Handling.OPEN
        if conflict.owner and not is_open:
            continue
        if not conflict.owner and is_open:
            text = _("Ingen eier, og ingen har bestemt hva som gjøres.")
        elif is_open:
            text = _("Har en eier, men ingen har bestemt hva som gjøres.")
        else:
            text = _("Ingen eier.")
        yield _about(conflict, Message(text), snapshot.root_visibility)


def _about(conflict: ConflictRecord, message: Message, root_visibility: int) -> Finding:
    owner = conflict.owner
    openers = frozenset({owner.id}) if owner else frozenset()
    ends = [
        End(max(conflict.visibility, root_visibility), openers),
        *(named.end for named in conflict.elements),
    ]
    named = dict.fromkeys(conflict.elements)
    return Finding(
        rule=UNHANDLED.id,
        kind=SubjectKind.CONFLICT,
        key=conflict.key,
        title=conflict.title,
        message=message,
        organisation=owner.id if owner else None,
        organisation_name=owner.name if owner else "",
        place=Place(source=conflict.source, source_place=conflict.source_place),
        related=tuple(Related(SubjectKind.ELEMENT, element.key, element.title) for element in named),
        visibility=max(end.visibility for end in ends),
        team_organisations=gates(ends),
        involves_example=is_example(conflict.origin) or any(element.is_example for element in named),
    )


CHECKS = (Check(UNHANDLED, unhandled),)
