"""Fifty people who edit, and what they were answered: each save writes down what it saw and what it wrote."""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.pages_read import Browser, read_form

#: The field that they write in: words of one's own that show who wrote last.
FIELD = "keywords"


@dataclass(frozen=True)
class Save:
    """One answered save: of which element, what stood when the person began, what they sent, and the answer."""

    element: str
    before: str
    after: str
    status: int
    seconds: float


@dataclass
class Editor:
    """One person: edits their own element and now and then one that all write in."""

    port: int
    session: str
    root: str
    own: str
    shared: Sequence[str]
    times: int
    pause: float
    number: int
    saves: list[Save] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def work(self) -> None:
        chance = random.Random(self.number)
        browser = Browser(self.port, {"sessionid": self.session})
        time.sleep(chance.uniform(0, self.pause))
        for turn in range(self.times):
            element = chance.choice(self.shared) if turn % 2 else self.own
            try:
                self._edit(browser, element, f"skrevet {self.number} {turn}", chance)
            except (OSError, StopIteration, ValueError) as error:
                self.failed.append(f"{element}: {type(error).__name__}")
                browser = Browser(self.port, {"sessionid": self.session})

    def _edit(self, browser: Browser, element: str, words: str, chance: random.Random) -> None:
        address = f"/{self.root}/element/{element}/"
        status, page = browser.get(address + "rediger/")
        if status != 200:
            self.failed.append(f"{element}: {status} for the form")
            return
        form = read_form(page, "versjon")
        before = dict(form)[FIELD]
        time.sleep(chance.uniform(0.5, 1.5) * self.pause)  # they write
        sent = [(name, words if name == FIELD else value) for name, value in form]
        status, page = self._save(browser, element, before, words, sent)
        if status == 409:  # told of the other's words: looks, and keeps the own
            form = read_form(page, "uenig")
            chosen = [(name, value) for name, value in form if name != f"velg-{FIELD}"]
            now = _words_of_other(page)
            self._save(browser, element, now, words, [*chosen, (f"velg-{FIELD}", "mitt")])
        begun = time.perf_counter()
        browser.get(address)
        self.looks.append(time.perf_counter() - begun)

    def _save(
        self, browser: Browser, element: str, before: str, after: str, fields: list[tuple[str, str]]
    ) -> tuple[int, str]:
        begun = time.perf_counter()
        status, page = browser.post(f"/{self.root}/element/{element}/rediger/", fields)
        self.saves.append(Save(element, before, after, status, time.perf_counter() - begun))
        if status not in (302, 409):
            self.failed.append(f"{element}: {status} for the save")
        return status, page


def _words_of_other(page: str) -> str:
    """Return what the page says that stands now."""
    side = page.split('value="deres"', 1)[1]
    return side.split('<p class="text"', 1)[1].split(">", 1)[1].split("</p>", 1)[0].strip()


def work_together(editors: Sequence[Editor]) -> None:
    """Let all of them work at once, and wait until the last is done."""
    threads = [threading.Thread(target=editor.work) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
