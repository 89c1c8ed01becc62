"""Links between the project's own documents lead somewhere."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

HERE = Path(__file__).resolve().parent.parent
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"\]\(\s*<?([^\s)>]*)>?(?:\s+[\"'(][^\n]*?[\"')])?\s*\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


def documents() -> list[Path]:
    """Return every Markdown file of the project, without what is installed or built in it."""
    return sorted(
        path
        for path in HERE.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(HERE).parts[:-1])
        and path.relative_to(HERE).parts[0] not in ("dist", "build", "node_modules")
    )


def links(text: str) -> Iterator[str]:
    """Yield the addresses that lead to the project itself."""
    prose = CODE.sub("", FENCE.sub("", text))
    for address in LINK.findall(prose) + REFERENCE.findall(prose):
        if not ELSEWHERE.match(address):
            yield address


def anchors(text: str) -> set[str]:
    """Return what headings can be led to by, as GitHub and GitLab make it: words with hyphens between."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        base = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", shown)).replace(" ", "-")
        found.add(next(name for name in numbered(base) if name not in found))
    return found


def numbered(base: str) -> Iterator[str]:
    yield base
    for number in range(1, 1000):
        yield f"{base}-{number}"


def broken(document: Path, text: str) -> Iterator[str]:
    for address in links(text):
        path, _mark, anchor = unquote(address).partition("#")
        target = (document.parent / path) if path else document
        if not target.exists():
            yield f"{address}: the file is not there"
        elif HERE not in (target.resolve(), *target.resolve().parents):
            yield f"{address}: leads out of the project"
        elif anchor and target.suffix == ".md":
            headings = anchors(text if target == document else target.read_text(encoding="utf-8"))
            if anchor not in headings:
                yield f"{address}: no such heading"


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(HERE)))
def test_links_lead_to_files_and_headings(document: Path) -> None:
    assert list(broken(document, document.read_text(encoding="utf-8"))) == []


def test_there_are_documents_with_links() -> None:
    """The test above would be content with none."""
    names = {str(path.relative_to(HERE)) for path in documents()}
    assert {"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/howto/deploy.md"} <= names
    assert sum(len(list(links(path.read_text(encoding="utf-8")))) for path in documents()) > 30


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[a](finnes-ikke.md)", "the file is not there"),
        ("[a](README.md#finnes-ikke)", "no such heading"),
        ("[a](../)", "leads out of the project"),
        ("[a](#b)\n\n# A", "no such heading"),
        ("[a]\n\n[a]: finnes-ikke.md", "the file is not there"),
        ('[a](finnes-ikke.md "tittel")', "the file is not there"),
    ],
)
def test_a_broken_link_is_found(text: str, fault: str) -> None:
    (found,) = broken(HERE / "README.md", text)
    assert found.endswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "[a](README.md)",
        "[a](https://example.org/x)",
        "`[a](kode.md)`",
        "```\n[a](kode.md)\n```",
        "[a](#å-gå-videre)\n\n## Å gå videre?",
        "[a](#a-1)\n\n# A\n\n# A",
        "[a](#rodtrad-check)\n\n## `rodtrad check`",
    ],
)
def test_what_is_no_broken_link_is_let_be(text: str) -> None:
    assert list(broken(HERE / "README.md", text)) == []
