"""gunicorn's log: one line per request with its id, and nothing personal (no address, query or browser)."""

import logging
import re
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

#: Whoever has the rest of this address can read a draft.
_SECRET = re.compile(r"^(/utkast/).+")
_QUIET = ("/healthz", "/readyz", "/static/")


class WebLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Send gunicorn's lines through the program's own logging set-up."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
        self.error_log.setLevel(logging.WARNING)

    @property
    def access_log_enabled(self) -> bool:
        return True

    def access(self, resp: Any, req: Any, request: dict[str, Any], request_time: timedelta) -> None:
        path = _SECRET.sub(r"\1…", str(request.get("PATH_INFO", "")))
        status = int(str(resp.status).split(maxsplit=1)[0])
        if status < 400 and path.startswith(_QUIET):
            return
        headers = {name.lower(): value for name, value in resp.headers}
        self.access_log.info(
            "request",
            extra={
                "method": request.get("REQUEST_METHOD", ""),
                "path": path,
                "status": status,
                "bytes": getattr(resp, "sent", 0),
                "milliseconds": round(request_time.total_seconds() * 1000, 1),
                "request_id": headers.get("x-request-id", "-"),
            },
        )
