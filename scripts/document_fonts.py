"""Makes the font files of documents from Inter as it is published (npm, inter-ui, OFL-1.1).

Typst and resvg do not read WOFF 2. What is kept: Latin, Greek and Cyrillic letters, signs of mathematics and arrows.
Needs `fonttools` and `brotli`, which the program itself does not:

    npm pack inter-ui@4.1.1 && tar xzf inter-ui-4.1.1.tgz
    python scripts/document_fonts.py package/web rodtrad/core/documents/fonts
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

#: The cuts, and the file that each is made of.
CUTS = {"Regular": "Inter-Regular", "Bold": "Inter-SemiBold", "Italic": "Inter-Italic"}
KEPT = ((0x20, 0x24F), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))
_STYLE = {"Regular": (400, 0x40, 0), "Bold": (700, 0x20, 1), "Italic": (400, 0x01, 2)}


def make(source: Path, into: Path) -> None:
    covered: set[int] | None = None
    for cut, file in CUTS.items():
        font = TTFont(source / f"{file}.woff2", recalcTimestamp=False)
        font.flavor = None
        _cut_down(font)
        _name(font, cut)
        font.save(into / f"Inter-{cut}.ttf")
        found = set(font.getBestCmap())
        covered = found if covered is None else covered & found
    (into / "letters.txt").write_text("".join(f"{one:04X}\n" for one in sorted(covered or ())), "ascii")


def _cut_down(font: TTFont) -> None:
    options = Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "calt"], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[one for first, last in KEPT for one in range(first, last + 1)])
    subsetter.subset(font)


def _name(font: TTFont, cut: str) -> None:
    names = font["name"]
    names.names = []
    for number, words in {
        1: "Inter",
        2: cut,
        3: f"Inter-{cut}",
        4: f"Inter {cut}",
        6: f"Inter-{cut}",
    }.items():
        names.setName(words, number, 3, 1, 0x409)
    weight, selection, style = _STYLE[cut]
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = weight, selection, style


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
