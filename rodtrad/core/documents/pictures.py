"""Drawings as pictures, for files that cannot hold drawings."""

import resvg_py

from rodtrad.core.documents.looks import FAMILY, font_files

_SCALE = 3


class PictureError(ValueError):
    """The drawing cannot be read."""


def as_png(svg: str) -> bytes:
    """Draw the SVG on white, three pixels for each of its units, with our own fonts. Raises PictureError."""
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=_SCALE,
                background="#ffffff",
                font_files=font_files(),
                font_family=FAMILY,
                sans_serif_family=FAMILY,
                skip_system_fonts=True,
                resources_dir=None,
            )
        )
    except ValueError as error:
        raise PictureError(str(error)) from error
