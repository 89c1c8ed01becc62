"""Put a new cluster in the old one's place in two renames that survive a crash between them."""

from __future__ import annotations

import json
import os
from pathlib import Path

from rodtrad.core.embedded.layout import Layout


def switch(layout: Layout, *, new: Path, kept: Path) -> None:
    """Move the cluster to `kept` and `new` to the cluster's place.

    The marker comes first: without it a crash between the renames would look like "no database yet", and the
    next start would make an empty one.
    """
    writing = layout.upgrade_marker.with_suffix(".new")
    with writing.open("w", encoding="utf-8") as file:
        json.dump({"new": new.name, "kept": kept.name}, file)
        file.flush()
        os.fsync(file.fileno())
    writing.replace(layout.upgrade_marker)
    _sync_directory(layout.data)
    finish_switch(layout)


def finish_switch(layout: Layout) -> None:
    """Do what remains of a switch that was begun; call with the owner lock held."""
    try:
        marker = json.loads(layout.upgrade_marker.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    new, kept = layout.data / marker["new"], layout.data / marker["kept"]
    if new.exists():
        if layout.cluster.exists():
            layout.cluster.rename(kept)
        new.rename(layout.cluster)
    _sync_directory(layout.data)
    layout.upgrade_marker.unlink()


def _sync_directory(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
