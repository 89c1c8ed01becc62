"""Logs: JSON lines for machines, plain lines for a terminal. Nothing personal is logged."""

import logging
import logging.config
import sys

from rodtrad.core.requests import request_id


class _RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id"):  # the web server's lines bring theirs
            record.request_id = request_id.get()
        return True


def set_up_logs(*, as_json: bool | None = None, level: str = "INFO") -> None:
    """Set up logging: JSON unless standard error is a terminal, or as `as_json` says."""
    chosen = (not sys.stderr.isatty()) if as_json is None else as_json
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"request_id": {"()": _RequestId}},
            "formatters": {
                "json": {
                    "()": "pythonjsonlogger.json.JsonFormatter",
                    "format": "%(levelname)s %(name)s %(message)s %(request_id)s",
                    "rename_fields": {"levelname": "level", "name": "logger"},
                    "timestamp": "time",  # UTC, ISO 8601
                },
                "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
            },
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "filters": ["request_id"],
                    "formatter": "json" if chosen else "plain",
                },
            },
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "procrastinate": {"level": "WARNING"},
                "django.request": {"level": "ERROR"},
                "django.security": {"level": "WARNING"},
            },
        }
    )
