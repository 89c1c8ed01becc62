"""Writes a root as a plan file that reads back to the same, everything in it included."""

from rodtrad.core.collecting import collector_paused
from rodtrad.core.moments import one_moment
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_cases import bodies, cases
from rodtrad.exchange.plan_file.dump_judgements import conflicts, exceptions, local_targets
from rodtrad.exchange.plan_file.dump_recurring import recurring
from rodtrad.exchange.plan_file.dump_register import own_types
from rodtrad.exchange.plan_file.dump_root import RootKeys, members, organisations, root_entry, sources
from rodtrad.exchange.plan_file.dump_structure import frameworks, plans
from rodtrad.exchange.plan_file.dump_thread import Thread
from rodtrad.exchange.plan_file.write import as_text
from rodtrad.organisations.models import Root


def dump_root(root: Root) -> str:
    """Return the whole root as plan file text."""
    with collector_paused(), one_moment():
        return as_text(entries_of(root))


def entries_of(root: Root) -> e.PlanFile:
    """Return what is stored of the root, as a plan file would say it."""
    keys = RootKeys.of(root)
    return e.PlanFile(
        root=root_entry(root),
        sources=sources(root),
        organisations=organisations(root, keys),
        members=members(root, keys),
        bodies=bodies(root, keys),
        cases=cases(root, keys),
        frameworks=frameworks(root),
        plan_types=own_types(root),
        plans=plans(root, keys, Thread(root, keys)),
        conflicts=conflicts(root, keys),
        sdg_targets=local_targets(root, keys),
        exceptions=exceptions(root, keys),
        recurring=recurring(root, keys),
    )
