"""The lists of cases, meetings and instructions as Excel and CSV, with the choices of the pages."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.cases.queries.cases import chosen_cases
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.cases import lists as tables
from rodtrad.website.views.cases.instructions import chosen_instructions
from rodtrad.website.views.cases.listing import choice_of
from rodtrad.website.views.cases.meetings import chosen_meetings
from rodtrad.website.views.lists import absolute, give_list


@require_safe
@root_page
def cases(page: Page, ending: str) -> HttpResponse:
    found = list(chosen_cases(page.own_root, page.viewer, choice_of(page)))
    return give_list(page, tables.case_list(page.own_root, found, absolute(page)), "saker", ending)


@require_safe
@root_page
def meetings(page: Page, ending: str) -> HttpResponse:
    found, year, _body = chosen_meetings(page)
    table = tables.meeting_list(page.own_root, found, absolute(page))
    return give_list(page, table, f"moter-{year}", ending)


@require_safe
@root_page
def instructions(page: Page, ending: str) -> HttpResponse:
    _rows, shown, _chosen = chosen_instructions(page)
    table = tables.instruction_list(_("Oppdrag fra %s") % page.council, shown, absolute(page))
    return give_list(page, table, "oppdrag-fra-kommunestyret", ending)
