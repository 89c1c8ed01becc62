"""How wide a text is in Inter, without a browser: from the widths of its letters."""

#: Letters by their width in hundredths of the size, at text sizes, with figures of one width. Measured in Inter 4.
_WIDTHS = {
    24: "ijl",
    26: "’",
    27: " ,.:;I\xa0",
    29: "!·",
    30: "'",
    31: "\\",
    32: "`",
    33: "t|",
    34: "f",
    36: "/",
    39: "()[]r{}",
    44: "²",
    45: "³",
    46: "_°",
    47: '"^',
    50: "–",
    51: "?",
    53: "s",
    55: "kxz",
    56: "Lavyåä",
    57: "Jc§",
    58: "eé«»",
    59: "Fhnuüµ",
    60: "Eoøö",
    61: "bdgpq",
    63: "#TZ",
    64: "$&PRS",
    65: "0123456789*+-<=>B~−",
    67: "KY",
    68: "X",
    70: "AVÅÄ",
    72: "D",
    73: "C",
    74: "HU",
    75: "GN",
    76: "OQØÖ",
    82: "w",
    85: "½",
    86: "…",
    88: "m",
    90: "M",
    92: "æ",
    97: "@",
    98: "%",
    99: "Æ",
    100: "W—",
}
_WIDTH_OF = {letter: width / 100 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 1.0  # a letter that is not in the table is taken wide
_BOLD = 1.04  # semibold letters are so much wider, a little more than on the mean
_NARROWEST = 0.24
_ELLIPSIS = "…"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is in drawing units, or a little more."""
    return sum(_WIDTH_OF.get(letter, _OTHER) for letter in text) * size * (_BOLD if bold else 1.0)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than the room."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text[: int(room / size / _NARROWEST) + 1]
    while kept and text_width(kept.rstrip() + _ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip().rstrip(" ,.;:–-") + _ELLIPSIS


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """Return the text in at most `most` lines broken between words; what does not fit is cut with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size, bold=bold) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines.append(" ".join(words))
    return [shortened(line, room, size, bold=bold) for line in lines] or [""]
