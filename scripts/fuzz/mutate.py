"""Inputs made into other inputs. Every mutation takes a source of chance, and gives the same for the same chance."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]
LARGEST = 1_000_000
#: What readers have been known to stumble on.
TEXTS = (
    "", " ", "0", "-1", "1e999", "99999999999999999999", "1 000", "2026,0", "2026", "31.12.2026", "2026-02-30",
    "0001-01-01", "9999-12-31", "10000-01-01", "٣", "²", "½", "null", "~", "true", "nan", "Infinity", "\x00", "\x0b",
    "\x1b[2J", "\x7f", "\x85", "\u2028", "\u200b", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ufffd", "\U0010ffff",
    "e\u0301" * 40, "İ", "ß", "ﬁ", "ǆ", "å", "a\u030a", "=1+1", "+1", "-x", "@SUM(A1)", "'=x", "''", '"', "<b>", "</x>",
    "<script>alert(1)</script>", "javascript:alert(1)", "&#0;", "&amp;", "]]>", "<![CDATA[", "%s %(x)s {0} {x}", "\\",
    "../../etc/passwd", "http://127.0.0.1:1/", "a" * 64, "a" * 65, "a" * 301, "a" * 501, "å" * 20_001, "; ; ,", "a;a",
    "_x000D_", "_x0000_", "mal", "tiltak", "gode-skoler", "solvik", "utvik/eit-mal", "samfunnsdel", "\n", "\r", "\t",
    "a\nb", "1.1.1", "Mål 1", "Delmål og strategier", "- ", "#", "*", "xml:space", "\u00ad", "\f",
)  # fmt: skip


def some_text(chance: random.Random) -> str:
    first = chance.choice(TEXTS)
    return first + chance.choice(TEXTS) if chance.random() < 0.2 else first


def bytes_mutated(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _turn in range(chance.choice((1, 1, 2, 4, 16))):
        place, span = chance.randrange(len(found) + 1), chance.choice((1, 4, 64, 1024))
        match chance.randrange(7):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[place : place + span]
            case 2:
                found[place:place] = found[place : place + span] * chance.choice((1, 2, 50))
            case 3:
                found[place : place + chance.randrange(8)] = some_text(chance).encode()
            case 4:
                other = chance.randrange(len(found) + 1)
                found[place:place] = found[other : other + span]
            case 5 if found[place : place + 1]:
                found[place] ^= 1 << chance.randrange(8)
            case _:
                found = found[:place] if chance.random() < 0.2 else found
    return bytes(found[:LARGEST])


def spliced(first: bytes, second: bytes, chance: random.Random) -> bytes:
    """Return the beginning of one and the end of another."""
    return (first[: chance.randrange(len(first) + 1)] + second[chance.randrange(len(second) + 1) :])[:LARGEST]


def lines_mutated(content: bytes, chance: random.Random) -> bytes:
    """Move, repeat, indent and rewrite whole lines, as one edits text."""
    lines = content.split(b"\n")
    for _turn in range(chance.choice((1, 1, 2, 5))):
        place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0 if len(lines) > 1:
                del lines[place : place + chance.choice((1, 1, 5))]
            case 1:
                lines[place:place] = lines[other : other + chance.choice((1, 1, 10))] * chance.choice(
                    (1, 1, 50)
                )
            case 2:
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                lines[place] = b" " * chance.choice((1, 2, 8)) + lines[place]
            case 4:
                lines[place] = lines[place].lstrip()
            case 5:
                head, separator, _tail = lines[place].partition(chance.choice((b": ", b"\t", b";", b" ")))
                lines[place] = head + separator + some_text(chance).encode()
            case _:
                words = lines[place].split(b" ")
                words[chance.randrange(len(words))] = some_text(chance).encode()
                lines[place] = b" ".join(words)
        lines = lines or [b""]
    return b"\n".join(lines)[:LARGEST]


def cells_mutated(content: bytes, chance: random.Random) -> bytes:
    """Rewrite, move and repeat cells of separated text."""
    separator = max((b"\t", b";", b","), key=content.count)
    rows = [line.split(separator) for line in content.split(b"\n")]
    for _turn in range(chance.choice((1, 2, 5, 20))):
        row, other = chance.choice(rows), chance.choice(rows)
        place = chance.randrange(len(row))
        match chance.randrange(6):
            case 0 | 1:
                row[place] = some_text(chance).encode()
            case 2:
                row[place] = chance.choice(other)
            case 3:
                row.insert(place, chance.choice(other))
            case 4 if len(row) > 1:
                del row[place]
            case _:
                row[place] = b'"' + row[place] + chance.choice((b'"', b'""', b"", b'\n"'))
    return b"\n".join(separator.join(row) for row in rows)[:LARGEST]


def within_archive(inner: Mutation, *, often: Sequence[str] = ()) -> Mutation:
    """Return a mutation that damages parts of an archive behind the compression, or the archive itself."""

    def mutated(content: bytes, chance: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = [(name, archive.read(name)) for name in archive.namelist()]
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
            EOFError,
            struct.error,
        ):
            return bytes_mutated(content, chance)
        names = [name for name, _part in parts]
        likely = [name for name in names if any(word in name for word in often)] or names
        for _turn in range(chance.choice((1, 1, 2))):
            target = chance.choice(likely if chance.random() < 0.8 else names) if names else ""
            parts = [(name, inner(part, chance) if name == target else part) for name, part in parts]
        match chance.randrange(30) if parts else 99:
            case 0:
                del parts[chance.randrange(len(parts))]
            case 1:
                parts.append(chance.choice(parts))
            case 2:
                place = chance.randrange(len(parts))
                parts[place] = (chance.choice((*names, some_text(chance)[:200])), parts[place][1])
        return _archive(parts, chance)

    return mutated


def _archive(parts: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    held = io.BytesIO()
    how = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, part in parts:
            entry = zipfile.ZipInfo(name.replace("\ud800", "") or "x")
            entry.compress_type = how
            archive.open(entry, "w", force_zip64=False).close() if not part else archive.writestr(entry, part)
    whole = held.getvalue()
    return bytes_mutated(whole, chance) if chance.random() < 0.05 else whole
