"""Takes cases in from a sheet: what each row would do is told first, then all of it is stored, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from rodtrad.cases.errors import CasesError, FieldErrors
from rodtrad.cases.models import Case
from rodtrad.cases.operations.many_cases import ManyCases, many_cases
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.core.web.meanwhile import ChangedMeanwhileError
from rodtrad.exchange.case_sheet.read import CaseRow, CaseSheetError
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Person


class Outcome(StrEnum):
    MADE = "made"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class CaseLine:
    """What a row does: the case by number and title, and the fields that are changed."""

    outcome: Outcome
    number: str
    title: str
    fields: tuple[str, ...] = ()


def propose_cases(*, actor: Person | None, root: Root, rows: Sequence[CaseRow]) -> list[CaseLine]:
    """Return what taking the rows in would do, and store nothing. Raises CaseSheetError with the cells."""
    with many_cases(actor=actor, root=root, stores=False) as cases:
        return _all(cases, root, rows)


def take_in_cases(
    *, actor: Person | None, root: Root, rows: Sequence[CaseRow], seen: str = ""
) -> list[CaseLine]:
    """Store the rows, all or nothing. `seen` is the digest of what the person said yes to.

    Raises CaseSheetError, and ChangedMeanwhileError when taking them in would do something else now.
    """
    with many_cases(actor=actor, root=root, stores=True) as cases:
        lines = _all(cases, root, rows)
        if seen and seen != digest_of(lines):
            raise ChangedMeanwhileError
        cases.store()
    return lines


def digest_of(lines: Sequence[CaseLine]) -> str:
    """Return what tells this proposal from another."""
    return hashlib.sha256(repr(list(lines)).encode()).hexdigest()


def _all(cases: ManyCases, root: Root, rows: Sequence[CaseRow]) -> list[CaseLine]:
    units = {one.name.casefold(): one.key for one in Organisation.objects.filter(root=root)}
    standing: dict[str, list[Case]] = {}
    for case in cases.standing:
        standing.setdefault(case.number.casefold(), []).append(case)
    problems: list[CellProblem] = []
    lines: list[CaseLine] = []
    for row in rows:
        found = standing.get(row.values["number"].casefold(), [])
        try:
            lines.append(_one(cases, row, found, units))
        except FieldErrors as error:
            problems += [CellProblem(row.cell(name), said) for name, said in error.by_field.items()]
        except CasesError as error:
            problems.append(CellProblem(row.cell("number"), str(error)))
    if problems:
        raise CaseSheetError(problems)
    return lines


def _one(cases: ManyCases, row: CaseRow, found: list[Case], units: dict[str, str]) -> CaseLine:
    values = dict(row.values)
    if values.get("owner"):
        values["owner"] = units.get(values["owner"].casefold(), values["owner"])
    number, title = values["number"], values.get("title", "")
    if len(found) > 1:
        told = _("Flere saker har nummeret «%s». Endre dem på sidene deres.") % number
        raise FieldErrors({"number": told})
    if not found:
        if "status" not in values and (values.get("date") or values.get("decision")):
            values["status"] = "decided"
        cases.make(values)
        return CaseLine(Outcome.MADE, number, title)
    # An empty cell says nothing of a case that stands.
    told_of = {name: value for name, value in values.items() if value}
    changed = cases.change(found[0], told_of)
    return CaseLine(Outcome.CHANGED if changed else Outcome.SAME, number, title, changed)
