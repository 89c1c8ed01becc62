"""Every address, every role, every method: nothing breaks, nothing is written by reading or without the CSRF token."""

from itertools import product

import pytest

from tests.cast import Cast
from tests.security.walk import (
    METHODS,
    UNSAFE,
    VISITORS,
    WITHOUT_CSRF,
    address,
    client_of,
    every_address,
    undone,
    written_tables,
)
from tests.test_visibility_everywhere import routes

pytestmark = pytest.mark.django_db
#: Where a browser was last used, and no more than that.
KEPT_WHEN_READING = {"accounts_session"}
ODD = {
    "tittel": "\x00",
    "title": "\ud7ff\ufffe",
    "version": "tull",
    "number": "tull",
    "rolle": "tull",
    "person": "tull",
    "invitasjon": "tull",
    "plan": "tull",
    "valgt": ["tull", "", "\x00"],
    "kind": "tull",
    "under": "tull",
    "gjor": "tull",
    "event": "-1",
    "hendelse": "9" * 40,
}


@pytest.mark.parametrize("visitor", VISITORS)
def test_nothing_breaks_and_reading_writes_nothing(visitor: str, cast: Cast) -> None:
    client = client_of(cast, visitor)
    wrong = []
    for path, method in product(every_address(), METHODS):
        with written_tables() as tables:
            answer = undone(lambda: client.generic(method, path))  # noqa: B023  # called at once
        if answer.status_code >= 500:
            wrong.append(f"{method} {path} answers {answer.status_code}")
        if method not in UNSAFE and tables - KEPT_WHEN_READING:
            wrong.append(f"{method} {path} writes {sorted(tables)}")
        kept = answer.get("Cache-Control", "")
        if (
            visitor != "nobody"
            and answer.status_code == 200
            and not {"private", "no-store"} & set(kept.split(", "))
        ):
            wrong.append(f"{method} {path} may be kept by others: {kept!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("visitor", ["randi", "geir", "anne"])
def test_odd_forms_break_nothing(visitor: str, cast: Cast) -> None:
    client = client_of(cast, visitor)
    broken = []
    for path in every_address():
        for answer in (
            undone(lambda: client.post(path, ODD)),  # noqa: B023  # called at once
            undone(lambda: client.get(path, {**ODD, "side": "-1", "q": "\x00", "page": "\x00"})),  # noqa: B023
        ):
            if answer.status_code >= 500:
                broken.append(f"{answer.request['REQUEST_METHOD']} {path} answers {answer.status_code}")
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("visitor", VISITORS)
def test_without_the_csrf_token_nothing_is_done(visitor: str, cast: Cast) -> None:
    client = client_of(cast, visitor, enforce_csrf_checks=True)
    wrong = []
    for path, method in product(every_address(), UNSAFE):
        if path in WITHOUT_CSRF:
            continue
        with written_tables() as tables:
            answer = undone(lambda: client.generic(method, path))  # noqa: B023  # called at once
        if answer.status_code not in (401, 403, 404, 405) or tables - KEPT_WHEN_READING:
            wrong.append(f"{method} {path} answers {answer.status_code}, writes {sorted(tables)}")
    assert not wrong, "\n".join(wrong)


def test_what_is_looked_for_is_seen(cast: Cast) -> None:
    """The walk is whole, and a write would be seen."""
    assert len(every_address()) > 60
    with written_tables() as tables:
        cast.user("lise").save()
    assert "accounts_user" in tables


@pytest.mark.parametrize("visitor", VISITORS)
def test_keys_of_another_root_lead_nowhere(visitor: str, cast: Cast) -> None:
    """What is Utvik's does not exist below Solvik's address, not for Utvik's own either."""
    client = client_of(cast, visitor)
    wrong = []
    walked = [(route, names) for route, names in routes() if "slug" in names and len(names) > 1]
    assert len(walked) > 15
    for route, names in walked:
        path = address(route, names, "solvik", keys_of="utvik")
        if "code" in names:
            continue  # places are shared by all
        for method in ("GET", "POST"):
            answer = undone(lambda: client.generic(method, path))  # noqa: B023  # called at once
            # What has a made-up id may refuse the person before it looks: that tells nothing of what is there.
            if not _leads_nowhere(answer) and not ("key" not in names and answer.status_code == 403):
                wrong.append(f"{method} {path} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def _leads_nowhere(answer: object) -> bool:
    """Tell whether the answer gives nothing away: not found, another method, or a log-in that comes first."""
    status = getattr(answer, "status_code", 0)
    to_log_in = status == 302 and "/konto/logg-inn/" in getattr(answer, "headers", {}).get("Location", "")
    return status in (401, 404, 405) or to_log_in


@pytest.mark.parametrize("visitor", ["nobody", "lise", "randi", "geir", "anne"])
def test_what_is_utviks_does_not_exist_for_solviks(visitor: str, cast: Cast) -> None:
    client = client_of(cast, visitor)
    wrong = []
    for route, names in routes():
        if not {"slug", "id"} & set(names):
            continue
        path = address(route, names, "utvik")
        for method in ("GET", "POST", "PATCH", "DELETE"):
            answer = undone(lambda: client.generic(method, path))  # noqa: B023  # called at once
            if answer.status_code == 422:  # it says what it must be asked before it looks for anyone's
                answer = client.generic(method, path.replace("utvik", "finnes-ikke"))
                assert answer.status_code == 422
            elif not _leads_nowhere(answer):
                wrong.append(f"{method} {path} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)
