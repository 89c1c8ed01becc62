"""Who may do what with tables of figures. The table of roles stands in organisations.permissions."""

from dataclasses import dataclass

from rodtrad.indicators.models import Dataset, Provider
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

    @property
    def writes_facts(self) -> bool:
        """Sentences with figures are the whole root's too, and written by the same people."""
        return self.fills


NO_POWERS = TablePowers()


def table_powers(person: Person, root: Root) -> TablePowers:
    """Return what the person may do: one query, none for who is not logged in."""
    kinds = held_roles(person).filter(root=root, organisation__parent=None).values_list("kind", flat=True)
    held = frozenset[str]().union(*(ABILITIES[kind] for kind in kinds))
    return TablePowers(
        fills="write_drafts" in held, publishes="publish" in held, fetches="give_roles" in held
    )


#: What somebody has sent, as it was sent: small counts stand in it that are not published.
_SENT = frozenset({Provider.TABLE, Provider.OPENSDG, Provider.DOCUMENT})


def may_read_answers(dataset: Dataset, root: Root, powers: TablePowers) -> bool:
    """Tell whether who has a role in the root may have the answers that a table came by.

    What a register publishes is open to all of them; a file that was sent, to who works with that root's own tables.
    """
    if dataset.provider not in _SENT:
        return True
    return dataset.root_id == root.pk and powers.sees_tables
