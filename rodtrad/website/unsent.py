"""What somebody wrote and sent when their log-in had ended: kept in the browser's session until they are in again.

Nothing is stored where it was meant to go before the person has seen it and sent it again. Why it is safe stands in
docs/adr/0017-text-survives-the-log-in.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.attempts import UNSENT, count_attempts, note_attempt
from rodtrad.accounts.models import User
from rodtrad.accounts.queries import open_account
from rodtrad.planning.clocks.templates import all_templates
from rodtrad.planning.models import NeedQuestion

#: The hidden field that tells which of the kept texts is sent again.
MARK = "usendt"
#: Bytes of all that one session keeps.
LARGEST = 200_000
#: Forms that one session keeps: somebody may have had several tabs open.
MOST = 5
KEPT_SECONDS = 24 * 60 * 60
#: Forms that are kept for one person in an hour, whatever the sessions.
MOST_AN_HOUR = 20
PERSON_COOKIE = "last_person"
_KNOWN_FOR = 180 * 24 * 60 * 60
_SALT = "rodtrad.website.unsent"
UNSENT_KEY = "unsent"
_NOT_WRITTEN = frozenset({"csrfmiddlewaretoken", MARK})
_NUMBER = re.compile(r"[-_](\d+)$")

_ELEMENT = ("title", "description", "sdg", "keywords", "handling", "reason")
_CONFLICT = ("title", "description", "steg")
_TARGET = ("value", "baseline_value", "steps", "band_wanted", "band_accepted", "band_not_accepted")
#: The days of all steps that a template may have.
_STEPS = tuple(
    f"{step.id}.{name}"
    for template in all_templates()
    for step in template.steps
    for name in ("first", "last", "done_on", "title", "note")
)
_FACT = ("text", "text_nn", "text_en", "periode")
_PLAN = (
    *(
        "title",
        "description",
        "number",
        "national_id",
        "register_address",
        "from_year",
        "to_year",
        "horizon_years",
    ),
    *("review_due", "reason", "ended_on", "renewed_on", "every_years", "hearing_from", "hearing_to"),
    *("hearing_submissions", "hearing_assessed"),
)
_STRATEGY_ITEM = ("proposed_title", "instead", "reason", "work")
_STRATEGY_PART = ("title", "text", "sender", "summary", "answer")
_CASE = (
    *("number", "title", "presentation", "legal_basis", "body", "decision", "proposed_on", "recommended_on"),
    *("date", "archive_address", "einnsyn_address", "punkt"),
)
_TREATMENT = ("date", "note", "punkt", "for", "mot", "mindretall", "hvem", "stemmer")
_MEETING = ("date", "begins", "ends", "place_text", "note")
_BODY = ("name", "valid_from", "valid_to", "position")
_PLAN_TYPE = ("name_nb", "name_nn", "name_en", "legal_basis", "horizon_years")
_REVIEW = ("kommentar", "begrunnelse", "leser")
_WHEEL_ENTRY = ("title", "description", "reference", "rule", "starts", "days")
#: The forms that people write in, by the name of the address, and the fields that they write. Nothing else is kept:
#: no log-in, password, key, role or deletion. `title` stands for `title_1` and `title-1` too.
TEXTS: Mapping[str, Sequence[str]] = {
    "edit_element": _ELEMENT,
    "new_element": ("title", "description", "number"),
    "link_element": ("grunn", "rettelse"),
    "move_element": ("correction", "number"),
    "carry_element": ("number",),
    "succeed_element": ("title", "description", "number"),
    "split_element": ("title", "description"),
    "merge_element": ("title", "description"),
    "new_living_fact": _FACT,
    "edit_living_fact": _FACT,
    "new_target": _TARGET,
    "edit_target": _TARGET,
    "new_conflict": _CONFLICT,
    "new_case": _CASE,
    "edit_case": _CASE,
    "new_treatment": _TREATMENT,
    "edit_treatment": _TREATMENT,
    "new_instruction": ("number", "text", "due"),
    "instruction": ("number", "text", "due", "answer", "day"),
    "new_meeting": _MEETING,
    "edit_meeting": _MEETING,
    "new_body": _BODY,
    "edit_body": _BODY,
    "attachments": ("title",),
    "new_strategy": ("title", "term_from", "term_to"),
    "edit_strategy": ("intro", "principles"),
    "new_strategy_item": _STRATEGY_ITEM,
    "edit_strategy_item": _STRATEGY_ITEM,
    "strategy_item": tuple(f"{one}.reason" for one in NeedQuestion.values),
    "new_strategy_part": _STRATEGY_PART,
    "edit_strategy_part": _STRATEGY_PART,
    "edit_conflict": _CONFLICT,
    "element_review": _REVIEW,
    "plan_review": _REVIEW,
    "element_restore": ("begrunnelse",),
    "exchange": ("celler",),
    "new_own_table": ("tittel",),
    "own_table_columns": ("tittel", "utgiver", "periode"),
    "document_reading": ("tittel",),
    "new_plan": _PLAN,
    "edit_plan": _PLAN,
    "new_plan_type": _PLAN_TYPE,
    "edit_plan_type": _PLAN_TYPE,
    "plan_documents": ("title",),
    "edit_process": ("wanted", "note"),
    "edit_steps": _STEPS,
    "clock_rules": ("days", "reason"),
    "new_wheel_entry": _WHEEL_ENTRY,
    "edit_wheel_entry": _WHEEL_ENTRY,
    "subscribe": ("name",),
    "version_in_error": ("reason",),
    "versions": ("frys-day", "frys-note", "vedta-day", "vedta-note"),
}


class NotKeptError(Exception):
    """What was sent is not kept, and must be shown in the answer instead."""


class TooLargeError(NotKeptError):
    pass


@dataclass(frozen=True)
class Unsent:
    """One form as it was sent: the name of its address, the address, and every field without files and token."""

    form: str
    address: str
    fields: list[list[str]]
    sent: float = field(default_factory=lambda: timezone.now().timestamp())
    mark: str = field(default_factory=lambda: uuid4().hex)
    person: str = ""

    @property
    def size(self) -> int:
        return len(self.address.encode()) + sum(len(part.encode()) for one in self.fields for part in one)

    def is_written(self, name: str) -> bool:
        return without_number(name)[0] in TEXTS[self.form]

    @property
    def is_over(self) -> bool:
        return self.sent + KEPT_SECONDS < timezone.now().timestamp()


def without_number(name: str) -> tuple[str, str]:
    """Return a field's name and number apart: title and 2 for title_2."""
    found = _NUMBER.search(name)
    return (name[: found.start()], found[1]) if found else (name, "")


