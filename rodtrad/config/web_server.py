"""gunicorn with the program's own settings: sync workers, measured to be the fastest here."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication

from rodtrad.config import lifeline
from rodtrad.config.environment import Environment


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, application: WSGIHandler, options: dict[str, Any]) -> None:
        self._application = application
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return self._application


def gunicorn_options(environment: Environment) -> dict[str, Any]:
    """Return gunicorn's options as the environment sets them."""
    options: dict[str, Any] = {
        "bind": bind_address(environment),
        "workers": environment.number("WEB_CONCURRENCY", (os.cpu_count() or 1) * 2 + 1),
        "timeout": environment.number("WEB_TIMEOUT", 30),
        "graceful_timeout": 20,
        "preload_app": True,
        "logger_class": "rodtrad.config.web_logs.WebLogger",
        "control_socket_disable": True,
        "proc_name": "rodtrad",
        "post_fork": _follow_arbiter,
    }
    if Path("/dev/shm").is_dir():  # noqa: S108  # heartbeats of workers; a slow disk would make them look dead
        options["worker_tmp_dir"] = "/dev/shm"  # noqa: S108  # as above
    return options


def bind_address(environment: Environment) -> str:
    """Return where to listen: BIND as given, with PORT when it names no port of its own."""
    bind = environment.text("BIND", "127.0.0.1")
    port = environment.number("PORT", 8000)
    if bind.startswith(("unix:", "fd://")) or ":" in bind.rpartition("]")[2]:
        return bind
    return f"{bind}:{port}"


def run_web_server(application: WSGIHandler, environment: Environment) -> None:
    """Serve until told to stop."""
    sys.argv[1:] = []  # gunicorn reads them again when it re-executes itself
    WebServer(application, gunicorn_options(environment)).run()


def _follow_arbiter(_server: Any, worker: Any) -> None:
    lifeline.follow(worker.ppid)
