"""A plan's versions: the list, one as it read, how two differ, and freezing and adopting."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.cases.models import CaseStatus
from rodtrad.cases.queries.cases import visible_cases
from rodtrad.core.files.giving import give_file
from rodtrad.goals.permissions import Powers, is_locked, powers_in
from rodtrad.planning.comparing import compare, strategy_of
from rodtrad.planning.errors import FieldErrors, PlanningError
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.adoption_terms import is_of_land
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.opening import closed_in, closed_words
from rodtrad.planning.permissions import may_adopt, may_freeze, may_mark_in_error
from rodtrad.planning.queries.strategies import left_by
from rodtrad.planning.queries.versions import (
    files_of,
    find_version,
    mark_of,
    shown_to,
    versions_of,
)
from rodtrad.plans.models import Plan, Version, VersionLabel
from rodtrad.plans.queries import find_plan
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.versions import AdoptForm, FreezeForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.strategy_differences import part_rows, part_summary
from rodtrad.website.presenters.strategy_frozen import frozen_strategy
from rodtrad.website.presenters.strategy_pages import left_plans
from rodtrad.website.presenters.version_differences import (
    difference_rows,
    said_of_hearing,
    summary,
)
from rodtrad.website.presenters.version_head import document_rows, head_lines, head_summary
from rodtrad.website.presenters.versions import (
    error_note,
    version_entries,
    version_facts,
    version_name,
    version_rows,
    version_status,
    version_url,
)
from rodtrad.website.presenters.wording import day
from rodtrad.website.views.editing.guard import person_of, writers_only

FREEZE, ADOPT = "frys", "vedta"


def _plan(page: Page, key: str) -> Plan:
    found = find_plan(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def _version(page: Page, plan: Plan, number: int) -> Version:
    found = find_version(plan, page.viewer, number)
    if found is None:
        raise Http404
    return found


@writers_only
def versions(page: Page, key: str) -> HttpResponse:
    """Show the plan's versions; who may, freezes it as it stands, or adopts it in a case."""
    plan = _plan(page, key)
    powers = powers_in(page.request.user, page.own_root)
    asked = page.request.POST.get("gjor", "") if page.request.method == "POST" else ""
    if asked and not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    freezing, adopting = _forms(page, plan, powers, asked)
    if asked and (answer := _done(page, plan, {FREEZE: freezing, ADOPT: adopting}.get(asked))) is not None:
        return answer
    found = versions_of(plan, page.viewer)
    refused = bool((freezing and freezing.errors) or (adopting and adopting.errors))
    return page.render(
        "website/versions.html",
        current="plans",
        crumbs=_crumbs(page, plan, _("Versjoner")),
        plan=plan,
        versions=version_rows(page.own_root, plan.key, found, page.viewer),
        freezing=freezing,
        adopting=adopting,
        left=left_plans(page.own_root, key, left_by(plan, page.viewer)) if adopting else None,
        status=400 if refused else 200,
    )


def _forms(page: Page, plan: Plan, powers: Powers, asked: str) -> tuple[FreezeForm | None, AdoptForm | None]:
    """Return the forms that the person may use as the plan stands."""
    if is_locked(plan):
        return None, None
    today = timezone.localdate().isoformat()
    labels = [one for one in (VersionLabel.DRAFT, VersionLabel.HEARING) if may_freeze(powers, plan, one)]
    if not labels and not may_adopt(powers, plan):
        return None, None
    closed = closed_words(closed_in(plan))
    sent = page.request.POST
    freezing = None
    if labels:
        freezing = FreezeForm(
            sent if asked == FREEZE else None,
            labels=labels,
            closed=closed if VersionLabel.HEARING in labels else "",
            initial={"day": today},
            prefix=FREEZE,
        )
    adopting = None
    if may_adopt(powers, plan):
        adopting = AdoptForm(
            sent if asked == ADOPT else None,
            cases=visible_cases(page.own_root, page.viewer).filter(status=CaseStatus.DECIDED),
            is_of_land=is_of_land(plan),
            closed=closed,
            initial={"day": today},
            prefix=ADOPT,
        )
    return freezing, adopting


def _done(page: Page, plan: Plan, form: FreezeForm | AdoptForm | None) -> HttpResponse | None:
    """Do what was sent and answer with a redirect; None when the form has faults to show."""
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return None
    try:
        if isinstance(form, FreezeForm):
            label, on, note = form.given
            made = freeze(
                actor=person_of(page), plan=plan, label=label, day=on, note=note, open_up=form.open_up
            )
        else:
            told = form.cleaned_data
            made = adopt(
                actor=person_of(page),
                plan=plan,
                case=told["case"],
                day=told["day"],
                note=told["note"],
                assessment=told.get("assessment", ""),
                open_up=form.open_up,
            )
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field if field in form.fields else None, sentence)
        return None
    except (
        PlanningError
    ) as error:  # also what else it takes than to be shown the form: a say over older plans
        form.add_error(None, str(error))
        return None
    said = _("«%s» er vedtatt og frosset.") if isinstance(form, AdoptForm) else _("«%s» er frosset.")
    messages.success(page.request, said % plan.title)
    return redirect(version_url(page.own_root, plan.key, made.number))


