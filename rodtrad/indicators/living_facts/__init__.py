"""Living facts: sentences with places for figures, such as «{innbyggere} bor i {sted}.»

A place is `{key}` for the latest figure of an indicator, `{key:form}` for another way to say it, and `{sted}` for the
name of the root. All functions here are pure.
"""

from rodtrad.indicators.living_facts.parts import PLACE_NAME, Form, SentenceError, Slot, Why, parse_sentence
from rodtrad.indicators.living_facts.portions import Portion, in_ten, nearest_portion

__all__ = [
    "PLACE_NAME",
    "Form",
    "Portion",
    "SentenceError",
    "Slot",
    "Why",
    "in_ten",
    "nearest_portion",
    "parse_sentence",
]
