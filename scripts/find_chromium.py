"""Print the path of a Chromium for the browser tests: an installed one, else one that can be fetched.

Exit code 1 when there is none; why stands on standard error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FETCH_WITHIN = 600


def main() -> int:
    for program in candidates():
        if runs(program):
            print(program)
            return 0
    say("fant ingen Chromium, og kunne ikke hente en")
    return 1


def candidates() -> Iterator[str]:
    """Give programs to try; later ones cost a download and are fetched only when reached."""
    if given := os.environ.get("RODTRAD_CHROMIUM"):
        yield given
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())
    if (own := playwrights_own()) and own.exists():
        yield str(own)
    if own and attempt([sys.executable, "-m", "playwright", "install", "chromium"]):
        yield str(own)
    if may_install_packages() and attempt(["apt-get", "update", "-qq"]):
        attempt(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
        yield from filter(None, map(shutil.which, NAMES))


def runs(program: str) -> bool:
    """Tell whether it starts: some systems put a placeholder in its place, or lack its libraries."""
    try:
        command = [program, "--version", "--no-sandbox", "--headless"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "chrom" in answer.stdout.lower()


def playwrights_own() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def may_install_packages() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def attempt(command: list[str]) -> bool:
    say("prøver: " + " ".join(command[-3:]))
    own = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        # Its output is not the answer: only the path goes to standard output.
        done = subprocess.run(command, stdout=sys.stderr, env=own, check=False, timeout=FETCH_WITHIN)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def say(message: str) -> None:
    print(f"Chromium: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
