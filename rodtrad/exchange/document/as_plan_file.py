"""A reading as a plan file, which a person goes on from: `rodtrad check` and `rodtrad import plan` take it."""

from collections.abc import Iterable
from pathlib import PurePath

from django.utils.translation import gettext as _

from rodtrad.exchange.document.proposal import Proposal, Reading
from rodtrad.exchange.document.vocabulary import Level
from rodtrad.exchange.document.words import SURE, confidence_words, place_words, why_words
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import root_entry
from rodtrad.exchange.plan_file.dump_structure import frameworks
from rodtrad.exchange.plan_file.problems import as_key
from rodtrad.exchange.plan_file.write import as_text
from rodtrad.goals.models import Element, Framework
from rodtrad.organisations.models import Root, Source
from rodtrad.plans.models import Plan

_LONGEST_TITLE = 300
#: Roles whose elements stand under something without contributing to it.
_ONLY_UNDER = frozenset({"value", "challenge", "focus_area", "goal_picture", "need"})


def as_plan_file(reading: Reading, framework: Framework | None = None) -> str:
    """Return the proposals as one plan under way, marked as quoted from the document.

    With a framework, the file is for its root, and no key in it is one that is taken there. Else the file makes a
    root of its own, with the levels that were found.
    """
    document = reading.title or reading.name
    if framework is None:
        file = e.PlanFile(root=_made_root(reading), frameworks=[_made_framework(reading)])
        keys = _Keys(set())
        key = "lest"
    else:
        root = framework.root
        file = e.PlanFile(root=root_entry(root), frameworks=frameworks(root))
        keys = _Keys(_taken(root))
        key = framework.key
    source = keys.free(f"dokument {PurePath(reading.name).stem}")
    file.sources = [e.SourceEntry(key=source, title=document[:_LONGEST_TITLE])]
    plan = e.PlanEntry(
        key=keys.free(f"lest {PurePath(reading.name).stem}"),
        type="other",
        title=document[:_LONGEST_TITLE],
        framework=key,
        visibility="internal",
    )
    told = _fill(plan, reading, keys, source)
    file.plans = [plan]
    return _preface(reading, told) + as_text(file)


class _Keys:
    """Gives out keys that nothing else has."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def free(self, text: str) -> str:
        wanted = as_key(text)[:56].strip("-") or "element"
        key, number = wanted, 2
        while key in self.taken:
            key, number = f"{wanted}-{number}", number + 1
        self.taken.add(key)
        return key


def _taken(root: Root) -> set[str]:
    found = {root.slug}
    for model in (Element, Plan, Source):
        found |= set(model._default_manager.filter(root=root).values_list("key", flat=True))
    return found


def _fill(plan: e.PlanEntry, reading: Reading, keys: _Keys, source: str) -> list[tuple[str, Proposal]]:
    """Put the elements into the plan; return them with their keys."""
    lists = {0: plan.elements}
    told = []
    for proposal in reading.proposals:
        entry = e.ElementEntry(
            key=keys.free(f"{proposal.level} {proposal.title}"),
            level=proposal.level,
            number=proposal.number,
            title=proposal.title,
            description=proposal.description,
            origin="quoted",
            source=source,
            place=place_words(proposal)[:_LONGEST_TITLE],
        )
        lists[proposal.parent].append(entry)
        lists[proposal.id] = entry.elements
        told.append((entry.key, proposal))
    return told


def _made_root(reading: Reading) -> e.RootEntry:
    name = PurePath(reading.name).stem or reading.name
    return e.RootEntry(
        slug=f"lest-{as_key(name)[:50].strip('-')}".strip("-"),
        name=_("Lest fra %s") % name[:100],
        short_name=name[:60],
        kind="municipality",
        governance="executive_committee",
        visibility="internal",
    )


def _made_framework(reading: Reading) -> e.FrameworkEntry:
    by_id = {proposal.id: proposal for proposal in reading.proposals}
    pairs = {(p.level, by_id[p.parent].level) for p in reading.proposals if p.parent}
    used = {proposal.level for proposal in reading.proposals}
    # A framework has at least one level, also when nothing was found.
    levels = [level for level in reading.levels if level.key in used] or reading.levels[:1]
    return e.FrameworkEntry(
        key="lest",
        name=_("Nivåer lest fra dokumentet"),
        levels=[_level(level) for level in levels],
        rules=list(_rules(pairs, {level.key: level for level in reading.levels})),
    )


def _level(level: Level) -> e.LevelEntry:
    words = e.Words(one=level.one, many=level.many)
    return e.LevelEntry(
        key=level.key, role=level.role, names={"nb": words}, cross_cutting=level.cross_cutting
    )


def _rules(pairs: set[tuple[str, str]], levels: dict[str, Level]) -> Iterable[e.RuleEntry]:
    for child, parent in sorted(pairs):
        under = levels[child].role in _ONLY_UNDER or levels[parent].role == "focus_area"
        yield e.RuleEntry(child=child, parent=parent, kind="under" if under else "contributes")


def _preface(reading: Reading, told: list[tuple[str, Proposal]]) -> str:
    """Return comments: that these are proposals, and which of them to look at first."""
    lines = [
        _("Forslag lest ut av %s. Ingenting er bestemt: gå gjennom, rett og slett, og les så inn.")
        % reading.name,
    ]
    unsure = [(key, one) for key, one in told if one.confidence < SURE]
    if unsure:
        lines.append(_("Se særlig på disse:"))
    lines += [f"- {key}: {confidence_words(one.confidence)}. {why_words(one)}" for key, one in unsure]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)
