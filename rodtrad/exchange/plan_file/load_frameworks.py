"""Stores a root's frameworks: levels and level rules."""

from typing import Any
from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_cases import CaseLoader
from rodtrad.exchange.upsert import upsert
from rodtrad.goals.models import Framework, Level, LevelRule


class FrameworkLoader(CaseLoader):
    def load_frameworks(self) -> None:
        wanted = [
            (
                entry.key,
                {
                    "root_id": self.root.id,
                    "key": entry.key,
                    "name": entry.name,
                    "asks_for_sdg": entry.asks_for_sdg,
                    "position": position,
                },
            )
            for position, entry in enumerate(self.file.frameworks, 1)
        ]
        self.frameworks = upsert(Framework, self.by_key(Framework), wanted, self.tally)
        existing = {
            f"{level.framework.key}/{level.key}": level
            for level in Level.objects.filter(root=self.root).select_related("framework")
        }
        levels = []
        for framework in self.file.frameworks:
            for position, level in enumerate(framework.levels, 1):
                levels.append((f"{framework.key}/{level.key}", self.level_values(framework, level, position)))
        self.levels = upsert(Level, existing, levels, self.tally)
        self.load_rules()

    def level_values(self, framework: e.FrameworkEntry, entry: e.LevelEntry, position: int) -> dict[str, Any]:
        spare = entry.names.get("nb") or next(iter(entry.names.values()))
        words: dict[str, str] = {}
        for language in ("nb", "nn", "en"):
            named = entry.names.get(language, spare)
            words |= {f"one_{language}": named.one, f"many_{language}": named.many}
        return {
            "root_id": self.root.id,
            "framework_id": self.frameworks[framework.key].id,
            "key": entry.key,
            "role": entry.role,
            "title_style": entry.title_style,
            "cross_cutting": entry.cross_cutting,
            "optional": entry.optional,
            "in_source": entry.in_source,
            "position": position,
            **words,
        }

    def level_id(self, name: str) -> UUID:
        return self.levels[name].id if name in self.levels else self.outside.levels[name]

    def load_rules(self) -> None:
        normal = {
            (self.full(framework, rule.child), self.full(framework, rule.parent), rule.kind): rule.normal
            for framework in self.file.frameworks
            for rule in framework.rules
        }
        wanted = []
        for (child, parent), kinds in self.resolved.rules.items():
            for kind in sorted(kinds):
                key = (self.level_id(child), self.level_id(parent), str(kind))
                values = {
                    "root_id": self.root.id,
                    "child_id": key[0],
                    "parent_id": key[1],
                    "kind": key[2],
                    "normal": normal.get((child, parent, kind), True),
                }
                wanted.append((key, values))
        existing = {(r.child_id, r.parent_id, r.kind): r for r in LevelRule.objects.filter(root=self.root)}
        upsert(LevelRule, existing, wanted, self.tally)

    def full(self, framework: e.FrameworkEntry, level: str) -> str:
        return level if "/" in level else f"{framework.key}/{level}"
