"""A root as StratML, valid against the schema of its part. How things are mapped stands in docs/formats.md."""

from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.resolved import all_organisations
from rodtrad.exchange.published import visible_entries
from rodtrad.exchange.stratml.names import PARTS, clean, identifier
from rodtrad.exchange.stratml.outline import DONE, Goal, Node, Objective, Outline, outline_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def as_stratml(root: Root, viewer: Viewer, *, part: int = 2) -> bytes:
    """Return the root's goals that the viewer may see. Raises ExchangeError when there are none: StratML needs one."""
    file = visible_entries(root, viewer)
    outline = outline_of(file)
    if not outline.goals:
        raise ExchangeError(_("«%s» har ingen mål å skrive ut; StratML krever minst ett.") % root.name)
    with override(root.language):
        document = _Writer(root, file, outline, part).document()
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class _Writer:
    def __init__(self, root: Root, file: e.PlanFile, outline: Outline, part: int) -> None:
        self.root, self.file, self.outline, self.part = root, file, outline, part
        self.namespace, self.name = PARTS[part]
        self.units = {entry.key: entry.name for entry in all_organisations(file.organisations)}
        self.units[root.slug] = root.name

    def document(self) -> etree._Element:
        nsmap: Any = {None: self.namespace}  # the stubs know no namespace without a prefix
        top = etree.Element(f"{{{self.namespace}}}{self.name}", nsmap=nsmap)
        if self.part == 2:
            top.set("Type", "Strategic_Plan")
        self.add(top, "Name", self.root.name)
        core = self.add(top, "StrategicPlanCore")
        unit = self.add(core, "Organization")
        self.add(unit, "Name", self.root.name)
        self.add(unit, "Acronym", self.root.short_name)
        self.add(unit, "Identifier", f"root_{self.root.slug}")
        self.vision_and_values(core)
        for goal in self.outline.goals:
            self.goal(core, goal)
        self.administration(top)
        return top

    def add(self, above: etree._Element, name: str, text: str | None = None) -> etree._Element:
        found = etree.SubElement(above, f"{{{self.namespace}}}{name}")
        if text is not None:
            found.text = clean(text)
        return found

    def add_if(self, above: etree._Element, name: str, text: str) -> None:
        if clean(text):
            self.add(above, name, text)

    def vision_and_values(self, core: etree._Element) -> None:
        if self.outline.visions:
            first = self.outline.visions[0].entry
            vision = self.add(core, "Vision")
            self.add(vision, "Description", "\n".join(node.entry.title for node in self.outline.visions))
            self.add(vision, "Identifier", identifier(first.key))
        for node in self.outline.values:
            value = self.add(core, "Value")
            self.add(value, "Name", node.entry.title)
            self.add_if(value, "Description", node.entry.description)

    def goal(self, core: etree._Element, goal: Goal) -> None:
        found = self.add(core, "Goal")
        self.add(found, "Name", goal.node.entry.title)
        self.add(found, "Description", goal.node.entry.description or goal.node.entry.title)
        self.tail(found, goal.node, self.about(goal.node, None))
        for objective in goal.objectives:
            self.objective(found, objective)

    def objective(self, above: etree._Element, objective: Objective) -> None:
        found = self.add(above, "Objective")
        self.add(found, "Name", objective.node.entry.title)
        self.add_if(found, "Description", objective.node.entry.description)
        lines = self.about(objective.node, objective.above)
        if self.part == 1:
            lines += [f"{_level(node)}: {node.entry.title}" for node in objective.done]
        self.tail(found, objective.node, lines)
        if self.part == 2:
            for node in objective.done:
                self.indicator(found, node, objective.node)

    def tail(self, above: etree._Element, node: Node, lines: list[str]) -> None:
        """Add what goals and objectives have in common, in the order of the schemas."""
        self.add(above, "Identifier", identifier(node.entry.key))
        self.add_if(above, "SequenceIndicator", node.entry.number)
        responsible = [node.entry.responsible] if node.entry.responsible else []
        for key in responsible:
            self.stakeholder(above, key, _("Ansvarlig"))
        for key in node.entry.contributing:
            self.stakeholder(above, key, _("Medvirkende"))
        self.add_if(above, "OtherInformation", "\n".join(lines))

    def stakeholder(self, above: etree._Element, key: str, role: str) -> None:
        found = self.add(above, "Stakeholder")
        found.set("StakeholderTypeType", "Organization")
        self.add(found, "Name", self.units.get(key, key))
        if self.part == 1:
            self.add(found, "Description", role)
            return
        performs = self.add(found, "Role")
        self.add(performs, "Name", role)
        self.add(performs, "RoleType", "Performer")

    def about(self, node: Node, over: Node | None) -> list[str]:
        """Return lines of what StratML has no place for."""
        lines = [_("Nivå: %s") % _level(node), _("Plan: %s") % node.plan.title]
        if over is not None:
            lines.append(_("Står under: %(title)s (%(id)s)") % _named(over))
        for link in node.entry.addresses:
            if link.to in self.outline.nodes:
                lines.append(_("Svarer på: %(title)s (%(id)s)") % _named(self.outline.nodes[link.to]))
        for link in node.entry.contributes_to:
            if link.to != node.parent and link.to in self.outline.nodes:
                lines.append(_("Bidrar også til: %(title)s (%(id)s)") % _named(self.outline.nodes[link.to]))
        return lines

    def indicator(self, above: etree._Element, node: Node, objective: Node) -> None:
        """Add something to be done as a qualitative indicator of output: done or not."""
        found = self.add(above, "PerformanceIndicator")
        found.set("ValueChainStage", "Output" if node.role in DONE else "Outcome")
        found.set("PerformanceIndicatorType", "Qualitative")
        self.add_if(found, "SequenceIndicator", node.entry.number)
        self.add(found, "MeasurementDimension", node.entry.title)
        self.add(found, "UnitOfMeasurement", _level(node))
        self.add(found, "Identifier", identifier(node.entry.key))
        relation = self.add(found, "Relationship")
        relation.set("RelationshipType", "Narrower_Than")
        self.add(relation, "ReferentIdentifier", identifier(node.parent or objective.entry.key))
        if node.entry.starts or node.entry.ends:
            target = self.add(self.add(found, "MeasurementInstance"), "TargetResult")
            if node.entry.starts:
                self.add(target, "StartDate", node.entry.starts.isoformat())
            if node.entry.ends:
                self.add(target, "EndDate", node.entry.ends.isoformat())
            self.add(target, "Description", node.entry.description or node.entry.title)
        lines = self.about(node, None)
        if node.entry.responsible:
            lines.append(_("Ansvarlig: %s") % self.units.get(node.entry.responsible, node.entry.responsible))
        self.add(found, "OtherInformation", "\n".join(lines))

    def administration(self, top: etree._Element) -> None:
        first = [plan.from_year for plan in self.file.plans if plan.from_year and plan.elements]
        last = [plan.to_year for plan in self.file.plans if plan.to_year and plan.elements]
        found = self.add(top, "AdministrativeInformation")
        if first:
            self.add(found, "StartDate", f"{min(first):04d}-01-01")
        if last:
            self.add(found, "EndDate", f"{max(last):04d}-12-31")
        self.add(found, "Source", f"{settings.SITE_ADDRESS}/{self.root.slug}/")


def _level(node: Node) -> str:
    return str(capfirst(node.level))


def _named(node: Node) -> dict[str, str]:
    return {"title": node.entry.title, "id": identifier(node.entry.key)}
