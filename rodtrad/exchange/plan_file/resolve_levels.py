"""Levels by name, and what the rules let stand under, contribute to or address what."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_keys import note_if_seen
from rodtrad.goals.models import RuleKind


class Levels:
    """Levels are known as framework/level; those of a region as region/framework/level."""

    def __init__(self, file: e.PlanFile, outside: Outside, problems: Problems) -> None:
        self.outside = outside
        self.problems = problems
        self.by_framework: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.rules: dict[tuple[str, str], set[str]] = {}
        #: With a faulty rule, what lacks a rule is not told: it would be the same fault once more.
        self.rules_are_whole = True
        for framework in file.frameworks:
            self.read_levels(framework)
        for framework in file.frameworks:
            for rule in framework.rules:
                self.read_rule(framework.key, rule)

    def read_levels(self, framework: e.FrameworkEntry) -> None:
        seen: dict[str, int] = {}
        for level in framework.levels:
            note_if_seen("levels", level.key, level, seen, self.problems)
        self.by_framework[framework.key] = list(seen)
        self.names |= {f"{framework.key}/{key}" for key in seen}

    def find(self, framework: str, given: str) -> str:
        """Return the level's full name; empty when there is no such level."""
        if given.count("/") == 2:
            return given if given in self.outside.levels else ""
        full = given if "/" in given else f"{framework}/{given}"
        return full if full in self.names else ""

    def short(self, full: str) -> str:
        """Return the level as people write it: without the framework when there is only one."""
        return full.split("/")[-1] if full.count("/") == 1 and len(self.by_framework) == 1 else full

    def lacks(self, child: str, parent: str, kind: str) -> bool:
        """Tell whether the rules are in order and do not hold this one."""
        return self.rules_are_whole and kind not in self.rules.get((child, parent), ())

    def read_rule(self, framework: str, rule: e.RuleEntry) -> None:
        child = self.end_of_rule(framework, rule, "child", rule.child)
        parent = self.end_of_rule(framework, rule, "parent", rule.parent)
        across = parent.count("/") == 2
        if across and rule.kind != RuleKind.CONTRIBUTES:
            self.refuse(rule, "kind", _("Til en region kan noe bare bidra."), _("Skriv «kind: contributes»."))
        if child and parent:
            kinds = self.rules.setdefault((child, parent), set())
            kinds.add(rule.kind)
            if rule.kind == RuleKind.CONTRIBUTES and not across:
                kinds.add(RuleKind.UNDER)

    def end_of_rule(self, framework: str, rule: e.RuleEntry, name: str, given: str) -> str:
        full = self.find(framework, given)
        if not full:
            known: Collection[str] = self.by_framework[framework]
            if "/" in given:
                known = self.outside.levels if given.count("/") == 2 else sorted(self.names)
            self.rules_are_whole = False
            message = _("Nivået «%s» finnes ikke.") % given
            self.problems.unknown(rule.spot_of(name), f"rules › {rule.child}", message, given, known)
        elif name == "child" and full.count("/") == 2:
            self.refuse(
                rule,
                name,
                _("Et nivå hos regionen kan ikke bidra hit."),
                _("Skriv et av målstrukturens egne nivåer som «child»."),
            )
            return ""
        return full

    def refuse(self, rule: e.RuleEntry, name: str, message: str, remedy: str) -> None:
        self.rules_are_whole = False
        self.problems.add(rule.spot_of(name), f"rules › {rule.child}", message, remedy)
