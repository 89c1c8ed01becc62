"""What the audit trail is told of a command: who ran it, and which it was."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from rodtrad.core.history import told_by


@contextmanager
def told_by_command() -> Iterator[None]:
    """Tell the audit trail which command writes in this block, and which account of the machine runs it."""
    words = click.get_current_context().command_path.split()
    with told_by(command=" ".join(words[1:]), account=_account()):
        yield


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        return str(os.getuid())
