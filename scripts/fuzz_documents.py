"""Give the readers of documents damaged files, and tell of every one that ends in anything but lines or a refusal.

    python scripts/fuzz_documents.py pdf 600

The first word is the reader (pdf, word or text), the second the seconds. Starts from tests/exchange/document/files.
A file that fails is kept in the system's folder for temporary files, and its name is printed.
"""

import io
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from rodtrad.exchange.document.child import EXTRACTORS
from rodtrad.exchange.document.kinds import Kind, kind_of
from rodtrad.exchange.document.propose import propose
from rodtrad.exchange.document.refusal import RefusedError
from rodtrad.exchange.document.vocabulary import usual_vocabulary

FILES = Path(__file__).parent.parent / "tests" / "exchange" / "document" / "files"
ENDINGS = {Kind.PDF: "pdf", Kind.WORD: "docx", Kind.TEXT: "txt"}
LONGEST = 20
_WORDS = [
    b"0",
    b"-1",
    b"99999999999",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj",
    b"stream",
    b"\x00",
    b"\xff\xfe",
    b"&#0;",
]
_WORDS += [
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:gridSpan w:val='9999999'/>",
    b"\xc2\xad",
    b"\f",
    b"\t",
    b".",
]
_WORDS += [
    "Mål 1\n".encode(),
    b"Delm\xc3\xa5l og strategier\n",
    b"\n\n\n\n",
    b"- ",
    "Ved å ".encode(),
    b"1.1.1 ",
]


def mutated(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _turn in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(found) or 1)
        span = chance.choice((1, 4, 64, 1024))
        match chance.randrange(6):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[place : place + span]
            case 2:
                found[place:place] = found[place : place + span] * chance.choice((1, 2, 50))
            case 3:
                found[place : place + chance.randrange(8)] = chance.choice(_WORDS)
            case 4:
                other = chance.randrange(len(found) or 1)
                found[place:place] = found[other : other + span]
            case _:
                found = found[: max(1, place)] if chance.random() < 0.2 else found
    return bytes(found[:4_000_000])


def mutated_archive(content: bytes, chance: random.Random) -> bytes:
    """Return the archive with one part of it mutated inside, so that the damage is behind the compression."""
    source, result = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    target = chance.choice(
        ["word/document.xml"] * 4 + ["word/styles.xml", "word/numbering.xml", *source.namelist()]
    )
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            part = source.read(name)
            out.writestr(name, mutated(part, chance) if name == target else part)
    return result.getvalue()


def main() -> None:
    kind, seconds = Kind(sys.argv[1]), float(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("too slow")))
    content = (FILES / f"plan.{ENDINGS[kind]}").read_bytes()
    chance, vocabulary = random.Random(os.environ.get("SEED", "1")), usual_vocabulary()
    answers: Counter[str] = Counter()
    slowest, deadline = 0.0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        inside = kind is Kind.WORD and chance.random() < 0.7
        damaged = mutated_archive(content, chance) if inside else mutated(content, chance)
        began = time.monotonic()
        signal.alarm(LONGEST)
        try:
            kind_of(damaged, "")
            lines = EXTRACTORS[kind](damaged)
            reading = propose(lines, vocabulary, name="x")
            assert all(proposal.title for proposal in reading.proposals), "a proposal without a title"
            answers["lines"] += 1
        except RefusedError as refused:
            answers[refused.why.value] += 1
        except Exception as error:
            signal.alarm(0)
            with tempfile.NamedTemporaryFile(suffix=f".{ENDINGS[kind]}", delete=False) as kept:
                kept.write(damaged)
            answers[f"FAILED {type(error).__name__}"] += 1
            print(kept.name, "".join(traceback.format_exception(error)[-3:]), flush=True)
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.monotonic() - began)
    print(f"{kind}: {sum(answers.values())} files, slowest {slowest:.1f} s, {dict(answers)}")


if __name__ == "__main__":
    main()
