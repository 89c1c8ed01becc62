"""Bodies and their meetings, cases and their way through the bodies, and what the council asked for."""

from rodtrad.cases.models.bodies import Body, BodyKind
from rodtrad.cases.models.cases import Attachment, Case, CaseStatus
from rodtrad.cases.models.instructions import Instruction, InstructionKind, InstructionStatus
from rodtrad.cases.models.meetings import Meeting, MeetingStatus
from rodtrad.cases.models.treatments import DECIDING, MinorityVote, Point, Result, Treatment, TreatmentKind

__all__ = [
    "DECIDING",
    "Attachment",
    "Body",
    "BodyKind",
    "Case",
    "CaseStatus",
    "Instruction",
    "InstructionKind",
    "InstructionStatus",
    "Meeting",
    "MeetingStatus",
    "MinorityVote",
    "Point",
    "Result",
    "Treatment",
    "TreatmentKind",
]
