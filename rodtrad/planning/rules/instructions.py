"""T-99: whether what the council asked for is answered by the day that it set."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Pictogram, Place, Rule, Severity, SubjectKind
from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.goals.rules.check import gates
from rodtrad.goals.snapshot import Snapshot
from rodtrad.goals.snapshot.records import End
from rodtrad.planning.rules.check import Check
from rodtrad.planning.snapshot import Planning

UNANSWERED = Rule(
    id="T-99",
    severity=Severity.WARNING,
    title=_("Oppdrag fra kommunestyret over fristen"),
    text=_("Et oppdrag som kommunestyret har gitt en frist, skal være besvart innen den."),
    reason=_("Kommunestyret skal kunne stole på at det de ber om, blir fulgt opp."),
    reference=_("Kommuneloven §§ 10-2 og 13-1 (vedtak iverksettes); metode: oppfølging av vedtak"),
    pictogram=Pictogram.LATE,
    remedy=_("Før inn svaret på oppdragets side, eller be om en ny frist."),
)
_LONGEST = 80


def unanswered(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for one in planning.instructions:
        if one.due >= today:
            continue
        # An instruction is as open as the case in which it was given.
        end = End(max(one.visibility, snapshot.root_visibility), frozenset(filter(None, [one.case_owner])))
        values = {"number": one.number, "case": one.case_number, "due": one.due}
        yield Finding(
            rule=UNANSWERED.id,
            kind=SubjectKind.INSTRUCTION,
            key=one.id,
            title=shorten(one.text, _LONGEST),
            message=Message(
                _("Oppdrag %(number)s i sak %(case)s skulle vært besvart innen %(due)s."), values
            ),
            organisation=one.owner,
            organisation_name=one.owner_name,
            place=Place(source_place=one.source_place),
            visibility=end.visibility,
            team_organisations=gates([end]),
            involves_example=one.origin == Origin.EXAMPLE,
        )


CHECKS = (Check(UNANSWERED, unanswered),)