@root_page
def version(page: Page, key: str, number: int) -> HttpResponse:
    """Show a version as it read."""
    plan = _plan(page, key)
    found = _version(page, plan, number)
    shown = shown_to(found, page.viewer)
    content = shown.content
    others = versions_of(plan, page.viewer)
    return page.render(
        "website/version.html",
        current="plans",
        crumbs=_crumbs(
            page, plan, (page.address("versions", key), _("Versjoner")), version_name(found, others)
        ),
        plan=plan,
        version=found,
        head_title=content.plan["title"],
        description=content.plan["description"],
        mark=version_status(found),
        error=error_note(page.own_root, plan.key, found),
        may_mark=_may_mark(page, plan, found),
        day=day(found.date),
        facts=version_facts(page.own_root, found, content, files_of(found)),
        entries=version_entries(content),
        strategy=frozen_strategy(content, date=found.date),
        others=[
            row for row in version_rows(page.own_root, plan.key, others, page.viewer) if row.number != number
        ],
        is_whole=shown.is_whole,
    )


@require_safe
@root_page
def version_document(page: Page, key: str, number: int, digest: str) -> StreamingHttpResponse:
    """Give a document as it was when the version was frozen, to whoever may see the version."""
    held = files_of(_version(page, _plan(page, key), number)).get(digest)
    if held is None:
        raise Http404
    return give_file(held.file, held.name)


def _may_mark(page: Page, plan: Plan, version: Version) -> bool:
    """Tell whether to offer the way to say that the version was entered in error."""
    counts = version.label == VersionLabel.ADOPTED and mark_of(version) is None
    return counts and may_mark_in_error(powers_in(page.request.user, page.own_root), plan)


@root_page
def version_content(page: Page, key: str, number: int) -> HttpResponse:
    """Give the content itself, byte by byte as it was frozen, with its digest; only to who may see all of it."""
    found = _version(page, _plan(page, key), number)
    if not shown_to(found, page.viewer).is_whole:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{number}.json"'
    answer["X-Content-SHA256"] = found.sha256
    return answer


@root_page
def compare_versions(page: Page, key: str) -> HttpResponse:
    """Show how the version `til` differs from the version `fra`; `fra` may be of another plan, by its key."""
    plan = _plan(page, key)
    other = _plan(page, cleaned(page.request.GET, "plan")) if page.request.GET.get("plan") else plan
    before = _version(page, other, _number(page, "fra"))
    after = _version(page, plan, _number(page, "til"))
    shown = [shown_to(one, page.viewer) for one in (before, after)]
    old, new = (one.content for one in shown)
    differences = compare(old, new)
    own = versions_of(plan, page.viewer)
    others = own if other.pk == plan.pk else versions_of(other, page.viewer)
    return page.render(
        "website/compare_versions.html",
        current="plans",
        crumbs=_crumbs(page, plan, (page.address("versions", key), _("Versjoner")), _("Sammenlikning")),
        plan=plan,
        other=other if other.pk != plan.pk else None,
        before=version_name(before, others),
        after=version_name(after, own),
        is_backwards=other.pk == plan.pk and before.number > after.number,
        before_url=version_url(page.own_root, other.key, before.number),
        after_url=version_url(page.own_root, plan.key, after.number),
        summary=[*head_summary(differences), *part_summary(differences.parts), *summary(differences)],
        heard=said_of_hearing(plan.type, differences) if _since_hearing(before, after) else None,
        count=differences.count,
        has_more_than_elements=bool(
            strategy_of(old) or strategy_of(new) or differences.head or differences.documents
        ),
        head=head_lines(differences),
        rows=[
            *document_rows(differences.documents),
            *part_rows(differences.parts),
            *difference_rows(differences, old, new),
        ],
        is_whole=all(one.is_whole for one in shown),
        versions=version_rows(page.own_root, plan.key, own, page.viewer),
        chosen_before=before.number,
        chosen_after=after.number,
    )


def _since_hearing(before: Version, after: Version) -> bool:
    """Tell whether the later version is what became of the draft that was heard."""
    is_later = before.plan_id == after.plan_id and after.number > before.number
    return is_later and before.label == VersionLabel.HEARING and after.label != VersionLabel.HEARING


def _number(page: Page, name: str) -> int:
    text = cleaned(page.request.GET, name)
    if not text.isdecimal() or len(text) > 6:
        raise Http404
    return int(text)


def _crumbs(page: Page, plan: Plan, *rest: str | tuple[str, str]) -> list[tuple[str | None, str]]:
    last = [(None, one) if isinstance(one, str) else one for one in rest]
    return [(page.address("plans"), _("Planer")), (page.address("plan", plan.key), plan.title), *last]
