"""A real server with the demo and the cast, on a database of its own, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from rodtrad.config.settings import environment
from rodtrad.core.embedded import EmbeddedServer
from tests.cast import PASSWORD

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECRET_KEY = "for-browser-tests-only"  # of a server that only this machine reaches
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
FILL = """
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from rodtrad.demo.operations import load_demo, load_indicators
from rodtrad.organisations.models import Invitation, Organisation
from tests.cast import make_cast
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
load_indicators(); load_demo(); make_cast()
top, until = Organisation.objects.get(root__slug="solvik", key="solvik"), timezone.now() + timedelta(days=7)
Invitation.objects.create(
    root=top.root, organisation=top, email="ny@example.org", kind="reader", expires=until
)
"""


def chromium() -> str | None:
    """Return the browser to drive: RODTRAD_CHROMIUM, or one that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("RODTRAD_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer in a minute")


@pytest.fixture(scope="session")
def site(server: EmbeddedServer | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start gunicorn with the demo in it; give its address."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    settings = {
        "DJANGO_SETTINGS_MODULE": "rodtrad.config.settings",
        "RODTRAD_DATA": str(environment.data_dir),
        "RODTRAD_DATABASE": f"browser_{worker}",
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "SECRET_KEY": SECRET_KEY,
    }
    if server is not None:
        server.run_tool("psql", ["-q", "-c", f"DROP DATABASE IF EXISTS browser_{worker} WITH (FORCE)"])
        server.ensure_database(f"browser_{worker}")
    own = {**os.environ, **settings}
    here = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", FILL], env=own, cwd=here, check=True)
    # The server gets the open socket, not a number: between choosing a port and using it, another may take it.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = serve(listening, own, here)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        wait_for(address + "/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def serve(listening: socket.socket, env: dict[str, str], here: Path) -> "subprocess.Popen[bytes]":
    number = listening.fileno()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--no-control-socket"]
    command += ["--bind", f"fd://{number}", "rodtrad.config.wsgi"]
    return subprocess.Popen(command, env=env, cwd=here, pass_fds=[number])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def cached(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Keep what the browser has fetched from test to test: styles and fonts, nothing that a page does."""
    context = browser.new_context(base_url=site, viewport=WIDE, locale="nb-NO")
    yield context
    context.close()


@pytest.fixture
def wide(cached: BrowserContext) -> Iterator[Page]:
    """Give an empty page on a wide screen, for tests that change no cookie."""
    page = cached.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def scriptless(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def without_script(scriptless: BrowserContext) -> Iterator[Page]:
    """Give an empty page on a phone that runs no JavaScript, for tests that change no cookie."""
    page = scriptless.new_page()
    yield page
    page.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Give an empty page on a wide screen, without cookies; addresses are relative to the site."""
    context = browser.new_context(base_url=site, viewport=WIDE, locale="nb-NO")
    yield context.new_page()
    context.close()


class People:
    """The cast in the browser: each logs in once, in a window of their own, and stays logged in."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.windows: dict[tuple[str, bool], BrowserContext] = {}

    def window(self, name: str, *, script: bool = True) -> BrowserContext:
        if (name, script) not in self.windows:
            window = self.browser.new_context(
                base_url=self.site, viewport=WIDE, locale="nb-NO", java_script_enabled=script
            )
            page = window.new_page()
            page.goto("/konto/logg-inn/")
            page.get_by_label("E-postadresse").fill(f"{name}@example.org")
            page.get_by_label("Passord").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Logg inn").click()
            expect(page.get_by_role("banner").get_by_role("button", name="Logg ut")).to_be_visible()
            page.close()
            self.windows[name, script] = window
        return self.windows[name, script]

    def page(self, name: str, *, script: bool = True) -> Page:
        """Give an empty page in the person's window."""
        return self.window(name, script=script).new_page()


@pytest.fixture(scope="session")
def people(browser: Browser, site: str) -> Iterator[People]:
    found = People(browser, site)
    yield found
    for window in found.windows.values():
        window.close()
