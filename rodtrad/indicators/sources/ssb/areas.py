"""Codes of areas in ordinary tables, as ours."""

import re

#: «K-0301» and «F-03» are municipalities and counties as they are now, summed backwards; «030101a» is a district.
_PREFIXED = re.compile(r"[KF]-(\d+)")
_DISTRICT = re.compile(r"(\d{6})[a-z]")


def area_code(code: str) -> str:
    """Return our code of an area: without what SSB puts before or after it."""
    found = _PREFIXED.fullmatch(code) or _DISTRICT.fullmatch(code)
    return found[1] if found else code
