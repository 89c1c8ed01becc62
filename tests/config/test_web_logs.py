import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from pythonjsonlogger.json import JsonFormatter

from rodtrad.config.logs import set_up_logs
from rodtrad.config.web_logs import WebLogger

REQUEST = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/oslo/",
    "QUERY_STRING": "q=Kari+Nordmann",
    "RAW_URI": "/oslo/?q=Kari+Nordmann",
    "REMOTE_ADDR": "192.0.2.7",
    "HTTP_USER_AGENT": "Nettleser/1.0",
    "HTTP_REFERER": "https://example.org/kari",
}


def line(caplog: pytest.LogCaptureFixture, status: str = "200 OK", **environ: str) -> str | None:
    """Return the JSON line for one request."""
    answer = SimpleNamespace(status=status, sent=12, headers=[("X-Request-ID", "abcdefgh")])
    with caplog.at_level(logging.INFO, "gunicorn.access"):
        WebLogger(Config()).access(answer, None, {**REQUEST, **environ}, timedelta(milliseconds=12))
    record = caplog.records[-1] if caplog.records else None
    return JsonFormatter("%(levelname)s %(name)s %(message)s").format(record) if record else None


def test_a_request_is_one_line_with_its_id(caplog: pytest.LogCaptureFixture) -> None:
    written = json.loads(line(caplog) or "")
    assert written["request_id"] == "abcdefgh"
    assert (written["method"], written["path"], written["status"]) == ("GET", "/oslo/", 200)
    assert written["milliseconds"] == 12


def test_nothing_personal_is_written(caplog: pytest.LogCaptureFixture) -> None:
    written = line(caplog) or ""
    for personal in ("Kari", "192.0.2.7", "Nettleser", "example.org"):
        assert personal not in written


@pytest.mark.parametrize(
    ("path", "status", "logged"), [("/healthz", "200 OK", False), ("/readyz", "503 X", True)]
)
def test_health_is_logged_only_when_it_is_bad(
    caplog: pytest.LogCaptureFixture, path: str, status: str, logged: bool
) -> None:
    assert (line(caplog, status, PATH_INFO=path) is not None) is logged


def test_a_line_carries_the_request_id_of_its_request(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        set_up_logs(as_json=True)
        logging.getLogger("rodtrad.test").warning("hei")
        logging.getLogger("rodtrad.test").warning("hei", extra={"request_id": "gitt"})
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["request_id"], second["request_id"]) == ("-", "gitt")
    assert first["time"].endswith("+00:00")
