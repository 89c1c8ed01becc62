"""Which long passwords are refused because they are guessed first, and which are not."""

import pytest
from django.core.exceptions import ValidationError

from rodtrad.accounts.models import User
from rodtrad.accounts.passwords import NotGuessedFirst

LISE = User(email="lise@solvik.kommune.no", name="Lise Leser")


@pytest.mark.parametrize(
    "password",
    [
        "passord123456",
        "Passord1234!!",
        "Sommeren2026!",
        "Vinter2025Vinter2026",
        "Velkommen2026",
        "Rødtråd2026!!",
        "rodtrad-2026-rodtrad",
        "aaaaaaaaaaaa",
        "abcabcabcabcabc",
        "123456789012",
        "qwertyuiopå12",
        "1q2w1q2w1q2w1q2w",
        "solviksolvik1",
        "Solvik kommune 2026",
        "............",
        "            ",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="et av de første som blir gjettet"):
        NotGuessedFirst().validate(password, LISE)


@pytest.mark.parametrize(
    "password",
    [
        "fire vanlige ord på rad",
        "i sommer malte vi båten blå",
        "4821-9357-1160-77",
        "kommunen har 412 benker",
        "ÆØÅ 鍵 🔑 og litt til",
        "rodtrad-prøver-seg",
        "et langt passord for prøver",
        "x7!kP2#vQ9$m",
    ],
)
def test_what_is_ones_own_is_taken(password: str) -> None:
    NotGuessedFirst().validate(password, LISE)
