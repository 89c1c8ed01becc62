"""Codes of regions in KOSTRA's tables, as ours."""

import re

COUNTRY = "0"
#: The whole country with and without Oslo, all of Oslo's districts, groups: figures of SSB's own for what is no area.
_COUNTRY = "EAK"
_COUNTY = re.compile(r"EKA(\d{2})")


def area_code(code: str) -> str:
    """Return our code of a region.

    Municipalities (0301), Oslo's districts (030101) and groups (EKG13) have the same with us, and so have «EAKUO», the
    country without Oslo, and «EAB», all of Oslo's districts. The figures of all but areas are SSB's own estimates.
    """
    if code == _COUNTRY:
        return COUNTRY
    county = _COUNTY.fullmatch(code)
    return county[1] if county else code
