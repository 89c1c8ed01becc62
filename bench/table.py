"""The table that is printed: ours, the same bare, the aim."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One thing measured. `aims` holds what was asked for, in words, and whether it was met."""

    what: str
    ours: str
    memory: str = ""
    floor: str = ""
    ratio: str = ""
    aims: dict[str, bool] = field(default_factory=dict)
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        aims = ", ".join(self.aims)
        met = ("ok" if all(self.aims.values()) else "NOT MET") if self.aims else ""
        return self.what, self.ours, self.memory, self.floor, self.ratio, aims, met


HEAD = ("what", "ours", "peak (added)", "bare", "ratio", "aim", "")


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def memory(peak: float, added: float) -> str:
    return f"{peak:.0f} MB (+{added:.0f})"


def print_table(title: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    print(f"\n{title}\n")
    for line in lines:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    for row in rows:
        if row.note:
            print(f"    {row.what}: {row.note}")


def print_markdown(title: str, rows: Iterable[Row]) -> None:
    """Print the table as it stands in docs/benchmarks.md."""
    rows = list(rows)
    print(f"\n### {title}\n")
    for line in (HEAD, ["---"] * len(HEAD), *(row.cells for row in rows)):
        print(f"| {' | '.join(line)} |")
    print()
    for row in rows:
        if row.note:
            print(f"- {row.what}: {row.note}")
