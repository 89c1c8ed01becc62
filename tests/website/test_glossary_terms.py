from rodtrad.website.presenters.glossary_terms import pieces


def explained(text: str) -> list[tuple[str, str | None]]:
    return [(piece.text, piece.key) for piece in pieces(text, set()) if piece.text]


def test_word_is_marked_the_first_time_only() -> None:
    assert explained("Et tiltak følger et tiltak.") == [
        ("Et ", None),
        ("tiltak", "tiltak"),
        (" følger et tiltak.", None),
    ]


def test_bent_form_and_capital_letter_are_found() -> None:
    assert ("Tiltakene", "tiltak") in explained("Tiltakene virker.")


def test_part_of_a_longer_word_is_left_alone() -> None:
    assert explained("Klimatiltak og tiltaksplan") == [("Klimatiltak og tiltaksplan", None)]


def test_text_is_whole_again() -> None:
    text = "Byutviklingsstrategien sier hvor tiltak i nærheten av et oppdrag skal stå."
    assert "".join(piece.text for piece in pieces(text, set())) == text
