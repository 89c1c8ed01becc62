"""Run PostgreSQL's client programs. psql, pg_dump and pg_restore are all in the wheel."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

from rodtrad.core.embedded.binaries import Binaries, clean_environment
from rodtrad.core.embedded.errors import ToolFailedError
from rodtrad.core.embedded.layout import os_errors_in_words

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "dbname": "PGDATABASE",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
}


def run_tool(
    binaries: Binaries, name: str, arguments: Sequence[str], connection: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a client program; how to connect goes by environment, so that a password is on no command line."""
    variables = {_VARIABLES[key]: value for key, value in connection.items() if key in _VARIABLES}
    program = binaries.program(name)
    with os_errors_in_words(program):
        result = subprocess.run(  # noqa: S603 - a program of ours, no shell
            [program, *arguments],
            env=clean_environment(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode != 0:
        raise ToolFailedError(tool=name, exit_code=result.returncode, output=result.stderr[-4000:].strip())
    return result
