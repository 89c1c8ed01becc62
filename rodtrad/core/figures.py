"""Figures as readers see them: grouped, with the decimal sign of their language, a true minus, and their unit."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils.formats import number_format

_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_NO_FIGURE = "\N{EN DASH}"
_EXACT = Context(prec=400)  # room for the largest figure there is


def format_figure(value: float, decimals: int = 0, unit: str = "") -> str:
    """Write a figure in the active language: «12,0 %», «1 234 567 kr», «−3,5»; English: «12.0%», «1,234,567 kr».

    Rounds halves away from zero, as people do; what is no figure is a dash.
    """
    if not math.isfinite(value):
        return _NO_FIGURE
    text = number_format(rounded(value, decimals), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    text = text.replace("-", _MINUS)
    if not unit:
        return text
    tight = unit == "%" and number_format(1.5, decimal_pos=1, use_l10n=True) == "1.5"
    return text + ("" if tight else _SPACE) + unit


def rounded(value: float, decimals: int) -> Decimal:
    """Round the figure as it is written; what rounds to zero has no sign."""
    figure = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return abs(figure) if figure == 0 else figure
