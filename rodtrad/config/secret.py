"""The secret key of an embedded installation: made once, beside its database, readable by its owner only."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from rodtrad.core.embedded.account import choose_account
from rodtrad.core.embedded.layout import layout_for, make_data_dir, os_errors_in_words


def make_secret(data_dir: Path) -> None:
    """Make the key unless it is there; of two processes at once, one wins and both use its key."""
    layout = layout_for(data_dir)
    path = layout.data / "secret-key"
    with os_errors_in_words(path):
        if path.exists() and path.read_text("ascii").strip():
            return
    make_data_dir(layout, choose_account(layout.cluster))
    with os_errors_in_words(path):
        descriptor, name = tempfile.mkstemp(prefix="secret-key.", dir=layout.data)  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50) + "\n")
                file.flush()
                os.fsync(descriptor)
            if path.exists() and not path.stat().st_size:
                path.unlink()  # a full disk left it empty
            with contextlib.suppress(FileExistsError):
                os.link(name, path)
        finally:
            os.unlink(name)
