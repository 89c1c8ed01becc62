"""PostgreSQL that comes along: found in a wheel, started when needed, stopped when nobody uses it.

Needs no Django; settings and the command line use it before Django starts.
"""

from rodtrad.core.embedded.binaries import Binaries, find_binaries
from rodtrad.core.embedded.errors import EmbeddedError
from rodtrad.core.embedded.layout import default_data_dir
from rodtrad.core.embedded.server import EmbeddedServer
from rodtrad.core.embedded.tools import run_tool
from rodtrad.core.embedded.upgrade import upgrade_cluster

__all__ = [
    "Binaries",
    "EmbeddedError",
    "EmbeddedServer",
    "default_data_dir",
    "find_binaries",
    "run_tool",
    "upgrade_cluster",
]
