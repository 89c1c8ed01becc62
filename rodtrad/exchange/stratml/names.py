"""Namespaces, and identifiers as xs:ID."""

import re

PARTS = {
    1: ("urn:ISO:std:iso:17469:tech:xsd:stratml_core", "StrategicPlan"),
    2: ("urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", "PerformancePlanOrReport"),
}
#: What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def identifier(key: str) -> str:
    """Return a key as xs:ID, which may not begin with a digit."""
    return f"_{key}"


def key_of(identity: str) -> str:
    return identity.removeprefix("_")


def clean(text: str) -> str:
    return _NOT_XML.sub("", text).strip()
