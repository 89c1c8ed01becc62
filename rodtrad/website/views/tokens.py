"""Personal tokens for programs: made, shown once, listed, revoked."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.accounts.models import User
from rodtrad.organisations.operations import make_token, revoke_token
from rodtrad.organisations.queries import roots_of, tokens_of
from rodtrad.website.forms.tokens import TokenForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.account import present_tokens


@sensitive_post_parameters("old_password")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the person's tokens, and make one more: its secret stands in the answer, and nowhere afterwards."""
    user = request.user
    assert isinstance(user, User)
    if request.session.get("set_up_first"):
        return redirect("second_factor")
    form = TokenForm(request, user, roots_of(user), request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data
        token, secret = make_token(
            user=user,
            name=chosen["name"],
            scopes=chosen["scopes"],
            root=chosen["root"],
            expires=form.expires(),
        )
        crumbs = [
            (reverse("account"), _("Min side")),
            (reverse("tokens"), _("Tilgangsnøkler")),
            (None, token.name),
        ]
        return Page(request).render("website/token_made.html", crumbs=crumbs, token=token, secret=secret)
    return Page(request).render(
        "website/tokens.html",
        crumbs=[(reverse("account"), _("Min side")), (None, _("Tilgangsnøkler"))],
        form=form,
        tokens=present_tokens(tokens_of(user)),
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own; another's does not exist."""
    assert isinstance(request.user, User)
    try:
        number = UUID(request.POST.get("number", ""))
    except ValueError as error:
        raise Http404 from error
    if not revoke_token(user=request.user, number=number):
        raise Http404
    messages.success(request, _("Tilgangsnøkkelen er trukket tilbake og åpner ingenting lenger."))
    return redirect("tokens")
