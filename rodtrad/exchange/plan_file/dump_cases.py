"""Bodies with their meetings, and cases with their way through the bodies, as entries."""

from collections import defaultdict
from uuid import UUID

from rodtrad.cases.models import Body, Case, Instruction, Meeting, MinorityVote, Point, Treatment
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
from rodtrad.organisations.models import Root


def bodies(root: Root, keys: RootKeys) -> list[e.BodyEntry]:
    meetings: dict[UUID, list[e.MeetingEntry]] = defaultdict(list)
    for row in Meeting.objects.filter(root=root).order_by("date", "begins", "uid"):
        meetings[row.body_id].append(_meeting(row, keys))
    return [
        e.BodyEntry(
            key=row.key,
            name=row.name,
            kind=row.kind,
            organisation=keys.organisations[row.organisation_id],
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            meetings=meetings[row.id],
            **keys.sourced(row),
        )
        for row in Body.objects.filter(root=root).order_by("position", "key")
    ]


def _meeting(row: Meeting, keys: RootKeys) -> e.MeetingEntry:
    return e.MeetingEntry(
        uid=row.uid,
        date=row.date,
        begins=f"{row.begins:%H:%M}" if row.begins else "",
        ends=f"{row.ends:%H:%M}" if row.ends else "",
        room=row.place_text,
        status=row.status,
        sequence=row.sequence,
        note=row.note,
        **keys.sourced(row),
    )


def cases(root: Root, keys: RootKeys) -> list[e.CaseEntry]:
    way = _Way(root, keys)
    return [_case(row, keys, way) for row in Case.objects.filter(root=root).order_by("date", "key")]


def _case(row: Case, keys: RootKeys, way: "_Way") -> e.CaseEntry:
    same = ("key", "number", "title", "body", "date", "decision", "legal_basis", "proposed_on")
    more = ("recommended_on", "archive_address", "einnsyn_address", "presentation")
    entry = e.CaseEntry(
        **{name: getattr(row, name) for name in (*same, *more)},
        owner=keys.organisations[row.owner_id],
        visibility=visibility(row),
        recommendation=way.points[row.id, None],
        treatments=way.treatments[row.id],
        instructions=way.instructions[row.id],
        **keys.sourced(row),
    )
    entry.status = "" if row.status == entry.usual_status else row.status
    return entry


class _Way:
    """What belongs to the root's cases, by case: five queries for all of them."""

    def __init__(self, root: Root, keys: RootKeys) -> None:
        self.keys = keys
        self.bodies = dict(Body.objects.filter(root=root).values_list("id", "key"))
        self.points: dict[tuple[UUID, UUID | None], list[e.PointEntry]] = defaultdict(list)
        for point in Point.objects.filter(root=root).order_by("number"):
            self.points[point.case_id, point.treatment_id].append(
                e.PointEntry(text=point.text, votes_for=point.votes_for, votes_against=point.votes_against)
            )
        self.minorities: dict[UUID, list[e.MinorityEntry]] = defaultdict(list)
        for vote in MinorityVote.objects.filter(root=root).order_by("position"):
            self.minorities[vote.treatment_id].append(
                e.MinorityEntry(text=vote.text, supporters=vote.supporters, votes=vote.votes)
            )
        self.treatments: dict[UUID, list[e.TreatmentEntry]] = defaultdict(list)
        rows = Treatment.objects.filter(root=root).select_related("meeting")
        for treatment in rows.order_by("position"):
            self.treatments[treatment.case_id].append(self.treatment(treatment))
        self.instructions: dict[UUID, list[e.InstructionEntry]] = defaultdict(list)
        for instruction in Instruction.objects.filter(root=root).order_by("kind", "number"):
            self.instructions[instruction.case_id].append(self.instruction(instruction))

    def treatment(self, row: Treatment) -> e.TreatmentEntry:
        return e.TreatmentEntry(
            body=self.bodies[row.body_id],
            kind=row.kind,
            meeting=row.meeting.uid if row.meeting else "",
            date=None if row.meeting else row.date,
            result=row.result,
            note=row.note,
            points=self.points[row.case_id, row.id],
            minority_votes=self.minorities[row.id],
            **self.keys.sourced(row),
        )

    def instruction(self, row: Instruction) -> e.InstructionEntry:
        return e.InstructionEntry(
            kind=row.kind,
            number=row.number,
            text=row.text,
            owner=self.keys.organisations[row.owner_id],
            due=row.due,
            status=row.status,
            answer=row.answer,
            answered_on=row.answered_on,
            closed_by=self.keys.cases[row.closed_by_id],
            **self.keys.sourced(row),
        )
