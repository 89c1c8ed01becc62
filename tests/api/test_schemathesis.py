"""The API tried against its own description, as nobody and with an editor's token: no 500, and answers as described.

The cases are drawn the same each time, and few, so that it takes seconds; what is written is rolled back.
"""

from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rodtrad.api.openapi import document
from tests.api.writing import secret_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SCHEMA = schemathesis.openapi.from_dict(document())
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: What is there, so that not every case ends with 404; drawn text stands beside it.
KNOWN = {
    "slug": ["solvik", "utvik"],
    "id": [
        "solvik:leksehjelp",
        "solvik:gode-skoler",
        "solvik:stengt-skole",
        "utvik:eit-mal",
        "solvik:skole-mot-vei",
    ],
    "parent": ["solvik:trygge-veier", "solvik:gode-skoler"],
    "plan": ["handlingsdel", "samfunnsdel", "internt-notat"],
    "level": ["tiltak", "mal"],
    "under": ["gode-skoler", None],
    "key": ["leseglede", "innbyggere", "uro-i-klassene"],
    "indicator": [["leseglede"], ["innbyggere", "leseglede"]],
}
CASES = 10
#: Any text may stand where these take something, so nothing sent to them is wrong in its form.
_NOTHING_WRONG = {
    "GET /api/v1/elements/{id}",
    "GET /api/v1/elements/{id}/thread",
    "GET /api/v1/conflicts/{id}",
    "GET /api/v1/organisations/{slug}/indicators/{key}",
    "GET /api/v1/organisations/{slug}/cases/{case}",
    "GET /api/v1/organisations/{slug}/plans/{plan}/clocks",
    "GET /api/v1/organisations/{slug}/planning-strategies/{plan}",
    "GET /api/v1/plan-types",
}
TRIED = [
    (label, mode)
    for label in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode == GenerationMode.POSITIVE or label not in _NOTHING_WRONG
]
_LEFT_OUT = ("Content-Type", "Content-Length", "Accept-Encoding")


def _call(case: Case, headers: dict[str, str]) -> Response:
    """Send the case through Django's own client, which stays inside the test's transaction."""
    sent = requests.Request(
        **case.as_transport_kwargs(base_url="http://testserver", headers=headers)
    ).prepare()
    assert sent.url
    kept = {name: value for name, value in sent.headers.items() if name not in _LEFT_OUT}
    answer = Client(enforce_csrf_checks=True, raise_request_exception=False).generic(
        sent.method or "",
        sent.url.removeprefix("http://testserver"),
        sent.body or b"",
        content_type=_text(sent.headers.get("Content-Type", "application/json")),
        headers={name: _text(value) for name, value in kept.items()},
    )
    return Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.headers.items()},
        content=answer.content,
        request=sent,
        elapsed=0.0,
        verify=False,
        message=answer.reason_phrase,
    )


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _with_known(case: Case, data: Any) -> None:
    """Put what is there in place of some of what was drawn."""
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            for name in sorted(KNOWN.keys() & part.keys()):
                if data.draw(st.booleans()):
                    part[name] = data.draw(st.sampled_from(KNOWN[name]))
    if data.draw(st.booleans()):
        case.headers["If-Match"] = "*"


@pytest.mark.parametrize("person", [None, "randi"])
@pytest.mark.parametrize(("label", "mode"), TRIED, ids=str)
def test_answers_are_as_described(cast: Cast, label: str, person: str | None, mode: GenerationMode) -> None:
    token = {"Authorization": f"Bearer {secret_of(cast.user(person))}"} if person else {}
    answered: list[int] = []

    @seed(2026)
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode), data=st.data())
    def attempt(case: Case, data: Any) -> None:
        _with_known(case, data)
        with transaction.atomic():
            response = _call(case, token)
            transaction.set_rollback(True)
        answered.append(response.status_code)
        case.validate_response(response, checks=CHECKS)

    attempt()
    assert answered
    if not person and not label.startswith("GET"):
        # 400 and 422 are of what cannot be read, or of a parameter that there is none of: nobody is asked for yet.
        assert set(answered) <= {400, 401, 404, 405, 422}
