"""Forms that carry what stood when they were made: opened and sent, at once or after somebody else."""

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

_VERSION = re.compile(r'name="versjon" value="([^"]*)"')


def version_in(answer: Any, after: str = "") -> str:
    """Return what the first form of the page carries; the first after these words where there are several."""
    return str(
        _VERSION.findall(answer.content.decode().partition(after)[2] if after else answer.content.decode())[0]
    )


def send(client: Client, address: str, sent: Mapping[str, Any], after: str = "") -> Any:
    """Open the page and send its form."""
    return client.post(address, {**sent, "versjon": version_in(client.get(address), after)})
