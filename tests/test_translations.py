"""Every text of the interface stands in nynorsk and English, and what is compiled is what is written."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import messages

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert messages.problems(language, messages.all_messages()) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    for message in messages.existing(language):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        known = {match.group() for text in ids for match in PLACEHOLDER.finditer(text)}
        for text in filter(None, strings):
            assert {match.group() for match in PLACEHOLDER.finditer(text)} <= known, message.id
