"""Reads a form off a page and sends it, as a browser without scripts does."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

_LEFT_OUT = ("submit", "button", "image", "file")


class _Form(HTMLParser):
    """Collects what the form with the field `mark` would send."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark
        self.forms: list[list[tuple[str, str]]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        elif tag == "input" and self.forms and told.get("type") not in _LEFT_OUT:
            if told.get("type") not in ("checkbox", "radio") or "checked" in told:
                self._add(told.get("name", ""), told.get("value", ""))
        elif tag == "textarea":
            self._area = told.get("name", "")
            self._add(self._area, "")
        elif tag == "select":
            self._select = told.get("name", "")
        elif tag == "option" and self._select and "selected" in told:
            self._add(self._select, told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            name, value = self.forms[-1].pop()
            self.forms[-1].append((name, value + data))

    def _add(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].append((name, value))

    def found(self) -> list[tuple[str, str]]:
        return next(form for form in self.forms if any(name == self.mark for name, _value in form))


def read_form(page: str, mark: str) -> list[tuple[str, str]]:
    """Return the fields of the form that has `mark`, as they stand."""
    form = _Form(mark)
    form.feed(page)
    return form.found()


@dataclass
class Browser:
    """One person's browser, over one open connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: list[tuple[str, str]]) -> tuple[int, str]:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        for name, told in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, value = told.partition(";")[0].partition("=")
                self.cookies[key] = value
        return answer.status, answer.read().decode("utf-8", "replace")
