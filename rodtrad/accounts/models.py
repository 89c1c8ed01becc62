import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from rodtrad.accounts.grants import Grant
from rodtrad.core.history import track
from rodtrad.core.models import Identified


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that logs in with its e-mail address; without a password it cannot log in."""
        user = self.model(email=self.normalize_email(email), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@track(leave_out=["password", "last_login", "wants_letters"])
class User(Identified, AbstractBaseUser):
    """A person who can log in. What they may do hangs on their roles, never on the account itself."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)
    #: When the person left and their name and address were taken away.
    left = models.DateTimeField(null=True, blank=True)
    #: Whether they are told by e-mail of what happens where they have a role.
    wants_letters = models.BooleanField(default=True)

    #: What a token lets a program do as this person; None when the person is here themselves.
    grant: Grant | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(_one_form(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(_one_form(raw_password))


def _one_form(password: str | None) -> str | None:
    """Return a password in one form: what is written å on one keyboard is a and a ring on another (NIST 800-63B)."""
    return None if password is None else unicodedata.normalize("NFKC", password)


class Session(AbstractBaseSession):
    """An open log-in in one browser, or what a reader's browser waits for before there is a person.

    Address and browser are there for the person to recognise; accounts.tasks takes the address away after a day.
    """

    #: Names the session on pages, where its key must not stand.
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=40, blank=True)
    seen = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave what `accounts.operations.note_browser` writes alone when the content is saved again."""
        if kwargs.get("force_update"):
            kwargs["update_fields"] = ["session_data", "expire_date", "user"]
        super().save(*args, **kwargs)


@track(leave_out=["secret", "counter", "failures"])
class SecondFactor(models.Model):
    """An app that shows a new code every half minute, as set up by one person."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="second_factor")
    secret = models.TextField()
    #: The half minute of the last code used; that one and those before it open nothing again.
    counter = models.BigIntegerField(default=0)
    #: Wrong codes in a row since the last right one.
    failures = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.user_id)


class RecoveryCode(models.Model):
    """A code that replaces the app once. Only its digest is kept; using it deletes it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("user", "digest", name="recovery_code_once")]

    def __str__(self) -> str:
        return str(self.user_id)


@track()
class Identity(models.Model):
    """Who an account is at the place where people log in for many systems; it holds when the address changes."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint("issuer", "subject", name="identity_once"),
            models.UniqueConstraint("user", "issuer", name="identity_one_of_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}: {self.subject}"
