"""Stores bodies with their meetings, and cases with their way through the bodies."""

from collections.abc import Hashable
from datetime import time
from typing import Any

from rodtrad.cases.models import (
    Body,
    Case,
    Instruction,
    Meeting,
    MinorityVote,
    Point,
    Treatment,
)
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_root import RootLoader, visibility_number
from rodtrad.exchange.upsert import upsert

Wanted = list[tuple[tuple[Hashable, ...], dict[str, Any]]]


class CaseLoader(RootLoader):
    """Adds bodies, meetings and cases. `kept` holds the ids of what the file has, by model, for pruning."""

    bodies: dict[str, Body]
    meetings: dict[str, Meeting]
    cases: dict[str, Case]

    def load_bodies(self) -> None:
        wanted = [
            (
                entry.key,
                {
                    "root_id": self.root.id,
                    "key": entry.key,
                    "name": entry.name,
                    "kind": entry.kind,
                    "organisation_id": self.unit(entry.organisation),
                    "valid_from": entry.valid_from,
                    "valid_to": entry.valid_to,
                    "position": position,
                    **self.sourced(entry),
                },
            )
            for position, entry in enumerate(self.file.bodies)
        ]
        self.bodies = upsert(Body, self.by_key(Body), wanted, self.tally)
        held = {row.uid: row for row in Meeting.objects.filter(root=self.root)}
        meetings = [
            (meeting.uid, self.meeting_values(body, meeting, held.get(meeting.uid)))
            for body in self.file.bodies
            for meeting in body.meetings
        ]
        self.meetings = upsert(Meeting, held, meetings, self.tally)
        for meeting in self.meetings.values():
            meeting.refresh_from_db(fields=["sequence"])

    def unit(self, key: str) -> Any:
        return self.organisations[key].id if key else None

    def meeting_values(
        self, body: e.BodyEntry, entry: e.MeetingEntry, standing: Meeting | None
    ) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "body_id": self.bodies[body.key].id,
            "uid": entry.uid,
            "date": entry.date,
            "begins": time.fromisoformat(entry.begins) if entry.begins else None,
            "ends": time.fromisoformat(entry.ends) if entry.ends else None,
            "place_text": entry.room,
            "status": entry.status,
            # It never falls: calendars out there may have seen the higher one.
            "sequence": max(entry.sequence, standing.sequence if standing else 0),
            "note": entry.note,
            **self.sourced(entry),
        }

    def load_cases(self) -> None:
        wanted = [(entry.key, self.case_values(entry)) for entry in self.file.cases]
        self.cases = upsert(Case, self.by_key(Case), wanted, self.tally)
        self.load_treatments()
        self.load_points()
        self.load_instructions()

    def case_values(self, entry: e.CaseEntry) -> dict[str, Any]:
        same = ("key", "number", "title", "body", "date", "decision", "legal_basis", "proposed_on")
        more = ("recommended_on", "archive_address", "einnsyn_address", "presentation")
        return {
            "root_id": self.root.id,
            **{name: getattr(entry, name) for name in (*same, *more)},
            "status": entry.status or entry.usual_status,
            "owner_id": self.unit(entry.owner),
            "visibility": visibility_number(entry.visibility),
            **self.sourced(entry),
        }

    def load_treatments(self) -> None:
        held = {(row.case_id, row.position): row for row in Treatment.objects.filter(root=self.root)}
        wanted = []
        for case in self.file.cases:
            identity = self.cases[case.key].id
            for position, entry in enumerate(case.treatments, 1):
                meeting = self.meetings[entry.meeting] if entry.meeting else None
                values = {
                    "root_id": self.root.id,
                    "case_id": identity,
                    "position": position,
                    "body_id": self.bodies[entry.body].id,
                    "meeting_id": meeting.id if meeting else None,
                    "date": meeting.date if meeting else entry.date,
                    "kind": entry.kind,
                    "result": entry.result,
                    "note": entry.note,
                    **self.sourced(entry),
                }
                wanted.append(((identity, position), values))
        self.treatments = upsert(Treatment, held, wanted, self.tally)

    def load_points(self) -> None:
        points: Wanted = []
        minorities: Wanted = []
        for case in self.file.cases:
            identity = self.cases[case.key].id
            points += self.point_rows(identity, None, case.recommendation)
            for position, entry in enumerate(case.treatments, 1):
                treatment = self.treatments[identity, position].id
                points += self.point_rows(identity, treatment, entry.points)
                minorities += self.minority_rows(treatment, entry.minority_votes)
        held: dict[tuple[Hashable, ...], Any] = {
            (row.case_id, row.treatment_id, row.number): row for row in Point.objects.filter(root=self.root)
        }
        self.points = upsert(Point, held, points, self.tally)
        votes: dict[tuple[Hashable, ...], Any] = {
            (row.treatment_id, row.position): row for row in MinorityVote.objects.filter(root=self.root)
        }
        self.minorities = upsert(MinorityVote, votes, minorities, self.tally)

    def point_rows(self, case: Any, treatment: Any, entries: list[e.PointEntry]) -> Wanted:
        return [
            (
                (case, treatment, number),
                {
                    "root_id": self.root.id,
                    "case_id": case,
                    "treatment_id": treatment,
                    "number": number,
                    "text": entry.text,
                    "votes_for": entry.votes_for,
                    "votes_against": entry.votes_against,
                },
            )
            for number, entry in enumerate(entries, 1)
        ]

    def minority_rows(self, treatment: Any, entries: list[e.MinorityEntry]) -> Wanted:
        return [
            (
                (treatment, position),
                {
                    "root_id": self.root.id,
                    "treatment_id": treatment,
                    "position": position,
                    "text": entry.text,
                    "supporters": entry.supporters,
                    "votes": entry.votes,
                },
            )
            for position, entry in enumerate(entries, 1)
        ]

    def load_instructions(self) -> None:
        held = {
            (row.case_id, row.kind, row.number): row for row in Instruction.objects.filter(root=self.root)
        }
        wanted = []
        for case in self.file.cases:
            identity = self.cases[case.key].id
            for entry in case.instructions:
                values = {
                    "root_id": self.root.id,
                    "case_id": identity,
                    "kind": entry.kind,
                    "number": entry.number,
                    "text": entry.text,
                    "owner_id": self.unit(entry.owner),
                    "due": entry.due,
                    "status": entry.status,
                    "answer": entry.answer,
                    "answered_on": entry.answered_on,
                    "closed_by_id": self.cases[entry.closed_by].id if entry.closed_by else None,
                    **self.sourced(entry),
                }
                wanted.append(((identity, entry.kind, entry.number), values))
        self.instructions = upsert(Instruction, held, wanted, self.tally)
