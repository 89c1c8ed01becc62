"""Who may do what with tables of figures. The table of roles stands in organisations.permissions."""

from dataclasses import dataclass

from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import ABILITIES, Person, held_roles


@dataclass(frozen=True)
class TablePowers:
    """What one person may do with a root's tables. They are the whole root's, so a role at its top counts."""

    #: Send a table, say how it is read, and take it in.
    fills: bool = False
    #: Let everyone see the indicators of a table.
    publishes: bool = False
    #: Ask for figures to be fetched now.
    fetches: bool = False

    @property
    def sees_tables(self) -> bool:
        return self.fills or self.publishes or self.fetches


NO_POWERS = TablePowers()


def table_powers(person: Person, root: Root) -> TablePowers:
    """Return what the person may do: one query, none for who is not logged in."""
    kinds = held_roles(person).filter(root=root, organisation__parent=None).values_list("kind", flat=True)
    held = frozenset[str]().union(*(ABILITIES[kind] for kind in kinds))
    return TablePowers(
        fills="write_drafts" in held, publishes="publish" in held, fetches="give_roles" in held
    )
