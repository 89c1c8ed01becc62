from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.website.page import Page


class LogInForm(AuthenticationForm):
    """Ask for e-mail address and password; the same answer whichever of them is wrong."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "E-postadressen eller passordet er feil. Store og små bokstaver teller i passordet."
        ),
        "inactive": gettext_lazy("Kontoen er stengt. Be den som styrer brukerne hos dere, om å åpne den."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-postadresse")
        self.fields["password"].label = _("Passord")
        self.fields["username"].widget.input_type = "email"
        self.fields["username"].widget.attrs.update({"class": "ds-input", "autocomplete": "username"})
        self.fields["password"].widget.attrs.update({"class": "ds-input"})
        # Focus stays at the top, so that a screen reader begins with the heading and Tab with the skip link.
        self.fields["username"].widget.attrs.pop("autofocus", None)
        if self.is_bound and not self.is_valid():
            for name in self.fields:
                self.fields[name].widget.attrs.update(
                    {"aria-invalid": "true", "aria-describedby": "log-in-error"}
                )


class LogIn(LoginView):
    """Log in and go on to `next` when it is an address here."""

    template_name = "website/log_in.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Page(self.request)
        crumb = (None, _("Logg inn"))
        crumbs = [*page.first_crumbs([crumb]), crumb]
        return super().get_context_data(nav=page.nav(""), crumbs=crumbs, **kwargs)


log_in = LogIn.as_view()
log_out = LogoutView.as_view()
