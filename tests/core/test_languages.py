import pytest
from django.test import RequestFactory

from rodtrad.core.languages import language_for


@pytest.mark.parametrize(
    ("path", "header", "cookie", "expected"),
    [
        ("/", "", "", "nb"),
        ("/", "nn-NO,nb;q=0.8", "", "nn"),
        ("/", "no", "", "nb"),
        ("/", "en-US,en;q=0.9", "", "nb"),
        ("/", "en-US,en;q=0.9,nn;q=0.5", "", "nn"),
        ("/", "nn", "en", "en"),
        ("/", "", "de", "nb"),
        ("/", "de,fr", "", "nb"),
        ("/api/v1/organisations", "en-GB", "", "en"),
    ],
)
def test_the_reader_gets_the_right_language(path: str, header: str, cookie: str, expected: str) -> None:
    request = RequestFactory().get(path, headers={"accept-language": header} if header else {})
    if cookie:
        request.COOKIES["language"] = cookie
    assert language_for(request) == expected
