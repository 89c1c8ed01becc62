"""The smallest input that fails in the same way, looked for during a bounded time."""

import io
import time
import zipfile
from collections.abc import Callable

Fails = Callable[[bytes], bool]
_SECONDS = 60


def shrink(content: bytes, fails: Fails) -> bytes:
    deadline = time.monotonic() + _SECONDS
    if not content.startswith(b"PK\x03\x04"):
        return _chopped(content, fails, deadline)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _chopped(content, fails, deadline)
    for name in list(parts):
        without = {other: part for other, part in parts.items() if other != name}
        if fails(_zip(without)):
            parts = without
            continue
        parts[name] = _chopped(parts[name], lambda part: fails(_zip({**parts, name: part})), deadline)  # noqa: B023
    whole = _zip(parts)
    return whole if fails(whole) else content


def _chopped(content: bytes, fails: Fails, deadline: float) -> bytes:
    span = max(1, len(content) // 2)
    while span:
        place = 0
        while place < len(content):
            if time.monotonic() > deadline:
                return content
            shorter = content[:place] + content[place + span :]
            if fails(shorter):
                content = shorter
            else:
                place += span
        span //= 2
    return content


def _zip(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()
