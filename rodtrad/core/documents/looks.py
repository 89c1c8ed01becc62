"""What documents look like on paper: the page's light colours (website/static/rodtrad/tokens.css), sizes in points."""

from pathlib import Path

INK = "0c2431"
INK_SOFT = "3f5664"
HAIR = "c6d4dc"
TINT = "eaf2f6"
ORGANISATION = "0b3c5d"
THREAD = "cb1128"

BODY = 10.5
TITLE = 26.0
HEADINGS = {1: 17.0, 2: 13.0, 3: 11.0}
SMALL = 9.0

FONTS = Path(__file__).parent / "fonts"
#: The family that our own font files hold, and the one for letters that those lack.
FAMILY = "Inter"


def font_files() -> list[str]:
    """Return the font files that documents are drawn with; none of the machine's own are used."""
    return [str(path) for path in sorted(FONTS.glob("*.ttf"))]
