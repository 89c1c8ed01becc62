"""Codes are those that every app shows."""

import base64

import pytest

from rodtrad.accounts import totp

#: RFC 4226 appendix D and RFC 6238 appendix B (their last six digits).
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("counter", "code"),
    [
        (0, "755224"),
        (1, "287082"),
        (2, "359152"),
        (9, "520489"),
        (37037036, "081804"),
        (41152263, "005924"),
    ],
)
def test_the_codes_of_the_standard(counter: int, code: str) -> None:
    assert totp.code_at(SECRET, counter) == code


def test_an_app_gets_the_secret_and_words_to_show() -> None:
    address = totp.set_up_address("ABC", email="åse@kommune.no")
    assert (
        address
        == "otpauth://totp/R%C3%B8dtr%C3%A5d%3A%C3%A5se%40kommune.no?secret=ABC&issuer=R%C3%B8dtr%C3%A5d"
    )


def test_a_used_half_minute_opens_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totp, "now_counter", lambda: 100)
    assert totp.counter_of(SECRET, totp.code_at(SECRET, 100)) == 100
    assert totp.counter_of(SECRET, totp.code_at(SECRET, 99), after=99) is None
    assert totp.counter_of(SECRET, totp.code_at(SECRET, 101), after=100) == 101
    assert totp.counter_of(SECRET, totp.code_at(SECRET, 98)) is None
