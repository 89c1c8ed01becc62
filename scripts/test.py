"""Run every test there is, all the way through, and sum up: format to browser.

Pass names to run only those, e.g. `python scripts/test.py types units`.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: The oldest PostgreSQL that is supported; the others run on the newest in the wheel.
OLDEST = "16"
NO_TESTS = 5


def run(command: Sequence[str], **settings: str) -> bool:
    own = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", **settings}
    return subprocess.run(command, cwd=HERE, env=own, check=False).returncode == 0


def pytest(*arguments: str, **settings: str) -> bool:
    return run([sys.executable, "-m", "pytest", "-n", workers(), *arguments], **settings)


def workers() -> str:
    return os.environ.get("TEST_WORKERS", str(max(2, os.cpu_count() or 2)))


def migrations() -> bool:
    """Tell whether a model was changed without a migration; needs no database."""
    command = [
        sys.executable,
        "-W",
        "ignore::RuntimeWarning",
        "-m",
        "django",
        "makemigrations",
        "--check",
        "--dry-run",
    ]
    return run(command, DJANGO_SETTINGS_MODULE="tests.settings")


def oldest_server() -> bool:
    """Run what is promised of every PostgreSQL on the oldest; the newest runs them with the rest."""
    if "DATABASE_URL" in os.environ:
        print("DATABASE_URL er satt: testene kjører bare på den.")
        return True
    place = Path(tempfile.gettempdir()) / f"rodtrad-tests-{os.getuid()}"
    return pytest("-m", "data", RODTRAD_POSTGRES_MAJOR=OLDEST, RODTRAD_DATA=str(place / f"data-{OLDEST}"))


STEPS: dict[str, Callable[[], bool]] = {
    "format": lambda: run(["ruff", "format", "--check", "."]),
    "lint": lambda: run(["ruff", "check", "."]),
    "types": lambda: run(["mypy"]),
    "layers": lambda: run(["lint-imports"]),
    "templates": lambda: run(["djlint", "rodtrad", "--lint", "--quiet"]),
    "migrations": migrations,
    "units": lambda: pytest("-m", "not browser"),
    "oldest-postgresql": oldest_server,
}


def find_chromium() -> str | None:
    command = [sys.executable, "scripts/find_chromium.py"]
    answer = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def count_browser_tests() -> int:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "browser"]
    answer = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return sum("::" in line for line in answer.stdout.splitlines())


def run_step(name: str, step: Callable[[], bool]) -> tuple[str, bool, float]:
    print(f"\n== {name}", flush=True)
    begun = time.monotonic()
    return name, step(), time.monotonic() - begun


def main(chosen: list[str]) -> int:
    if unknown := set(chosen) - {*STEPS, "browser"}:
        print(f"Ukjent steg: {', '.join(unknown)}. Steg: {', '.join([*STEPS, 'browser'])}", file=sys.stderr)
        return 2
    results = [run_step(name, step) for name, step in STEPS.items() if not chosen or name in chosen]
    not_run = 0
    if not chosen or "browser" in chosen:
        chromium = find_chromium()
        if chromium:
            results.append(run_step("browser", lambda: pytest("-m", "browser", RODTRAD_CHROMIUM=chromium)))
        else:
            not_run = count_browser_tests()
    return sum_up(results, not_run)


def sum_up(results: list[tuple[str, bool, float]], not_run: int) -> int:
    print()
    for name, passed, seconds in results:
        print(f"{'bestått' if passed else 'FEILET':<8} {name} ({seconds:.0f} s)")
    failed = [name for name, passed, _seconds in results if not passed]
    if not_run:
        print(
            f"{not_run} nettlesertester ble ikke kjørt: fant ingen Chromium. "
            "Installer den, eller sett RODTRAD_CHROMIUM."
        )
        if os.environ.get("CI", "").lower() in ("1", "true"):
            failed.append("browser")
    print(f"Feilet: {', '.join(failed)}." if failed else "Alt som ble kjørt, er bestått.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
