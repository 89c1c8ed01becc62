"""Living facts: sentences with places for figures, such as «{innbyggere} bor i {sted}.»

A place is `{key}` for the latest figure of an indicator, `{key:form}` for another way to say it, `{key i 030101}` for
another area than the root's, `{key for 2020}` for another period than the latest, and `{sted}` for the name of the root. All functions here are pure.
"""

from rodtrad.indicators.living_facts.parts import PLACE_NAME, Form, SentenceError, Slot, Why, parse_sentence, slots_in
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
    "slots_in",
]
