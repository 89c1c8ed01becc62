"""Addresses of bodies, meetings, cases and what the council asked for."""

from django.urls import path

from rodtrad.website.views import record_history
from rodtrad.website.views.cases import (
    attachments,
    files,
    importing,
    instructions,
    listing,
    meetings,
    setting_up,
    writing,
)

#: Lists of the pages as files: see `website.urls.LISTS`.
LISTS = [
    ("<slug:slug>/ark/saker", files.cases, "cases"),
    ("<slug:slug>/ark/moter", files.meetings, "meetings"),
    ("<slug:slug>/ark/oppdrag-fra-kommunestyret", files.instructions, "instructions"),
]

urlpatterns = [
    path("<slug:slug>/saker/", listing.cases, name="cases"),
    path("<slug:slug>/ny-sak/", writing.new_case, name="new_case"),
    # Before a case: no case gets this word as its key (cases.operations.writing).
    path("<slug:slug>/saker/les-inn/", importing.import_cases, name="import_cases"),
    path("<slug:slug>/saker/<slug:key>/", listing.case, name="case"),
    path("<slug:slug>/saker/<slug:key>/historikk/", record_history.case_history, name="case_history"),
    path("<slug:slug>/saker/<slug:key>/endre/", writing.edit_case, name="edit_case"),
    path("<slug:slug>/saker/<slug:key>/ny-behandling/", writing.new_treatment, name="new_treatment"),
    path(
        "<slug:slug>/saker/<slug:key>/behandling/<uuid:treatment_id>/",
        writing.edit_treatment,
        name="edit_treatment",
    ),
    path("<slug:slug>/saker/<slug:key>/vedlegg/", attachments.attachments, name="attachments"),
    path("<slug:slug>/saker/<slug:key>/vedlegg/<uuid:attachment_id>/", listing.attachment, name="attachment"),
    path("<slug:slug>/saker/<slug:key>/nytt-oppdrag/", instructions.new_instruction, name="new_instruction"),
    path("<slug:slug>/moter/", meetings.meetings, name="meetings"),
    path("<slug:slug>/moter/les-inn/", importing.import_meetings, name="import_meetings"),
    path("<slug:slug>/nytt-mote/", meetings.new_meeting, name="new_meeting"),
    path("<slug:slug>/moter/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("<slug:slug>/moter/<uuid:meeting_id>/endre/", meetings.edit_meeting, name="edit_meeting"),
    path("<slug:slug>/moter/<uuid:meeting_id>/sett-opp-sak/", setting_up.set_up, name="set_up_case"),
    path("<slug:slug>/moter/<uuid:meeting_id>/knytt-plan/", setting_up.tie_plan, name="tie_plan"),
    path("<slug:slug>/organer/", meetings.bodies, name="bodies"),
    path("<slug:slug>/nytt-organ/", meetings.new_body, name="new_body"),
    path("<slug:slug>/organer/<slug:key>/endre/", meetings.edit_body, name="edit_body"),
    path("<slug:slug>/oppdrag-fra-kommunestyret/", instructions.instructions, name="instructions"),
    path(
        "<slug:slug>/oppdrag-fra-kommunestyret/<uuid:instruction_id>/",
        instructions.instruction,
        name="instruction",
    ),
]
