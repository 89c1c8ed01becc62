"""Keep whole answers for readers who are not logged in, for as long as nothing has been written to the database.

PostgreSQL tells in one short query which transactions are over (`pg_current_snapshot`). While that is the same, every
read gives the same rows, so an answer made before is right to the last letter. One row written anywhere, and all
kept answers are dropped. Each process keeps its own; nothing is stored elsewhere.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from sys import getsizeof
from threading import Lock
from typing import TypeAlias

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from rodtrad.core.languages import language_for
from rodtrad.core.moments import MOMENT

#: One answer larger than this part of the room is not kept: it would push out what more people read.
LARGEST_SHARE = 16
_GZIP = re.compile(r"\bgzip\b")
#: The cookies that make an answer one person's own.
PERSONAL = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
#: An answer is another for another language, day or form of the address; nothing else of a request is read.
Key: TypeAlias = tuple[str, str, str, str, bool, date]


@dataclass(frozen=True)
class Kept:
    content: bytes
    headers: Mapping[str, str]

    def as_response(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.content, headers=dict(self.headers))
        etag = response.headers.get("ETag")
        answer = get_conditional_response(request, etag=etag, response=response) if etag else response
        return answer if isinstance(answer, HttpResponse) else response


def _weight(key: Key, kept: Kept) -> int:
    """Return the bytes that an answer takes: an empty one may come with a long address and many headers."""
    texts = (part for part in (*key, *kept.headers, *kept.headers.values()) if isinstance(part, str))
    return getsizeof(kept.content) + sum(map(getsizeof, texts))


class KeptAnswers:
    """The answers that hold for one moment of the database, least recently asked for dropped first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._moment = ""
        self._size = 0
        self._answers: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, now: str, key: Key) -> Kept | None:
        with self._lock:
            if now != self._moment:
                self._answers.clear()
                self._moment, self._size = now, 0
            kept = self._answers.get(key)
            if kept is not None:
                self._answers.move_to_end(key)
            return kept

    def keep(self, now: str, key: Key, kept: Kept) -> None:
        """Keep an answer that was begun at the moment `now`, unless another has come since."""
        weight = _weight(key, kept)
        if weight > self.room // LARGEST_SHARE:
            return
        with self._lock:
            if now != self._moment:
                return
            replaced = self._answers.pop(key, None)
            self._size += weight - (_weight(key, replaced) if replaced else 0)
            self._answers[key] = kept
            while self._size > self.room:
                self._size -= _weight(*self._answers.popitem(last=False))


class KeptAnswersMiddleware:
    """Answer from what is kept when the database is as it was; it stands outside all that makes an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answers = KeptAnswers(settings.KEPT_ANSWERS_MB * 1024 * 1024)
        #: Static files, and the questions about health that must not need the database.
        self.answer_themselves = (settings.STATIC_URL, "/healthz", "/readyz")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = moment() if self._may_keep(request) else None
        key = _key(request) if now else None
        if now is None or key is None:
            return self.get_response(request)
        kept = self.answers.find(now, key)
        if kept is not None:
            return kept.as_response(request)
        response = self.get_response(request)
        if _same_for_all(response):
            headers = dict(response.items())
            self.answers.keep(now, key, Kept(response.content, headers))
        return response

    def _may_keep(self, request: HttpRequest) -> bool:
        return (
            self.answers.room > 0
            and request.method == "GET"
            and not request.path_info.startswith(self.answer_themselves)
            and not PERSONAL & request.COOKIES.keys()
            and "Authorization" not in request.headers
        )


def moment() -> str | None:
    """Return what is another as soon as anyone has written; None inside a transaction, or when it can't be told."""
    if connection.in_atomic_block:
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {MOMENT}")
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None


def _key(request: HttpRequest) -> Key | None:
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    compressed = bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))
    return (
        request.scheme or "", host, request.get_full_path(), language_for(request), compressed, timezone.localdate(),
    )  # fmt: skip


def _same_for_all(response: HttpResponse) -> bool:
    told = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        # Nor one that comes in the form that was asked for: the key does not tell which.
        and "accept" not in response.get("Vary", "").lower().replace(" ", "").split(",")
        and "no-store" not in told
        and "private" not in told
    )
