"""PDF, Word and text, read as the process of its own does, as far as a plan file of the proposals."""

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from rodtrad.exchange.document.as_plan_file import as_plan_file
from rodtrad.exchange.document.child import answer
from rodtrad.exchange.document.kinds import Kind, kind_of
from rodtrad.exchange.document.lines import Line
from rodtrad.exchange.document.propose import propose
from rodtrad.exchange.document.refusal import RefusedError
from rodtrad.exchange.document.vocabulary import usual_vocabulary
from rodtrad.exchange.plan_file.parse import parse_plan_file
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, lines_mutated, within_archive
from scripts.fuzz.readers.must_hold import clean
from scripts.fuzz.trees import xml_mutated

_FILES = Path(__file__).parents[3] / "tests" / "exchange" / "document" / "files"
_STREAM = re.compile(
    rb"<<([^<>]*)/Filter ?/FlateDecode([^<>]*)/Length \d+([^<>]*)>>\s*stream\r?\n(.*?)\nendstream", re.DOTALL
)


class RefusedInChildError(Exception):
    """The process of its own refuses the document."""


def _seeds(kind: Kind, ending: str) -> list[bytes]:
    content = (_FILES / f"plan.{ending}").read_bytes()
    return [content, _unpacked(content)] if kind is Kind.PDF else [content]


def _unpacked(content: bytes) -> bytes:
    """Return a PDF without compression, so that what is damaged is the drawing itself."""

    def opened(found: re.Match[bytes]) -> bytes:
        data = zlib.decompress(found[4])
        return b"<<%s%s/Length %d%s>>\nstream\n%s\nendstream" % (
            found[1],
            found[2],
            len(data),
            found[3],
            data,
        )

    return _STREAM.sub(opened, content)


def _read(kind: Kind) -> Callable[[bytes, bool], Iterator[str]]:
    def read(content: bytes, deep: bool) -> Iterator[str]:
        found = answer(kind_of(content, ""), content)
        if "refusal" in found:
            raise RefusedInChildError(found["refusal"])
        lines = [Line.from_json(line) for line in cast("list[dict[str, Any]]", found["lines"])]
        reading = propose(lines, usual_vocabulary(), name=f"plan.{kind.value}")
        known = {0}
        for one in reading.proposals:
            assert one.title, "a proposal without a title"
            clean(one.title, "a title")
            clean(one.description, "a description")
            assert one.parent in known, "a proposal under what does not come before it"
            assert one.id not in known, "two proposals with one number"
            known.add(one.id)
        if deep:
            parse_plan_file(as_plan_file(reading).encode())
        yield from {f"{one.level} {reason.why}" for one in reading.proposals for reason in one.reasons}

    return read


_REFUSALS = (RefusedError, RefusedInChildError)
_WITHIN = within_archive(xml_mutated, often=("document.xml", "styles.xml", "numbering.xml"))
READERS = {
    "pdf": Reader(
        "pdf",
        lambda: _seeds(Kind.PDF, "pdf"),
        (bytes_mutated, bytes_mutated, lines_mutated),
        _read(Kind.PDF),
        _REFUSALS,
        ".pdf",
    ),
    "word": Reader(
        "word",
        lambda: _seeds(Kind.WORD, "docx"),
        (_WITHIN,) * 5 + (within_archive(bytes_mutated), bytes_mutated),
        _read(Kind.WORD),
        _REFUSALS,
        ".docx",
    ),
    "text": Reader(
        "text",
        lambda: _seeds(Kind.TEXT, "txt"),
        (lines_mutated, lines_mutated, bytes_mutated),
        _read(Kind.TEXT),
        _REFUSALS,
        ".txt",
    ),
}
