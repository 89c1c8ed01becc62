"""The thread check's result as text, JSON and SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import rodtrad
from rodtrad.core.checks import Finding, Rule, Severity
from rodtrad.goals.checking import CheckResult

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True)
class FilePlace:
    """Where in a file the subject of a finding stands; lines and columns are counted from one."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


Where = Callable[[Finding], FilePlace | None]


class Form(Protocol):
    def __call__(self, result: CheckResult, where: Where = ...) -> str: ...


def nowhere(_finding: Finding) -> None:
    """What is checked stands in the database and not in a file."""


def as_text(result: CheckResult, where: Where = nowhere) -> str:
    """Return the findings grouped by rule, the gravest rules first, to be read in a terminal."""
    lines = [f"{result.root_name}: {_summary(result)}", ""]
    for rule, findings in result.by_rule().items():
        lines += [f"{rule.severity.label.upper()} {rule.id}  {rule.title}  ({len(findings)})"]
        lines += [f"  {rule.text}", f"  {_('Hvorfor')}: {rule.reason}", f"  {_('Kilde')}: {rule.reference}"]
        lines += [f"  {_('Gjør')}: {rule.remedy}", ""]
        for finding in findings:
            lines += _finding_lines(finding, where(finding))
        lines.append("")
    if result.excepted:
        lines += [f"{_('Unntak')} ({len(result.excepted)})", ""]
        for one in result.excepted:
            lines.append(f"  – {one.finding.rule} {one.finding.title} [{one.finding.key}]")
            lines.append(
                f"    {one.reason} ({one.owner_name}, {_('til')} {date_format(one.until, 'DATE_FORMAT')})"
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _summary(result: CheckResult) -> str:
    counts = result.counts
    errors, warnings, notes = (counts[severity] for severity in Severity)
    parts = [
        ngettext("%(number)d feil", "%(number)d feil", errors) % {"number": errors},
        ngettext("%(number)d advarsel", "%(number)d advarsler", warnings) % {"number": warnings},
        ngettext("%(number)d merknad", "%(number)d merknader", notes) % {"number": notes},
        ngettext("%(number)d element sjekket", "%(number)d elementer sjekket", result.elements)
        % {"number": result.elements},
    ]
    if result.examples:
        parts.append(
            ngettext(
                "%(number)d funn gjelder eksempler", "%(number)d funn gjelder eksempler", result.examples
            )
            % {"number": result.examples}
        )
    return ", ".join(parts)


def _finding_lines(finding: Finding, spot: FilePlace | None) -> list[str]:
    example = f" ({_('Eksempel')})" if finding.involves_example else ""
    lines = [f"  – {finding.title} [{finding.key}]{example}", f"    {finding.message}"]
    if spot:
        lines.append(f"    {spot}")
    if str(finding.place):
        lines.append(f"    {finding.place}")
    if finding.organisation_name:
        lines.append(f"    {_('Ansvarlig')}: {finding.organisation_name}")
    return lines


def as_json(result: CheckResult, where: Where = nowhere) -> str:
    """Return the result with stable keys in English and texts in the reader's language."""
    return json.dumps(
        {
            "organisation": result.root_slug,
            "name": result.root_name,
            "day": result.today.isoformat(),
            "checked_at": result.checked_at.isoformat(),
            "elements": result.elements,
            "counts": {severity.value: number for severity, number in result.counts.items()},
            "examples": result.examples,
            "rules": [rule_data(rule) for rule in result.by_rule()],
            "findings": [
                {**finding_data(finding, result.rules), **_file_data(where(finding))}
                for finding in result.findings
            ],
            "excepted": [
                {
                    **finding_data(one.finding, result.rules),
                    **_file_data(where(one.finding)),
                    "exception": {
                        "reason": one.reason,
                        "owner": one.owner_name,
                        "until": one.until.isoformat(),
                    },
                }
                for one in result.excepted
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def rule_data(rule: Rule) -> dict[str, str]:
    """Return a rule as JSON and the API write it."""
    names = ("title", "text", "reason", "reference", "remedy")
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        **{name: str(getattr(rule, name)) for name in names},
    }


def finding_data(finding: Finding, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return a finding as JSON and the API write it."""
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": rules[finding.rule].severity.value,
        "subject": {"kind": finding.kind.value, "key": finding.key, "title": finding.title},
        "message": str(finding.message),
        "responsible": finding.organisation_name or None,
        "place": {
            "plan": place.plan_key or None,
            "plan_title": place.plan_title or None,
            "number": place.number or None,
            "source": place.source or None,
            "source_place": place.source_place or None,
        },
        "related": [{"kind": one.kind.value, "key": one.key, "title": one.title} for one in finding.related],
        "example": finding.involves_example,
    }


def _file_data(spot: FilePlace | None) -> dict[str, Any]:
    return {"file": {"path": spot.path, "line": spot.line, "column": spot.column}} if spot else {}


def as_sarif(result: CheckResult, where: Where = nowhere) -> str:
    """Return a SARIF log with one run; findings with an exception are results with a suppression."""
    language = get_language() or "nb"
    rules = list(result.rules.values())
    index = {rule.id: at for at, rule in enumerate(rules)}
    results = [_sarif_result(finding, result, index, where) for finding in result.findings]
    for one in result.excepted:
        suppression = {"kind": "external", "status": "accepted", "justification": one.reason}
        results.append({**_sarif_result(one.finding, result, index, where), "suppressions": [suppression]})
    driver = {
        "name": "Rødtråd",
        "version": rodtrad.__version__,
        "language": language,
        "rules": [_sarif_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "automationDetails": {"id": f"rodtrad/{result.root_slug}/"},
        "invocations": [
            {"executionSuccessful": True, "endTimeUtc": result.checked_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        ],
        "results": results,
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": str(rule.title)},
        "fullDescription": {"text": f"{rule.text} {rule.reason}"},
        "help": {"text": f"{rule.remedy} ({rule.reference})"},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _sarif_result(
    finding: Finding, result: CheckResult, index: dict[str, int], where: Where
) -> dict[str, Any]:
    way = [result.root_slug, finding.place.plan_key, finding.key]
    location = {
        "name": finding.key,
        "fullyQualifiedName": "/".join(part for part in dict.fromkeys(way) if part),
        "kind": finding.kind.value,
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": result.rules[finding.rule].severity.value,
        "message": {"text": f"{finding.title}: {finding.message}"},
        "locations": [
            {
                **_physical(where(finding)),
                "logicalLocations": [location],
                "message": {"text": str(finding.place) or finding.title},
            }
        ],
        "partialFingerprints": {
            "subject/v1": "/".join([finding.rule, finding.key, *(one.key for one in finding.related)])
        },
    }


def _physical(spot: FilePlace | None) -> dict[str, Any]:
    if spot is None:
        return {}
    region = {"startLine": spot.line, "startColumn": spot.column}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(spot.path)}, "region": region}}


FORMATS: dict[str, Form] = {"text": as_text, "json": as_json, "sarif": as_sarif}
