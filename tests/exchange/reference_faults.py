"""Faults that show when references are followed: keys, levels, links."""

from tests.exchange.fault import MAL_B, Fault, added, fault
from tests.exchange.files import SMALL

#: A case with an instruction that the case «b» has closed.
_OF_COUNCIL = """bodies:
  - {key: radet, name: Rådet, kind: council}
  - {key: utvalget, name: Utvalget, kind: committee}
cases:
  - key: a
    number: "1"
    title: A
    body: Rådet
    instructions:
      - {kind: verbal_decision, number: "1", text: T, owner: prove, status: closed, closed_by: b}
"""
_ASKED = '      - {kind: verbal_decision, number: "1", text: T, owner: prove}\n'
_NOT_OF_COUNCIL = """bodies:
  - {key: radet, name: Rådet, kind: council}
  - {key: utvalget, name: Utvalget, kind: committee}
cases:
  - key: a
    number: "1"
    title: A
    treatments: [{body: utvalget, kind: decision}]
    instructions:
"""

REFERENCES = {
    "a body of another governance": added(
        "bodies: [{key: byradet, name: Byrådet, kind: city_government}]\n",
        "Byråd finnes bare med parlamentarisk styre.",
        "Rett «kind» eller «governance».",
        at="kind: city_government",
        place="bodies › byradet",
    ),
    "unknown level": fault(
        "level: mal, title: Prøve er grønn",
        "level: maal, title: Prøve er grønn",
        "Nivået «maal» finnes ikke i målstrukturen «prove»",
        "Mente du «mal»?",
        place="plans › plan › mal-b",
    ),
    "unknown level in a rule": fault(
        "child: tiltak, parent: mal",
        "child: tiltakk, parent: mal",
        "Nivået «tiltakk» finnes ikke",
        "Mente du «tiltak»?",
        place="rules › tiltakk",
    ),
    "no such framework": fault(
        "framework: prove",
        "framework: proeve",
        "«proeve» finnes ikke under «frameworks»",
        "Mente du «prove»?",
        place="plans › plan",
    ),
    "plan without framework": fault(
        "    framework: prove\n",
        "",
        "sier ikke hvilken målstruktur",
        "Skriv «framework: prove».",
        at="    elements:",
        place="plans › plan",
    ),
    "element key twice": fault(
        MAL_B,
        MAL_B + MAL_B.replace("mal-b", "mal-a"),
        "Nøkkelen «mal-a» er brukt før, på linje 21",
        "carry: mal-a",
        at="{key: mal-a",
        place="plans › plan › mal-a",
    ),
    "plan key twice": added(
        "  - {key: plan, type: other, title: Igjen}\n",
        "Nøkkelen «plan» er brukt før, på linje 15",
        "Gi den ene en annen nøkkel",
        place="plans › plan",
    ),
    "level key twice": fault(
        "    rules:\n",
        "      - {key: mal, role: goal, names: {nb: {one: m, many: m}}}\n    rules:\n",
        "Nøkkelen «mal» er brukt før",
        "annen nøkkel",
        place="levels › mal",
    ),
    "unit with the root's key": added(
        "organisations: [{key: prove, name: P, kind: unit}]\n",
        "Nøkkelen «prove» er brukt før",
        "annen nøkkel",
        place="organisations › prove",
    ),
    "unknown responsible": fault(
        "title: Prøve er grønn}",
        "title: Grønn, responsible: teknisk}",
        "«teknisk» finnes ikke under «organisations»",
        "Velg en av: prove",
        place="mal-b",
    ),
    "unknown source": fault(
        "title: Prøve er grønn}",
        "title: Grønn, origin: quoted, source: notatt}",
        "«notatt» finnes ikke under «sources»",
        "Mente du «notat»?",
        place="mal-b",
        more="sources: [{key: notat, title: Et notat}]\n",
    ),
    "unknown plan": fault(
        "title: Samfunnsdelen",
        "parent: plann\n    title: S",
        "«plann» finnes ikke under «plans»",
        "Mente du «plan»?",
        place="plans › plan",
    ),
    "unknown case": fault(
        "title: Samfunnsdelen",
        "case: sak-1\n    title: S",
        "«sak-1» finnes ikke under «cases»",
        "",
        place="plans › plan",
    ),
    "unknown element": fault(
        "addresses: [utfordring-a]",
        "addresses: [utfordring-aa]",
        "Elementet «utfordring-aa» finnes ikke",
        "Mente du «utfordring-a»?",
        place="mal-a",
    ),
    "unknown element in a conflict": added(
        "conflicts:\n  - {key: k, title: K, steps: [{text: A, element: mal-x}]}\n",
        "Elementet «mal-x» finnes ikke",
        "Mente du «mal-a»?",
        at="element: mal-x",
        place="conflicts › k",
    ),
    "carry of unknown": fault(
        MAL_B,
        MAL_B + "      - {carry: mal-c}\n",
        "Elementet «mal-c» finnes ikke",
        "Mente du «mal-",
        at="{carry: mal-c",
        place="plans › plan › mal-c",
    ),
    "carried in its own plan": fault(
        "        elements:\n          - {key: tiltak-a",
        "        elements:\n          - {carry: mal-b}\n          - {key: tiltak-a",
        "Elementet «mal-b» står alt i denne planen, på linje 26",
        "La det stå ett sted",
        at="{key: mal-b",
        place="mal-b",
    ),
    "level rule missing under": fault(
        "{key: tiltak-a, level: tiltak,",
        "{key: tiltak-a, level: utfordring,",
        "Nivået «utfordring» kan ikke stå under «mal»",
        "{child: utfordring, parent: mal, kind: under}",
        place="tiltak-a",
    ),
    "level rule missing for a link": fault(
        "title: Prøve er grønn}",
        "title: Grønn, contributes_to: [tiltak-a]}",
        "Ingen regel i målstrukturen lar «mal» peke på «tiltak» med «contributes_to»",
        "Legg til {child: mal, parent: tiltak, kind: contributes} under «rules».",
        place="mal-b",
    ),
    "link twice": fault(
        "addresses: [utfordring-a]",
        "addresses: [utfordring-a, utfordring-a]",
        "Koblingen til «utfordring-a» står to ganger",
        "Ta bort den ene",
        place="mal-a",
    ),
    "circle": fault(
        "      - {key: mal-b, level: mal, title: Prøve er grønn}",
        "        contributes_to: [mal-b]\n"
        "      - {key: mal-b, level: mal, title: B, contributes_to: [mal-a]}",
        "Koblingene går i ring: ",
        "Ta bort én av koblingene",
        at="contributes_to: [mal-a]",
        place="plans › plan › mal-",
    ),
    "link to itself": fault(
        "title: Prøve er grønn}",
        "title: G, contributes_to: [mal-b]}",
        "Koblingene går i ring: mal-b → mal-b",
        "Ta bort",
        place="mal-b",
    ),
    "plan above itself": fault(
        "title: Samfunnsdelen",
        "parent: plan\n    title: S",
        "«parent» går i ring: plan → plan",
        "Rett",
        place="plans › plan",
    ),
    "own predecessor": fault(
        "title: Prøve er grønn}",
        "title: G, predecessor: mal-b}",
        "«predecessor» går i ring",
        "Rett",
        place="mal-b",
    ),
    "area without its zero": fault(
        "kind: municipality",
        "area: 301, kind: municipality",
        "Områdekoden «301» er ukjent",
        'Mente du "0301", med null foran?',
        place="root",
    ),
    "unknown area": fault(
        "title: Prøve er grønn}",
        'title: G, areas: ["9999"]}',
        "Områdekoden «9999» er ukjent",
        "Bruk kommunenummeret",
        place="mal-b",
    ),
    "no such target": fault(
        "title: Prøve er grønn}",
        'title: G, sdg: ["13.9x"]}',
        "«13.9x» er ikke et av FNs bærekraftsmål",
        "Mål 13 har delmålene 13.1, 13.2, 13.3, 13.a, 13.b.",
        place="mal-b",
    ),
    "a goal where a target is wanted": added(
        'sdg_targets: [{target: "13", why: Fordi}]\n',
        "«13» er ikke et av delmålene under FNs",
        "Mål 13 har delmålene 13.1",
        place="sdg_targets › 13",
    ),
    "target twice": added(
        'sdg_targets:\n  - {target: "13.1", why: Fordi}\n  - {target: "13.1", why: Igjen}\n',
        "Dette står to ganger, først på linje 29",
        "Ta bort det ene",
        at="why: Igjen",
        place="sdg_targets › 13.1",
    ),
    "exception from nothing": added(
        "exceptions: [{rule: T-05, subject: mal-x, reason: R, owner: prove, until: 2030-01-01}]\n",
        "«mal-x» er ikke et element",
        "Mente du «mal-a»?",
        place="exceptions › mal-x",
    ),
    "exception from no rule": added(
        "exceptions: [{rule: T-5, subject: mal-a, reason: R, owner: prove, until: 2030-01-01}]\n",
        "Trådsjekken har ingen regel «T-5»",
        "Mente du «T-05»?",
        place="exceptions › mal-a",
    ),
    "instruction closed by another body": added(
        _OF_COUNCIL + "  - {key: b, number: '2', title: B, body: Utvalget, date: 2025-01-01}\n",
        "Saken «b» er ikke avgjort av det øverste organet",
        "Et oppdrag avsluttes av en sak",
        at="      - {kind: verbal",
        place="cases › a › 1",
    ),
    "instruction closed by what is not decided": added(
        _OF_COUNCIL + "  - {key: b, number: '2', title: B, body: Rådet}\n",
        "Saken «b» er ikke avgjort av det øverste organet",
        "Et oppdrag avsluttes av en sak",
        at="      - {kind: verbal",
        place="cases › a › 1",
    ),
    "decided by a body that has no result": added(
        _NOT_OF_COUNCIL.replace("    instructions:\n", "    date: 2025-01-01\n"),
        "Saken er avgjort, men Utvalget skal avgjøre den",
        "Skriv «result» på behandlingen",
        at="    treatments: [{body: utvalget",
        place="cases › a",
    ),
    "instruction in a case that no council treats": added(
        _NOT_OF_COUNCIL + _ASKED,
        "Saken er ikke satt opp i det øverste organet",
        "Legg inn behandlingen der under «treatments»",
        at=_ASKED,
        place="cases › a › 1",
    ),
    "link to a region it is not member of": Fault(
        SMALL.replace(
            "{child: mal, parent: mal, kind: contributes}",
            "{child: mal, parent: osloregionen/osloregionen/mal, kind: contributes}",
        )
        .replace("title: Prøve er grønn}", "title: G, contributes_to: [osloregionen/mal-lavutslipp]}")
        .encode(),
        27,
        "mal-b",
        "«prove» står ikke som medlem av «osloregionen»",
        "Les inn regionens fil",
    ),
    "addresses in a region": fault(
        "{child: mal, parent: mal, kind: contributes}",
        "{child: mal, parent: osloregionen/osloregionen/mal, kind: addresses}",
        "Til en region kan noe bare bidra",
        "kind: contributes",
        place="rules › mal",
    ),
    "members outside a region": added(
        "members: [{name: Nabo}]\n", "Bare en region har medlemmer", "kind: region", place="members"
    ),
}
