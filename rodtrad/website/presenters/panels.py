"""The panels that the website itself shows on an element's page; later rooms register their own."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.checks import Finding, SubjectKind
from rodtrad.core.models import Visibility
from rodtrad.core.panels import PanelScope
from rodtrad.goals.check_cache import cached_check, recent_check
from rodtrad.goals.checking import CheckResult, visible_to
from rodtrad.goals.models import Element
from rodtrad.goals.queries.conflicts import ConflictChain, visible_conflicts
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.website.presenters.check import SEVERITY_MARKS, item
from rodtrad.website.presenters.conflict import present_conflict
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.thread_parts import Badge

ABOUT_ELEMENTS = (SubjectKind.ELEMENT, SubjectKind.LINK)


def findings_in(root: Root, scope: PanelScope) -> CheckResult:
    """Return what the thread check finds in the root, as far as the viewer may know."""
    return scope.once("findings", lambda: check_for(root, scope.viewer))


def check_for(root: Root, viewer: Viewer) -> CheckResult:
    """Return what the viewer may know of the check; who works in the root need not wait for a long one."""
    check = recent_check if viewer.ceiling >= Visibility.INTERNAL else cached_check
    return visible_to(check(root, timezone.localdate()), viewer)


def badges(result: CheckResult) -> dict[str, Badge]:
    """Return for each element with findings the gravest severity, which comes first, and their number."""
    found: dict[str, Badge] = {}
    for finding in result.findings:
        if finding.kind in ABOUT_ELEMENTS:
            severity, count = found.get(finding.key, (SEVERITY_MARKS[result.rules[finding.rule].severity], 0))
            found[finding.key] = severity, count + 1
    return found


class FindingsPanel:
    id = "funn"
    position = 10
    template = "website/panels/findings.html"
    aside = False

    @property
    def title(self) -> str:
        return _("Trådsjekk")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        result = findings_in(element.root, scope)
        items = [item(result, finding) for finding in result.findings if _concerns(finding, element.key)]
        if not items:
            return None
        return {"items": items, "check_url": reverse("check", args=[element.root.slug]), "check": result}


def _concerns(finding: Finding, key: str) -> bool:
    """Tell whether it is about the element, or about an indicator that the element is followed by."""
    if finding.kind is SubjectKind.INDICATOR:
        return any(one.kind is SubjectKind.ELEMENT and one.key == key for one in finding.related)
    return finding.kind in ABOUT_ELEMENTS and finding.key == key


class ConflictsPanel:
    id = "malkonflikter"
    position = 20
    template = "website/panels/conflicts.html"
    aside = False

    @property
    def title(self) -> str:
        return _("Målkonflikter")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        chains = visible_conflicts(element.root, scope.viewer, element=element)
        return {"conflicts": [_conflict(chain, element) for chain in chains]} if chains else None


def _conflict(chain: ConflictChain, element: Element) -> dict[str, Any]:
    own = chain.conflict.owner
    return {
        "view": present_conflict(element.root, chain),
        "url": reverse("conflict", args=[element.root.slug, chain.conflict.key]),
        "owner": own.name if own else "",
    }


class SdgPanel:
    id = "barekraft"
    position = 10
    template = "website/panels/sdg.html"
    aside = True

    @property
    def title(self) -> str:
        return _("Bærekraftsmål")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        rows: list[Mapping[str, Any]] = [*element.goals, *element.targets]  # type: ignore[attr-defined]  # find_on_root
        table = reverse("element_table", args=[element.root.slug])
        language = reader_language()
        chips = [
            {
                "code": row["code"],
                "name": row[language],
                "url": f"{table}?{urlencode({'barekraft': row['code']})}",
            }
            for row in rows
        ]
        return {"chips": chips} if chips else None


FINDINGS, CONFLICTS, SDG = FindingsPanel(), ConflictsPanel(), SdgPanel()
