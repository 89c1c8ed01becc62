"""A reading as text for people and as JSON for programs."""

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.exchange.document.proposal import MOST_PROPOSALS, Proposal, Reading
from rodtrad.exchange.document.words import confidence_words, place_words, too_many_words, why_words


def as_text(reading: Reading) -> str:
    """Return an indented list, each proposal with how sure it is, why, and where it stands."""
    count = len(reading.proposals)
    head = ngettext(
        "%(name)s: %(count)d forslag. Ingenting er lagret.",
        "%(name)s: %(count)d forslag. Ingenting er lagret.",
        count,
    ) % {"name": reading.name, "count": count}
    if not count:
        return (
            head
            + "\n"
            + _("Fant ingen overskrifter eller ord som sier hva som er mål, strategier eller tiltak.")
        )
    depths = depths_of(reading.proposals)
    lines = [head, *([too_many_words()] if count >= MOST_PROPOSALS else []), ""]
    for proposal in reading.proposals:
        lines += _told(proposal, "  " * depths[proposal.id])
    return "\n".join(lines)


def _told(proposal: Proposal, indent: str) -> list[str]:
    number = f" {proposal.number}" if proposal.number else ""
    sure = f"{confidence_words(proposal.confidence)} ({proposal.confidence:.2f})"
    return [
        f"{indent}{proposal.label}{number}: {proposal.title}",
        f"{indent}    {sure}, {place_words(proposal)}. {why_words(proposal)}",
    ]


def depths_of(proposals: list[Proposal]) -> dict[int, int]:
    """Return how far in each proposal stands; what stands above another comes before it."""
    depths = {0: -1}
    for proposal in proposals:
        depths[proposal.id] = depths.get(proposal.parent, -1) + 1
    return depths


def as_json(reading: Reading) -> str:
    """Return the tree: each proposal with those below it."""
    nodes: dict[int, dict[str, Any]] = {0: {"proposals": []}}
    for proposal in reading.proposals:
        node = {
            **proposal.as_json(),
            "confidence_words": confidence_words(proposal.confidence),
            "reasons": [one.why.value for one in proposal.reasons],
            "reasons_words": why_words(proposal),
            "proposals": [],
        }
        del node["parent"]
        nodes[proposal.id] = node
        nodes[proposal.parent]["proposals"].append(node)
    told = {
        "file": reading.name,
        "title": reading.title,
        "framework": reading.framework,
        "pages": reading.pages,
        "proposals": nodes[0]["proposals"],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
