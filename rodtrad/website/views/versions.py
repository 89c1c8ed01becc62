"""A plan's versions: the list, one as it read, how two differ, and freezing and adopting."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.queries.cases import visible_cases
from rodtrad.goals.permissions import Powers, is_locked, powers_in
from rodtrad.planning.comparing import compare
from rodtrad.planning.errors import FieldErrors, NotAllowedError, PlanningError
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.permissions import may_adopt, may_freeze
from rodtrad.planning.queries.versions import (
    find_version,
    in_force,
    shown_to,
    versions_of,
)
from rodtrad.plans.models import Plan, Version, VersionLabel
from rodtrad.plans.queries import find_plan
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.versions import AdoptForm, FreezeForm
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.strategy_frozen import frozen_strategy
from rodtrad.website.presenters.version_differences import (
    difference_rows,
    head_lines,
    said_of_hearing,
    summary,
)
from rodtrad.website.presenters.versions import (
    thread_entries,
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
        versions=version_rows(page.own_root, plan.key, found),
        freezing=freezing,
        adopting=adopting,
        status=400 if refused else 200,
    )


def _forms(page: Page, plan: Plan, powers: Powers, asked: str) -> tuple[FreezeForm | None, AdoptForm | None]:
    """Return the forms that the person may use as the plan stands."""
    if is_locked(plan):
        return None, None
    today = timezone.localdate().isoformat()
    labels = [one for one in (VersionLabel.DRAFT, VersionLabel.HEARING) if may_freeze(powers, plan, one)]
    sent = page.request.POST
    freezing = (
        FreezeForm(sent if asked == FREEZE else None, labels=labels, initial={"day": today}, prefix=FREEZE)
        if labels
        else None
    )
    adopting = None
    if may_adopt(powers, plan):
        adopting = AdoptForm(sent if asked == ADOPT else None, initial={"day": today}, prefix=ADOPT)
        adopting.fields["case"].queryset = visible_cases(page.own_root, page.viewer)  # type: ignore[attr-defined]  # a ModelChoiceField
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
            made = freeze(actor=person_of(page), plan=plan, label=label, day=on, note=note)
        else:
            told = form.cleaned_data
            made = adopt(
                actor=person_of(page), plan=plan, case=told["case"], day=told["day"], note=told["note"]
            )
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except FieldErrors as error:
        for field, sentence in error.by_field.items():
            form.add_error(field or None, sentence)
        return None
    except PlanningError as error:
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
        crumbs=_crumbs(page, plan, (page.address("versions", key), _("Versjoner")), version_name(found)),
        plan=plan,
        version=found,
        head_title=content.plan["title"],
        description=content.plan["description"],
        mark=version_status(found),
        day=day(found.date),
        facts=version_facts(found, content),
        entries=version_entries(content),
        strategy=frozen_strategy(content, date=found.date),
        others=[row for row in version_rows(page.own_root, plan.key, others) if row.number != number],
        is_whole=shown.is_whole,
    )


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
    old, new = (shown_to(one, page.viewer).content for one in (before, after))
    differences = compare(old, new)
    return page.render(
        "website/compare_versions.html",
        current="plans",
        crumbs=_crumbs(page, plan, (page.address("versions", key), _("Versjoner")), _("Sammenlikning")),
        plan=plan,
        other=other if other.pk != plan.pk else None,
        before=version_name(before),
        after=version_name(after),
        before_url=version_url(page.own_root, other.key, before.number),
        after_url=version_url(page.own_root, plan.key, after.number),
        summary=summary(differences),
        heard=said_of_hearing(plan.type, differences) if _since_hearing(before, after) else None,
        count=len(differences.elements),
        head=head_lines(differences),
        rows=difference_rows(differences, old, new),
        versions=version_rows(page.own_root, plan.key, versions_of(plan, page.viewer)),
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


@root_page
def on_date(page: Page) -> HttpResponse:
    """Show which plans were in force on a day, each as it read."""
    text = cleaned(page.request.GET, "dag")
    try:
        chosen = date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        chosen = None
    found = in_force(page.own_root, page.viewer, chosen, whole=True) if chosen else []
    read = [(one, shown_to(one, page.viewer).content) for one in found]
    return page.render(
        "website/on_date.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Som de var"))],
        asked=text or (chosen.isoformat() if chosen else ""),
        day=day(chosen),
        wrong=chosen is None,
        thread=thread_entries(page.own_root, read),
        rows=[
            (one.plan.title, version_url(page.own_root, one.plan.key, one.number), day(one.date), one.case)
            for one in found
        ],
        status=400 if chosen is None else 200,
    )


def _crumbs(page: Page, plan: Plan, *rest: str | tuple[str, str]) -> list[tuple[str | None, str]]:
    last = [(None, one) if isinstance(one, str) else one for one in rest]
    return [(page.address("plans"), _("Planer")), (page.address("plan", plan.key), plan.title), *last]
