"""What `rodtrad check FILE` does: check a plan file without storing it, as a compiler checks a program."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from django.utils import timezone, translation

from rodtrad.core.checks import Finding, Severity, SubjectKind
from rodtrad.core.collecting import collector_paused
from rodtrad.exchange.operations import loaded_alone
from rodtrad.exchange.plan_file.from_disk import content_of
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.whereabouts import Whereabouts, whereabouts
from rodtrad.goals.check_formats import FORMATS, FilePlace
from rodtrad.goals.checking import CheckResult, run_check

ENDINGS = {".yaml", ".yml"}
CLEAN, ERRORS = 0, 1


@dataclass(frozen=True)
class FileCheck:
    result: CheckResult
    places: Whereabouts
    path: PurePath

    def where(self, finding: Finding) -> FilePlace:
        """Return where the finding's subject stands; what stands in no place of its own is at the file's top."""
        line, column = self.places.get((finding.kind, finding.key), (1, 1))
        return FilePlace(self.path.as_posix(), line, column)


def is_plan_file(given: str) -> bool:
    """Tell a file's name from an organisation's short name, which never has a dot."""
    return PurePath(given).suffix.lower() in ENDINGS


def check_file_command(path: Path, output: str, severity: str, language: str = "nb") -> tuple[str, int]:
    """Return what to print and the exit code: 1 when an error stands.

    Raises ExchangeError when the file cannot be read.
    """
    with translation.override(language):
        checked = check_plan_file(content=content_of(path), path=path, today=timezone.localdate())
        shown = checked.result.at_least(Severity(severity))
        return FORMATS[output](shown, checked.where), ERRORS if checked.result.has_errors else CLEAN


@collector_paused()
def check_plan_file(*, content: bytes, path: PurePath, today: date) -> FileCheck:
    """Return what the check finds in the file, as if only the file stood in its root; nothing is stored.

    What is stored of the root, and whether it could be replaced by the file, is for the import to say. Raises
    PlanFileError, or ExchangeError when the database refuses the file itself.
    """
    file = parse_plan_file(content)
    with loaded_alone(file) as (loader, beside):
        result = run_check(root=loader.root, today=today)
        findings = (one for one in result.findings if one.kind != SubjectKind.PLAN or one.key not in beside)
        return FileCheck(replace(result, findings=tuple(findings)), whereabouts(loader.resolved), path)
