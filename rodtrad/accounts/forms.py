"""The forms about one's own account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.accounts.models import User
from rodtrad.accounts.passwords import password_help


def dress(form: forms.BaseForm) -> None:
    """Give the fields the design system's class, and leave focus at the top of the page.

    A screen reader then begins with the heading, and Tab with the skip link.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
        field.widget.attrs["class"] = "ds-input"


class LogInForm(AuthenticationForm):
    """Ask for e-mail address and password; the same answer whichever of them is wrong."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "E-postadressen eller passordet er feil. Store og små bokstaver teller i passordet."
        ),
        # Only whoever has the right password reads this one (accounts.log_in.OpenAccounts).
        "inactive": gettext_lazy("Kontoen er stengt. Be den som styrer brukerne hos dere, om å åpne den."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        self.fields["username"].label = _("E-postadresse")
        self.fields["password"].label = _("Passord")
        self.fields["username"].widget.input_type = "email"
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["username"].error_messages["required"] = _("Skriv e-postadressen din.")
        self.fields["password"].error_messages["required"] = _("Skriv passordet ditt.")
        if self.is_bound and not self.is_valid():
            for name in self.fields:
                self.fields[name].widget.attrs.update(
                    {"aria-invalid": "true", "aria-describedby": "form-error"}
                )


class ForgottenPasswordForm(forms.Form):
    """Ask where to send the link."""

    email = forms.EmailField(max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        field = self.fields["email"]
        field.label = _("E-postadresse")
        field.widget.attrs["autocomplete"] = "username"
        field.error_messages = {
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv en hel e-postadresse, som navn@kommune.no."),
        }


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Ask for a new password twice."""

    error_messages = {"password_mismatch": gettext_lazy("De to passordene er ikke like. Skriv dem på nytt.")}

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        dress(self)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, first.help_text = _("Nytt passord"), password_help()
        again.label, again.help_text = _("Det nye passordet én gang til"), ""
        first.error_messages["required"] = _("Skriv et nytt passord.")
        again.error_messages["required"] = _("Skriv det nye passordet én gang til.")


class ChangePasswordForm(NewPasswordForm):
    """Ask for the old password too, so that an open browser is not enough to take over the account."""

    old_password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request
        field = self.fields["old_password"]
        field.label = _("Passordet du har nå")
        field.error_messages["required"] = _("Skriv passordet du har nå.")

    def clean_old_password(self) -> str:
        """Try the password the same way as at log-in, so that wrong ones count and are stopped."""
        given: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.email, password=given) is None:
            raise ValidationError(
                _("Passordet er feil. Store og små bokstaver teller."), code="password_incorrect"
            )
        return given
