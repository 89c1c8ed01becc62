"""Each key stands once in its list."""

from collections.abc import Hashable, Iterable, Iterator

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolved import all_organisations

#: Keys by list, in the order of the file.
Known = dict[str, dict[str, int]]


def known_keys(file: e.PlanFile, problems: Problems) -> Known:
    """Return the keys of each list with the line they stand on; note those that stand twice."""
    lists: dict[str, Iterable[e.Entry]] = {
        "sources": file.sources,
        "bodies": file.bodies,
        "cases": file.cases,
        "frameworks": file.frameworks,
        "plan_types": file.plan_types,
        "plans": file.plans,
        "conflicts": file.conflicts,
        "recurring": file.recurring,
    }
    known = {name: _once(name, entries, {}, problems) for name, entries in lists.items()}
    root = {file.root.slug: file.root.spot.line}
    known["organisations"] = _once("organisations", all_organisations(file.organisations), root, problems)
    _rows_once(file, problems)
    return known


def _once(name: str, entries: Iterable[e.Entry], seen: dict[str, int], problems: Problems) -> dict[str, int]:
    for entry in entries:
        note_if_seen(name, str(getattr(entry, "key", "")), entry, seen, problems)
    return seen


def note_if_seen(name: str, key: str, entry: e.Entry, seen: dict[str, int], problems: Problems) -> None:
    """Note the key when it has been seen; else remember its line."""
    if key in seen:
        problems.add(
            entry.spot_of("key"),
            f"{name} › {key}",
            _("Nøkkelen «%(key)s» er brukt før, på linje %(line)d.") % {"key": key, "line": seen[key]},
            _("Gi den ene en annen nøkkel."),
        )
    seen.setdefault(key, entry.spot_of("key").line)


def _rows_once(file: e.PlanFile, problems: Problems) -> None:
    """Entries without a key of their own stand once too."""
    first: dict[Hashable, int] = {}
    for name, called, what, entry in _rows(file):
        if (name, what) in first:
            problems.add(
                entry.spot,
                f"{name} › {called}",
                _("Dette står to ganger, først på linje %d.") % first[(name, what)],
                _("Ta bort det ene."),
            )
        first.setdefault((name, what), entry.spot.line)


def _rows(file: e.PlanFile) -> Iterator[tuple[str, str, Hashable, e.Entry]]:
    """Yield list, name, what must stand once, and the entry."""
    for member in file.members:
        yield "members", member.name, (member.name, member.valid_from), member
    for target in file.sdg_targets:
        yield "sdg_targets", target.target, target.target, target
    for exception in file.exceptions:
        yield "exceptions", exception.subject, (exception.rule, exception.subject), exception
    for framework in file.frameworks:
        for rule in framework.rules:
            yield "rules", rule.child, (framework.key, rule.child, rule.parent, rule.kind), rule
