"""The forms about one's own account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.accounts.models import User
from rodtrad.accounts.passwords import password_help

LONGEST_PASSWORD = 4096


def dress(form: forms.BaseForm) -> None:
    """Give the fields the design system's class, and leave focus at the top of the page.

    A screen reader then begins with the heading, and Tab with the skip link.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
        field.widget.attrs["class"] = "ds-input"


def limit_length(*fields: forms.Field) -> None:
    """Let nobody keep the server busy with a password of many megabytes."""
    for field in fields:
        text = _("Passordet er for langt. Det kan ha høyst %d tegn.") % LONGEST_PASSWORD
        field.validators.append(MaxLengthValidator(LONGEST_PASSWORD, text))


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
        limit_length(self.fields["password"])
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
        limit_length(first, again)
        first.label, first.help_text = _("Nytt passord"), password_help()
        again.label, again.help_text = _("Det nye passordet én gang til"), ""
        first.error_messages["required"] = _("Skriv et nytt passord.")
        again.error_messages["required"] = _("Skriv det nye passordet én gang til.")


class OwnPassword(forms.Form):
    """Ask for the password one has, so that an open browser is not enough to take over the account.

    Who logs in elsewhere only has none here, and is not asked.
    """

    old_password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    user: User
    request: HttpRequest

    def ask_for_password(self, request: HttpRequest, user: User) -> None:
        self.request, self.user = request, user
        if not user.has_usable_password():
            del self.fields["old_password"]
            return
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


class ChangePasswordForm(OwnPassword, NewPasswordForm):
    """Ask for the old password, and a new one twice."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.ask_for_password(request, user)


def ask_for_code(form: forms.BaseForm) -> None:
    """Say what a code is, and let phones fill it in."""
    field = form.fields["code"]
    field.label = _("Kode")
    field.error_messages["required"] = _("Skriv koden.")
    field.widget.attrs.update(
        {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "off"}
    )


class CodeForm(forms.Form):
    """Ask for a code of the app, or a recovery code."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        ask_for_code(self)
        self.fields["code"].help_text = _("Seks sifre fra appen, eller en av reservekodene dine.")


class SetUpForm(OwnPassword):
    """Ask for the first code of the app, and the password."""

    code = forms.CharField(max_length=40)
    field_order = ["code", "old_password"]

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        ask_for_code(self)
        self.fields["code"].help_text = _("Seks sifre som appen viser nå.")
        self.ask_for_password(request, user)


class OnceMoreForm(OwnPassword):
    """Ask for the password, or a code of who has none, before something that weakens the account."""

    code = forms.CharField(max_length=40)

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        self.ask_for_password(request, user)
        if "old_password" in self.fields:
            del self.fields["code"]
        else:
            ask_for_code(self)


class InvitedForm(NewPasswordForm):
    """Ask someone who is invited for their name and a password."""

    name = forms.CharField(max_length=200)
    field_order = ["name", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        field = self.fields["name"]
        field.label = _("Navnet ditt")
        field.widget.attrs["autocomplete"] = "name"
        field.error_messages["required"] = _("Skriv navnet ditt, slik kollegene skal se det.")
        self.fields["new_password1"].label = _("Passord")
        self.fields["new_password2"].label = _("Passordet én gang til")

    def clean_name(self) -> str:
        """Let the password be compared with the name too, which comes first."""
        name: str = self.cleaned_data["name"]
        self.user.name = name
        return name
