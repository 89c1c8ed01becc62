"""Plan files, as far as the organisation they would make."""

from collections.abc import Iterator
from pathlib import Path

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import store_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.plan_file.outside import Outside, look_outside
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.resolve import resolve
from rodtrad.exchange.plan_file.write import as_text
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, lines_mutated
from scripts.fuzz.readers.must_hold import clean, undone
from scripts.fuzz.trees import yaml_mutated

_PLAN_FILES = Path(__file__).parents[3] / "tests" / "plan_files"
_OUTSIDE: dict[str, Outside] = {}


def _seeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted(_PLAN_FILES.glob("*.yaml"))]


def _read(content: bytes, deep: bool) -> Iterator[str]:
    file = parse_plan_file(content)
    written = as_text(file)
    assert as_text(parse_plan_file(written.encode())) == written, "what is written reads back as another"
    slug = file.root.slug
    if slug not in _OUTSIDE:
        _OUTSIDE.clear()
        _OUTSIDE[slug] = look_outside(slug)
    for placed in resolve(file, _OUTSIDE[slug]).placed:
        clean(placed.entry.title, "a title")
    if deep:
        with undone():
            report = store_plan_file(file=file, prune=True, correction="prøve")
            again = store_plan_file(file=parse_plan_file(content), prune=True, correction="prøve")
            assert again.tally.changes_nothing, f"the same file again changes: {again.tally.as_text()}"
            stored = dump_root(report.root)
            back = store_plan_file(file=parse_plan_file(stored.encode()), prune=True, correction="prøve")
            assert back.tally.changes_nothing, f"what is exported changes: {back.tally.as_text()}"
    yield ""


READERS = {
    "yaml": Reader(
        "yaml",
        _seeds,
        (yaml_mutated, yaml_mutated, yaml_mutated, lines_mutated, lines_mutated, bytes_mutated),
        _read,
        (ExchangeError,),
        ".yaml",
    )
}
