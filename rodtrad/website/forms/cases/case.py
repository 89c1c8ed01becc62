"""A case, a body's treatment of it, and what the council asked for in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.cases.models import (
    Body,
    Case,
    CaseStatus,
    InstructionKind,
    Meeting,
    Result,
    TreatmentKind,
)
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation
from rodtrad.website.forms.cases.values import (
    ValuesForm,
    choice_field,
    day_field,
    line_field,
    of_choices,
    text_field,
    unit_choices,
)
from rodtrad.website.forms.editing import text_field as rich_field

Units = Iterable[tuple[Organisation, int]]


class CaseForm(ValuesForm):
    """`with_short` asks for the decision in short too: of a case without a treatment that decides it.

    `may_decide` tells that the person may say that it is decided. `in_meeting` asks what a body shall do with it.
    """

    rich = ("presentation",)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Units,
        with_short: bool,
        may_decide: bool,
        in_meeting: bool = False,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields.update({
            "number": line_field(_("Saksnummer"), hint=_("Som i saksinnsynet, for eksempel 12/26."), most=60),
            "title": line_field(_("Tittel"), most=300),
            "owner": choice_field(_("Enhet som eier saken"), unit_choices(units, _("Hele organisasjonen"))),
            "status": choice_field(_("Status"), _statuses(self.initial.get("status", ""), may_decide)),
            "presentation": rich_field(_("Saksframlegg")),
            "legal_basis": line_field(_("Hjemmel"), hint=_("For eksempel kommuneloven § 14-3."), most=300),
            "proposed_on": day_field(_("Forslaget ble åpent")),
            "recommended_on": day_field(_("Innstillingen ble åpen")),
        })  # fmt: skip
        if with_short:
            self.fields.update({
                "body": line_field(_("Avgjort av"), most=200),
                "date": day_field(_("Vedtaksdag")),
                "decision": text_field(_("Vedtaket i korthet")),
            })  # fmt: skip
        self.fields.update({
            "archive_address": line_field(_("Lenke til arkivet"), most=600),
            "einnsyn_address": line_field(_("Lenke til eInnsyn"), most=600),
            "visibility": choice_field(_("Hvem kan se saken"), of_choices(Visibility)),
        })  # fmt: skip
        if in_meeting:
            self.fields["kind"] = choice_field(_("Organet skal"), treatment_kinds())
        self.dress()


def _statuses(now: str, may_decide: bool) -> list[tuple[str, str]]:
    """Return the choices; that it is decided stands there for those who may say so, and where it is."""
    is_left_out = not may_decide and now != CaseStatus.DECIDED
    return [one for one in of_choices(CaseStatus) if not (is_left_out and one[0] == CaseStatus.DECIDED)]


class TreatmentForm(ValuesForm):
    """A body's treatment: where, when, as what, and what came of it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bodies: Sequence[Body],
        meetings: Sequence[Meeting],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        held = [(str(one.pk), f"{one.body.name}, {date_format(one.date, 'DATE_FORMAT')}") for one in meetings]
        self.fields.update({
            "body": choice_field(_("Organ"), [("", _("Velg organ")), *((one.key, one.name) for one in bodies)]),
            "kind": choice_field(_("Organet skal"), treatment_kinds()),
            "meeting": choice_field(_("Møte"), [("", _("Ikke i et møte som er lagt inn")), *held],
                                    hint=_("Med et møte blir dagen møtets, også når møtet flyttes.")),
            "date": day_field(_("Dag"), _("Trengs ikke når møtet er valgt.")),
            "result": choice_field(_("Hva ble det til"), of_choices(Result)),
            "note": text_field(_("Merknad"), rows=2),
        })  # fmt: skip
        self.dress()


def treatment_kinds() -> list[tuple[str, str]]:
    return [
        (TreatmentKind.STATEMENT.value, _("Uttale seg")),
        (TreatmentKind.RECOMMENDATION.value, _("Innstille")),
        (TreatmentKind.DECISION.value, _("Vedta")),
        (TreatmentKind.INFORMATION.value, _("Bli orientert")),
    ]


class AttachmentForm(ValuesForm):
    """Only shows the box: the view hands the file over, so that a refusal is the operation's."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["file"] = forms.FileField(
            label=_("Fil"),
            required=False,
            help_text=_("PDF, Word, Excel, PowerPoint, ODT, bilde, tekst eller CSV. Høyst 25 MB."),
        )
        self.fields["title"] = line_field(_("Tittel"), hint=_("Står tomt: filnavnet brukes."), most=300)
        self.dress()


class InstructionForm(ValuesForm):
    def __init__(
        self, data: Mapping[str, Any] | None = None, *, units: Units, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields.update({
            "kind": choice_field(_("Hva det er"), of_choices(InstructionKind)),
            "number": line_field(_("Nummer"), hint=_("Som i saken, for eksempel 7 eller D12."), most=20),
            "text": text_field(_("Hva det ble bedt om")),
            "owner": choice_field(_("Hvem skal svare"), unit_choices(units, _("Velg enhet"))),
            "due": day_field(_("Frist")),
        })  # fmt: skip
        self.dress()


class AnswerForm(ValuesForm):
    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields.update({
            "answer": text_field(_("Hva er gjort")),
            "day": day_field(_("Besvart")),
        })  # fmt: skip
        self.dress()


class ClosingForm(ValuesForm):
    def __init__(self, data: Mapping[str, Any] | None = None, *, cases: Sequence[Case]) -> None:
        super().__init__(data)
        choices = [("", _("Velg sak")), *((one.key, f"{one.number} {one.title}") for one in cases)]
        self.fields["case"] = choice_field(
            _("Saken der det ble avsluttet"), choices, hint=_("Bare saker som er avgjort.")
        )
        self.dress()
