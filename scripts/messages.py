"""Collect the interface's texts into rodtrad/locale, and compile what is translated.

python scripts/messages.py            update django.po and django.mo for nynorsk and English
python scripts/messages.py --check    change nothing; exit 1 and list what is missing or out of date
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "rodtrad"
LANGUAGES = ("nn", "en")
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a header needs a date; a fixed one keeps the bytes the same
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[Path, int, str | tuple[str, ...], str | None]


def python_like(path: Path) -> str:
    """Return the file as text that Python's tokenizer reads: templates become calls of gettext."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return text
    return re.sub(r"^[ \t]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)


def messages_in(path: Path) -> Iterator[Found]:
    source = io.BytesIO(python_like(path).encode())
    # The library says of itself that it gives other things in another order than it does.
    calls = cast(
        "Iterator[tuple[int, str, object, object]]",
        extract_python(source, cast("dict[str, None]", KEYWORDS), (), {"encoding": "utf-8"}),
    )
    for line, function, message, _comments in calls:
        parts = message if isinstance(message, tuple) else (message,)
        texts = [part for part in parts if isinstance(part, str)]
        if not texts or not texts[0]:
            continue
        context = texts.pop(0) if function.startswith(("p", "np")) else None
        plural = function.startswith(("ng", "np")) and len(texts) > 1
        yield path, line, (texts[0], texts[1]) if plural else texts[0], context


def messages_in_f_strings(path: Path) -> Iterator[Found]:
    """Yield what stands inside f-strings, which are one token to Python's tokenizer before 3.12."""
    for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
        for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
            name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in KEYWORDS:
                texts = [
                    arg.value
                    for arg in call.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                if not texts:
                    continue  # a text marked elsewhere, translated where it is shown
                context = texts.pop(0) if name.startswith(("p", "np")) else None
                plural = name.startswith(("ng", "np")) and len(texts) > 1
                yield path, call.lineno, (texts[0], texts[1]) if plural else texts[0], context


def all_messages() -> Catalog:
    catalog = Catalog(charset="utf-8")
    paths = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]
    for path in sorted(paths):
        if "migrations" not in path.parts and "static" not in path.parts:
            inside = messages_in_f_strings(path) if path.suffix == ".py" else ()
            for _path, _line, message, context in [*messages_in(path), *inside]:
                catalog.add(message, locations=[(str(path.relative_to(PACKAGE)), 0)], context=context)
    return catalog


def po_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def existing(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, template: Catalog) -> Catalog:
    """Return the language's catalog with just the template's messages, keeping what is translated."""
    old = existing(language)
    fresh = Catalog(locale=language, project="Rødtråd", charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            same_kind = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
            string = known.string if known is not None and same_kind else ""
            fresh.add(
                message.id, string, locations=message.locations, flags=message.flags, context=message.context
            )
    return fresh


def untranslated(catalog: Catalog) -> list[str]:
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not all(strings):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, sort_output=True, include_lineno=False, omit_header=False, width=110)
    write_mo(mo, catalog)
    stable = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator)[^\n]*\n', b"", po.getvalue()
    )
    return re.sub(rb"^#.*\n(#.*\n)*(?=#\nmsgid \"\"\nmsgstr|msgid \"\"\nmsgstr)", b"", stable), mo.getvalue()


def translations(catalog: Catalog) -> dict[tuple[object, object], object]:
    return {(m.context, str(m.id)): str(m.string) for m in catalog if m.id}


def problems(language: str, template: Catalog) -> list[str]:
    catalog = merged(language, template)
    found = [f"{language}: mangler oversettelse av «{text}»" for text in untranslated(catalog)]
    if translations(catalog) != translations(existing(language)):
        found.append(f"{language}: django.po er ikke oppdatert; kjør make messages")
    mo = po_path(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(existing(language)):
        found.append(f"{language}: django.mo er ikke oppdatert; kjør make messages")
    return found


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo file; without header dates, so that the same translations give the same bytes."""
    out = io.BytesIO()
    plain = Catalog(
        locale=catalog.locale, charset="utf-8", fuzzy=False, creation_date=SOME_DAY, revision_date=SOME_DAY
    )
    for message in sorted((m for m in catalog if m.id), key=lambda m: (str(m.id), m.context or "")):
        plain.add(message.id, message.string, context=message.context)
    write_mo(out, plain)
    return out.getvalue()


def main() -> int:
    template = all_messages()
    if "--check" in sys.argv:
        found = [problem for language in LANGUAGES for problem in problems(language, template)]
        print("\n".join(found))
        return 1 if found else 0
    for language in LANGUAGES:
        catalog = merged(language, template)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po_path(language).write_bytes(written(catalog)[0])
        po_path(language).with_suffix(".mo").write_bytes(compiled(catalog))
        print(f"{language}: {len(list(catalog)) - 1} tekster, {len(untranslated(catalog))} uten oversettelse")
    return 0


if __name__ == "__main__":
    sys.exit(main())
