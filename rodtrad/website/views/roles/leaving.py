"""Handing over after someone who leaves, and taking the name away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.accounts.queries import former_names
from rodtrad.core.leavers import open_of
from rodtrad.core.mentions import mentions_of
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.forms import HandOverForm
from rodtrad.organisations.operations import hand_over
from rodtrad.organisations.queries import roles_at, roles_of
from rodtrad.website.presenters.roles import mentions_words, people_in, role_words
from rodtrad.website.views.roles.guard import (
    RolesPage,
    back_to_roles,
    last_administrator,
    number_of,
    roles_page,
)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_page
def leave(page: RolesPage) -> HttpResponse:
    """Hand a leaver's roles over, and take the name away when the person is nowhere else."""
    data = page.request.POST or None
    number = number_of((page.request.POST if data else page.request.GET).get("person", ""))
    held = roles_at(page.units)
    leaver = next((role.user for role in held if role.user_id == number), None)
    if leaver is None:
        raise Http404
    everywhere = roles_of(leaver)
    is_only_here = all(role.organisation_id in page.units for role in everywhere)
    may_pseudonymise = is_only_here and leaver.pk != page.person.pk
    others = [person for person in people_in(held) if person.pk != leaver.pk]
    form = HandOverForm(others, data, may_pseudonymise=may_pseudonymise)
    if form.is_valid():
        try:
            return _hand_over(page, leaver, form)
        except LastAdministratorError as error:
            form.add_error("successor", last_administrator(error))
    return page.render(
        "website/hand_over.html",
        crumbs=[(page.address("roles"), _("Roller")), (None, leaver.name)],
        leaver=leaver,
        held=[role_words(role.kind, role.organisation) for role in held if role.user_id == leaver.pk],
        is_only_here=is_only_here,
        open_things=open_of(leaver.pk, page.own_root.id) if is_only_here else [],
        form=form,
    )


def _hand_over(page: RolesPage, leaver: User, form: HandOverForm) -> HttpResponse:
    name, successor = leaver.name, form.cleaned_data["successor"]
    emails, names = former_names(leaver)
    pseudonym = hand_over(
        leaver=leaver,
        units=page.units,
        successor=successor,
        pseudonymise=bool(form.cleaned_data.get("pseudonymise")),
    )
    sentence = _("%(name)s har ingen roller her lenger.") % {"name": name}
    if successor is not None:
        sentence = _("%(successor)s har overtatt rollene til %(name)s.") % {
            "successor": successor.name,
            "name": name,
        }
    if pseudonym:
        sentence = f"{sentence} {_('I historikken står nå «%s».') % pseudonym}"
        found = mentions_of([*names, *emails])
        if found.total:
            messages.warning(page.request, mentions_words(found))
    if leaver.pk == page.person.pk:  # without a role, and logged out
        messages.success(page.request, sentence)
        return redirect("front")
    return back_to_roles(page, sentence)
