"""Give a reader damaged and hostile input, and tell of everything that ends in neither content nor a refusal.

    python -m scripts.fuzz workbook 60

The first word is the reader, the second the minutes. Each fault is kept, with the smallest input that gives it.
"""

import argparse
import importlib
import logging
import os
import time
import warnings
from pathlib import Path

from scripts.fuzz.place import place
from scripts.fuzz.watch import watch

#: Reader and the file it is told of in.
READERS = {
    "workbook": "sheets", "csv": "sheets", "stratml": "stratml", "yaml": "plan_files", "pdf": "documents",
    "word": "documents", "text": "documents", "geojson": "boundaries", "jsonstat": "jsonstat", "rich": "words",
    "search": "words", "api": "web", "forms": "web", "opensdg": "opensdg", "opensdg_metadata": "opensdg",
}  # fmt: skip


def main() -> None:
    given = _arguments()
    with place(given.reader):
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        reader = importlib.import_module(f"scripts.fuzz.readers.{READERS[given.reader]}").READERS[
            given.reader
        ]
        began = time.monotonic()
        tally = watch(reader, seconds=given.minutes * 60, seed=given.seed, out=given.out / given.reader)
        minutes = (time.monotonic() - began) / 60
        print(
            f"{reader.name}: {tally.inputs} inputs in {minutes:.1f} min on {time.strftime('%Y-%m-%d')}, "
            f"{tally.ways} ways, {dict(tally.answers)}, slowest {tally.slowest:.1f} s of the processor, "
            f"{tally.memory} MB at most, {len(tally.faults)} faults {tally.faults or ''}"
        )
    raise SystemExit(bool(tally.faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.fuzz", description=__doc__)
    parser.add_argument("reader", choices=sorted(READERS))
    parser.add_argument("minutes", type=float)
    parser.add_argument("--seed", type=int, default=1, help="another number, other inputs")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"), help="where faults are kept")
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o022)
    main()
