"""Keeps files that are handed in: looked at, named, and one row for the same bytes."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from rodtrad.core.files.kinds import media_type_of
from rodtrad.core.files.stored import StoredFile, UnusedFile
from rodtrad.core.text import visible

_LONGEST_NAME = 150
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|;\x00-\x1f]+')


@dataclass(frozen=True)
class Kept:
    """A stored file, and the name it was handed in by, fit for any disk."""

    file: StoredFile
    name: str


def keep_file(*, name: str, content: bytes) -> Kept:
    """Store the bytes, once. Raises FileRefusedError for what is not what it says, or too large."""
    proper = file_name(name)
    media_type = media_type_of(proper, content)
    digest = hashlib.sha256(content).hexdigest()
    # Before it is looked for: one that is being collected at this moment is then gone, and stored anew.
    UnusedFile.objects.filter(pk=digest).delete()
    row = StoredFile.objects.filter(pk=digest).defer("content").first()
    if row is None:
        StoredFile.objects.bulk_create(
            [StoredFile(sha256=digest, size=len(content), media_type=media_type, content=content)],
            ignore_conflicts=True,  # another hands in the same at the same time
        )
        row = StoredFile.objects.defer("content").get(pk=digest)
    return Kept(row, proper)


def file_name(given: str) -> str:
    """Return the last part of a path as a file name that is safe anywhere, with its ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", visible(given)))[-1]
    plain = " ".join(_NOT_IN_NAMES.sub(" ", last).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
