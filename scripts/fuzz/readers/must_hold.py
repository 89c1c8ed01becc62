"""What must hold of text that a reader lets in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

#: Control characters, halves of characters, and those that turn the direction of the text around.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean(text: str, what: str) -> None:
    """Fail when the text holds what nobody sees."""
    found = _HIDDEN.search(text)
    assert found is None, f"{what} holds U+{ord(found.group()):04X}"


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is stored inside, after seeing that the database would keep it."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)
