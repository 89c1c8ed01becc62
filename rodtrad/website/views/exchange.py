"""Elements out as Excel, CSV, StratML and JSON, and a sheet in: sent, looked at, accepted, taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.accounts.models import User
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.queries import find_batch, latest_batches, name_of, plans_to_fill
from rodtrad.exchange.workbook.operations import accept_sheet, proposal_of, send_sheet
from rodtrad.exchange.workbook.read import LARGEST_FILE, too_large
from rodtrad.exchange.workbook.undo import take_back, takes_the_command, undo_of, why_not
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.goals.permissions import Powers, powers_in
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import sheet_import as words

ROWS_ON_A_PAGE = 200


@require_http_methods(["GET", "HEAD", "POST"])
@root_page
def exchange(page: Page) -> HttpResponse:
    """Show what can be fetched, and take a sheet from those who may write."""
    root, asked = page.own_root, page.request
    powers = powers_in(asked.user, root)
    problem, status = "", 200
    if asked.method == "POST":
        if not powers.may_write_something or not isinstance(asked.user, User):
            raise PermissionDenied
        try:
            batch = _sent(page, asked.user)
            return redirect("exchange_batch", root.slug, batch.id)
        except ExchangeError as error:
            problem, status = str(error), 422
    plans = plans_to_fill(root, page.viewer)
    return page.render(
        "website/exchange.html",
        current="overview",
        crumbs=[(None, _("Inn og ut"))],
        status=status,
        problem=problem,
        may_write=powers.may_write_something,
        pasted=asked.POST.get("celler", ""),
        plans=words.plan_choices(plans, asked.POST.get("plan", "")),
        batches=[_summary(batch) for batch in latest_batches(root, powers)],
    )


def _sent(page: Page, person: User) -> ImportBatch:
    """Keep the uploaded file, or else what was pasted."""
    asked = page.request
    upload, pasted = asked.FILES.get("fil"), asked.POST.get("celler", "")
    plan = asked.POST.get("plan", "")
    if plan and not any(one.key == plan for one in plans_to_fill(page.own_root, page.viewer)):
        plan = ""
    if upload is not None and not isinstance(upload, list):
        if (upload.size or 0) > LARGEST_FILE:
            raise too_large(upload.size or 0)
        content, name = upload.read(), upload.name or ""
    elif pasted.strip():
        content, name = pasted.encode(), ""
    else:
        raise ExchangeError(_("Velg en fil, eller lim inn celler fra regnearket."))
    return send_sheet(root=page.own_root, person=person, content=content, file_name=name, plan=plan)


def _summary(batch: ImportBatch) -> dict[str, object]:
    return {"batch": batch, "name": name_of(batch), "state": words.state_of(batch)}


@require_http_methods(["GET", "HEAD", "POST"])
@root_page
def exchange_batch(page: Page, batch: UUID) -> HttpResponse:
    """Show what a sheet would do, and do it on yes; or what a sheet did, and what can be taken back."""
    powers, found = _batch_or_404(page, batch)
    if page.request.method == "POST":
        return _accepted(page, powers, found)
    if found.state == BatchState.WAITING:
        return _waiting(page, found)
    gone, is_large = why_not(found), takes_the_command(found)
    undo = undo_of(found) if found.state == BatchState.DONE and not gone and not is_large else None
    return page.render(
        "website/exchange_done.html",
        current="overview",
        crumbs=_crumbs(page, name_of(found)),
        batch=found,
        name=name_of(found),
        state=words.state_of(found),
        tally=words.batch_tally(found),
        undo=undo,
        gone=gone if found.state == BatchState.DONE else "",
        is_large=is_large,
        touched=found.made + found.changed,
        can_restore=bool(undo and undo.restored),
    )


def _waiting(page: Page, batch: ImportBatch) -> HttpResponse:
    try:
        proposal = proposal_of(batch)
    except ExchangeError as error:
        return page.render(
            "website/exchange_refused.html",
            current="overview",
            crumbs=_crumbs(page, name_of(batch)),
            problem=str(error),
            name=name_of(batch),
        )
    rows = Paginator(words.worth_showing(proposal), ROWS_ON_A_PAGE).get_page(page.request.GET.get("page"))
    return page.render(
        "website/exchange_proposal.html",
        current="overview",
        crumbs=_crumbs(page, name_of(batch)),
        name=name_of(batch),
        tally=words.tally_of(proposal),
        notes=proposal.notes,
        page=rows,
        lines=words.lines_of(list(rows.object_list)),
        digest=proposal.digest,
        storing=len(proposal.touched) + len(proposal.touched_targets),
        making=any(wish.outcome == Outcome.MADE for wish in proposal.wishes),
        refused=proposal.counts[Outcome.REFUSED],
    )


def _accepted(page: Page, powers: Powers, batch: ImportBatch) -> HttpResponse:
    if batch.person_id != getattr(powers.person, "id", None):
        raise PermissionDenied
    here = redirect("exchange_batch", page.own_root.slug, batch.id)
    try:
        report = accept_sheet(batch=batch, digest=page.request.POST.get("sett", ""))
    except ChangedMeanwhileError:
        messages.warning(
            page.request, _("Noe er endret siden du så på arket. Ingenting er lagret. Se over det på nytt.")
        )
        return here
    except ExchangeError as error:
        messages.error(page.request, str(error))
        return here
    stored = report.stored
    messages.success(page.request, ngettext("%d rad er tatt inn.", "%d rader er tatt inn.", stored) % stored)
    return here


@require_POST
@root_page
def exchange_take_back(page: Page, batch: UUID) -> HttpResponse:
    """Take a whole sheet back, but for what someone has changed since."""
    powers, found = _batch_or_404(page, batch)
    here = redirect("exchange_batch", page.own_root.slug, found.id)
    if takes_the_command(found):
        return here  # the page tells of the command
    person = powers.person if isinstance(powers.person, User) else None
    try:
        undo = take_back(batch=found, person=person)
    except ChangedMeanwhileError:
        messages.warning(page.request, _("Arket er alt tatt tilbake."))
    except ExchangeError as error:
        messages.error(page.request, str(error))
    else:
        restored = len(undo.restored)
        words_of_it = ngettext("%d element er som før.", "%d elementer er som før.", restored)
        messages.success(page.request, words_of_it % restored)
    return here


def _batch_or_404(page: Page, identity: UUID) -> tuple[Powers, ImportBatch]:
    powers = powers_in(page.request.user, page.own_root)
    found = find_batch(page.own_root, powers, identity)
    if found is None:
        raise Http404
    return powers, found


def _crumbs(page: Page, name: str) -> list[tuple[str | None, str]]:
    return [(page.address("exchange"), _("Inn og ut")), (None, name)]
