"""Writes to the red thread: one for each file, one transaction each, with the person who does it as `actor`."""

from rodtrad.goals.operations.carry_over import carry_over
from rodtrad.goals.operations.change_element import change_element
from rodtrad.goals.operations.change_many import change_many
from rodtrad.goals.operations.create_element import create_element
from rodtrad.goals.operations.fields import Changes, Values, values_of
from rodtrad.goals.operations.link_elements import link_elements
from rodtrad.goals.operations.mark_seen import mark_seen
from rodtrad.goals.operations.merge_drafts import merge_drafts
from rodtrad.goals.operations.move_element import move_element
from rodtrad.goals.operations.split_draft import Part, split_draft
from rodtrad.goals.operations.succeed_element import succeed_element
from rodtrad.goals.operations.take_out import take_out
from rodtrad.goals.operations.unlink_elements import unlink_elements
from rodtrad.goals.operations.versions import BadVersionError, pack_version, tag_of, unpack_version

__all__ = [
    "BadVersionError",
    "Changes",
    "Part",
    "Values",
    "carry_over",
    "change_element",
    "change_many",
    "create_element",
    "link_elements",
    "mark_seen",
    "merge_drafts",
    "move_element",
    "pack_version",
    "split_draft",
    "succeed_element",
    "tag_of",
    "take_out",
    "unlink_elements",
    "unpack_version",
    "values_of",
]
