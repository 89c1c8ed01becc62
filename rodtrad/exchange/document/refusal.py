"""Why a document cannot be read. Words come later, in `extracting`: the reading process knows no language."""

from enum import StrEnum

#: Also in docs/howto/read-a-document.md.
LARGEST_FILE = 25 * 1024 * 1024
MOST_PAGES = 400
MOST_LINES = 60_000
MOST_CHARACTERS = 3_000_000
#: A Word file is an archive; this is what it may hold when unpacked.
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    LIES = "lies"
    OLD_WORD = "old_word"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    SCANNED = "scanned"
    NO_TEXT = "no_text"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    FORBIDDEN_XML = "forbidden_xml"
    TOO_SLOW = "too_slow"


class RefusedError(Exception):
    """The document cannot be read; `why` tells the reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
