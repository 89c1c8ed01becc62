"""`python -m bench [part …]`: build the towns, measure, print the table."""

import argparse
import importlib
import os
import platform
import time
from pathlib import Path

import django

from bench.alone import run_alone
from bench.place import place
from bench.table import print_markdown, print_table

PARTS = (
    "check",
    "thread",
    "overview",
    "search",
    "imports",
    "workbook",
    "pages",
    "editing",
    "jsonstat",
    "loading",
    "versions",
    "wheel",
)
#: Needs some ten gigabytes of disk, so it is measured only when it is asked for.
LARGE = ("store",)
SMALLER = (1_000, 10_000)
#: Parts that make what they measure on themselves, without the towns.
WITHOUT_TOWNS = frozenset(
    {"imports", "workbook", "pages", "editing", "jsonstat", "loading", "store", "versions", "wheel"}
)


def main() -> None:
    arguments = _arguments()
    begun = time.perf_counter()
    with place(arguments.data) as server:
        print(f"{platform.python_implementation()} {platform.python_version()}, ", end="")
        print(f"PostgreSQL {server.server_version}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
        _tell_of_others()
        parts = arguments.parts or PARTS
        if not WITHOUT_TOWNS.issuperset(parts):
            _build(arguments.elements)
        django.setup()
        for part in parts:
            begun_part = time.perf_counter()
            measure = importlib.import_module(f"bench.part_{part}").measure
            (print_markdown if arguments.markdown else print_table)(part, measure(arguments.elements))
            print(f"    ({part} took {time.perf_counter() - begun_part:.0f} s)", flush=True)
    print(f"\nTook {time.perf_counter() - begun:.0f} s.")


def _tell_of_others() -> None:
    busy = os.getloadavg()[0]
    if busy > (os.cpu_count() or 1) / 2:
        print(f"Other work keeps {busy:.1f} processors busy: the figures are worse than on a quiet machine.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        choices=[*PARTS, *LARGE, []],
        help=f"what to measure; by default all but {LARGE[0]}",
    )
    parser.add_argument("--elements", type=int, default=100_000, help="size of the largest town")
    parser.add_argument("--data", type=Path, help="keep the databases here, and use those that stand here")
    parser.add_argument("--markdown", action="store_true", help="print tables for docs/benchmarks.md")
    return parser.parse_args()


def _build(largest: int) -> None:
    """Build the towns in processes of their own."""
    for size in sorted({*(size for size in SMALLER if size < largest), largest}):
        made = run_alone("bench.town_store", "fill", size=size, links=2 * size)
        if made.figures["built"]:
            print(f"Built {size} elements and {2 * size} links in {made.seconds:.1f} s.")


if __name__ == "__main__":
    main()