def written_in(request: HttpRequest) -> Unsent | None:
    """Return what the request sends, when it is one of the forms that people write in and something is written."""
    match = request.resolver_match
    form = match.url_name or "" if match and not match.namespaces else ""
    if request.method != "POST" or form not in TEXTS:
        return None
    fields = [
        [name, str(value)]
        for name, values in request.POST.lists()
        for value in values
        if name not in _NOT_WRITTEN
    ]
    found = Unsent(form, request.get_full_path(), fields)
    return found if any(value.strip() and found.is_written(name) for name, value in fields) else None


def keep(request: HttpRequest, written: Unsent, person: User) -> None:
    """Keep it in the session for the person. Raises TooLargeError, and NotKeptError when there is too much already."""
    own = str(person.pk)
    kept = [one for one in unsent_in(request) if one.person == own]
    if any((one.address, one.fields) == (written.address, written.fields) for one in kept):
        return
    if written.size > LARGEST:
        raise TooLargeError
    is_full = len(kept) >= MOST or sum(one.size for one in kept) + written.size > LARGEST
    if is_full or count_attempts(way=UNSENT, name=own) >= MOST_AN_HOUR:
        raise NotKeptError
    note_attempt(name=own, address=None, way=UNSENT)
    _put(request.session, [*kept, Unsent(written.form, written.address, written.fields, person=own)])
    request.session.set_expiry(KEPT_SECONDS)


def unsent_in(request: HttpRequest) -> list[Unsent]:
    """Return what the browser's session keeps, and forget what has been there for too long."""
    session: SessionBase | None = getattr(request, "session", None)  # none on error pages
    if session is None or UNSENT_KEY not in session:
        return []
    rows = [Unsent(**row) for row in session[UNSENT_KEY]]
    found = [one for one in rows if not one.is_over]
    if len(found) < len(rows):
        _put(session, found)
    return found


def forget(request: HttpRequest, mark: str) -> Unsent | None:
    """Keep one of the texts no longer, and return it."""
    rows = unsent_in(request)
    gone = next((one for one in rows if one.mark == mark), None)
    if gone is not None:
        _put(request.session, [one for one in rows if one is not gone])
    return gone


def flush_all_but_unsent(request: HttpRequest) -> None:
    """Empty the session and give it a new key, with what the person gets back when they are in."""
    rows = unsent_in(request)
    request.session.flush()
    _put(request.session, rows)


def seconds_left(request: HttpRequest) -> int:
    """Return how long the session must last for the last text in it."""
    last = max((one.sent for one in unsent_in(request)), default=0.0)
    return max(0, int(last + KEPT_SECONDS - timezone.now().timestamp()))


def claim(request: HttpRequest, user: User) -> bool:
    """Tell whether the one who has just logged in left a text here; what somebody else left is deleted unseen."""
    rows = unsent_in(request)
    own = [one for one in rows if one.person == str(user.pk)]
    if len(own) < len(rows):
        _put(request.session, own)
        messages.warning(
            request, _("Her lå det tekst som en annen bruker ikke fikk sendt. Den er slettet, og vises ikke.")
        )
    return bool(own)


def _put(session: SessionBase, rows: Sequence[Unsent]) -> None:
    if rows:
        session[UNSENT_KEY] = [asdict(one) for one in rows]
    else:
        session.pop(UNSENT_KEY, None)


def remember_person(response: HttpResponse, user: User) -> None:
    """Let the browser tell who logged in here last, signed, so that what they write can be kept for them alone."""
    response.set_cookie(
        PERSON_COOKIE,
        TimestampSigner(salt=_SALT).sign(str(user.pk)),
        max_age=_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def last_person(request: HttpRequest) -> User | None:
    """Return who logged in here last, while they have an open account."""
    signed = request.COOKIES.get(PERSON_COOKIE, "")
    try:
        return open_account(TimestampSigner(salt=_SALT).unsign(signed, max_age=_KNOWN_FOR))
    except BadSignature:
        return None
