"""A new password for who has forgotten theirs."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rodtrad.accounts.attempts import (
    NEW_PASSWORD,
    count_attempts,
    counted_name,
    forget_attempts,
    name_of_attempt,
    note_attempt,
)
from rodtrad.accounts.errors import MailNotSentError, TooManyAsksError
from rodtrad.accounts.models import User
from rodtrad.accounts.queries import account_for_mail

#: An hour's mails to one person, and an hour's asks from one address.
MAILS_PER_NAME = 3
ASKS_PER_ADDRESS = 20


def ask_for_new_password(*, email: str, address: str | None) -> int | None:
    """Note that someone asks, and return the ask's number; None when the person has been sent enough mails.

    Raises TooManyAsksError when it is the address that asks too much. Nothing here tells whether the account exists:
    that is first looked up when the mail is sent, in the background.
    """
    name = counted_name(email)
    if count_attempts(way=NEW_PASSWORD, address=address) >= ASKS_PER_ADDRESS:
        raise TooManyAsksError
    enough = count_attempts(way=NEW_PASSWORD, name=name) >= MAILS_PER_NAME
    number = note_attempt(name=name, address=address, way=NEW_PASSWORD)
    return None if enough else number


def mail_new_password(*, ask: int, language: str) -> bool:
    """Send the link that an ask is about, if it is remembered and the account exists and is open.

    Raises MailNotSentError when the mail server does not take it; the reason it gives may hold the address.
    """
    name = name_of_attempt(ask)
    user = account_for_mail(email=name) if name else None
    if user is None:
        return False
    with translation.override(language):
        message = EmailMessage(subject=_("Nytt passord i Rødtråd"), body=_letter(user), to=[user.email])
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise MailNotSentError(type(error).__name__) from None
    return True


def _letter(user: User) -> str:
    # After the question mark: logs keep paths, and whoever has the link can choose the password.
    code = urlencode({"kode": f"{user.pk}.{default_token_generator.make_token(user)}"})
    paragraphs = [
        _("Hei, %s.") % user.name,
        _("Noen har bedt om et nytt passord til kontoen din i Rødtråd. Velg det her:"),
        f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('new_password')}?{code}",
        _("Lenken virker i én time, og bare én gang."),
        _("Var det ikke du som ba om det, trenger du ikke gjøre noe. Passordet ditt er det samme."),
    ]
    return "\n\n".join(paragraphs) + "\n"


def let_in_again(*, user: User) -> None:
    """Forget wrong guesses at an account whose owner has chosen a new password by mail."""
    forget_attempts(name=counted_name(user.email))
