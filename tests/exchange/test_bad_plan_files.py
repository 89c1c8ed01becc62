"""A mistake in a plan file is told with line, place and remedy, and nothing is stored."""

from dataclasses import dataclass

import pytest

from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.operations import import_plan_file
from tests.exchange.files import HEAD, SMALL, small
from tests.exchange.stored import counts

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Fault:
    """A file and what is to be told of it: the piece of the line it stands on, the place, what and what to do."""

    content: bytes
    line: int
    place: str
    says: str
    remedy: str


def fault(
    old: str, new: str, says: str, remedy: str, *, at: str = "", place: str = "", more: str = ""
) -> Fault:
    """Return the small file with one fault; `at` is a piece of the line told, the changed piece if not given."""
    content = small(old, new, more=more)
    text = content.decode()
    line = text[: text.index(at or new)].count("\n") + 1
    return Fault(content, line, place, says, remedy)


def added(more: str, says: str, remedy: str, *, at: str = "", place: str = "") -> Fault:
    return fault("", "", says, remedy, at=at or more, place=place, more=more)


MAL_B = "      - {key: mal-b, level: mal, title: Prøve er grønn}\n"
REFERENCES = {
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
        "Nøkkelen «mal-a» er brukt før, på linje 20",
        "carry: mal-a",
        at="{key: mal-a",
        place="mal-a",
    ),
    "plan key twice": added(
        "  - {key: plan, type: other, title: Igjen}\n",
        "Nøkkelen «plan» er brukt før, på linje 14",
        "Gi den ene en annen nøkkel",
        place="plans › plan",
    ),
    "level key twice": fault(
        "{key: tiltak, role: measure",
        "{key: mal, role: measure",
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
        place="plans › plan › mal-c",
    ),
    "carried in its own plan": fault(
        "        elements:\n          - {key: tiltak-a",
        "        elements:\n          - {carry: mal-b}\n          - {key: tiltak-a",
        "Elementet «mal-b» står alt i denne planen, på linje 25",
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
        "        contributes_to: [mal-b]\n      - {key: mal-b, level: mal, title: B, contributes_to: [mal-a]}",
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
        "Mente du «13.",
        place="mal-b",
    ),
    "a goal where a target is wanted": added(
        'sdg_targets: [{target: "13", why: Fordi}]\n',
        "«13» er ikke et av FNs",
        "Mente du «1",
        place="sdg_targets › 13",
    ),
    "target twice": added(
        'sdg_targets:\n  - {target: "13.1", why: Fordi}\n  - {target: "13.1", why: Igjen}\n',
        "Dette står to ganger, først på linje 27",
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
    "link to a region it is not member of": Fault(
        SMALL.replace(
            "{child: mal, parent: mal, kind: contributes}",
            "{child: mal, parent: osloregionen/osloregionen/mal, kind: contributes}",
        )
        .replace("title: Prøve er grønn}", "title: G, contributes_to: [osloregionen/MAL]}")
        .encode(),
        25,
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


FIELDS = {
    "wrong date": fault(
        "title: Samfunnsdelen",
        "hearing: {from: 2025-13-01}\n    title: S",
        "«2025-13-01» er ikke en dato i «from»",
        "Skriv datoer som 2026-12-31",
        place="plans › plan › hearing",
    ),
    "Norwegian date": fault(
        "title: Samfunnsdelen",
        "hearing: {from: 31.12.2026}\n    title: S",
        "«31.12.2026» er ikke en dato",
        "Skriv den som 2026-12-31.",
        place="hearing",
    ),
    "a day that is not": fault(
        "title: Samfunnsdelen",
        "hearing: {from: 31.2.2026}\n    title: S",
        "«31.2.2026» er ikke en dato",
        "Skriv datoer som",
        place="hearing",
    ),
    "wrong year": fault(
        "title: Samfunnsdelen",
        "period: {from: 20025}\n    title: S",
        "«20025» går ikke i «from»",
        "helt tall fra 1800 til 2200",
        place="plans › plan › period",
    ),
    "a year in words": fault(
        "title: Prøve er grønn}",
        "title: G, period: {to: snart}}",
        "«snart» er ikke en dato i «to»",
        "2026-12-31",
        place="elements › mal-b › period",
    ),
    "a number with five thousand digits": fault(
        "title: Samfunnsdelen",
        f"horizon_years: {'9' * 5000}\n    title: S",
        "går ikke i «horizon_years»",
        "helt tall fra 1 til 100",
        place="plans › plan",
    ),
    "period backwards": fault(
        "title: Samfunnsdelen",
        "period: {from: 2030, to: 2025}\n    title: S",
        "«to» kommer før «from»",
        "Bytt om",
        place="period",
    ),
    "hearing backwards": fault(
        "title: Samfunnsdelen",
        "hearing: {from: 2025-02-01, to: 2025-01-01}\n    title: S",
        "«to» kommer før «from»",
        "Bytt om",
        place="hearing",
    ),
    "unit closed before it opened": added(
        "organisations: [{key: u, name: U, kind: unit, valid_from: 2025-01-01, valid_to: 2024-01-01}]\n",
        "«valid_to» kommer før «valid_from»",
        "Bytt om",
        place="organisations › u",
    ),
    "unknown field": fault(
        "title: Samfunnsdelen",
        "titel: S\n    title: S",
        "Feltet «titel» er ukjent her",
        "Mente du «title»?",
        place="plans › plan",
    ),
    "unknown field in Norwegian": fault(
        "title: Prøve er grønn}",
        "title: G, ansvarlig: prove}",
        "Feltet «ansvarlig» er ukjent her",
        "Velg en av: addresses, areas",
        place="elements › mal-b",
    ),
    "unknown list": added("elementer: []\n", "Feltet «elementer» er ukjent her", "Velg en av: cases"),
    "text on what is carried over": fault(
        MAL_B,
        MAL_B + "      - {carry: mal-a, title: Nytt}\n",
        "Feltet «title» er ukjent her",
        "carry, elements, number",
        place="elements › mal-a",
    ),
    "missing title": fault(
        "title: Prøve er grønn}",
        "number: 2}",
        "Feltet «title» mangler",
        "Skriv «title: …»",
        place="elements › mal-b",
        at="{key: mal-b",
    ),
    "empty title": fault(
        "title: Prøve er grønn}", 'title: " "}', "Feltet «title» mangler", "Skriv «title: …»", place="mal-b"
    ),
    "null title": fault(
        "title: Prøve er grønn}", "title: ~}", "Feltet «title» mangler", "Skriv «title: …»", place="mal-b"
    ),
    "missing key": fault(
        "{key: mal-b, ",
        "{",
        "Feltet «key» mangler",
        "Skriv «key: …»",
        place="elements › Prøve er grønn",
        at="{level: mal",
    ),
    "missing root": Fault(
        SMALL.replace(HEAD.splitlines()[1] + "\n", "").encode(),
        1,
        "",
        "Feltet «root» mangler",
        "Skriv «root: …»",
    ),
    "missing format": Fault(
        SMALL.replace("format: rodtrad/plan-file/1\n", "").encode(),
        1,
        "",
        "Feltet «format» mangler",
        "Skriv «format: …»",
    ),
    "unknown format": fault(
        "plan-file/1",
        "plan-file/9",
        "Formatet «rodtrad/plan-file/9» er ukjent",
        "Skriv «format: rodtrad/plan-file/1».",
    ),
    "no names": fault(
        "{key: tiltak, role: measure, names: {nb: {one: tiltak, many: tiltak}}}",
        "{key: tiltak, role: measure}",
        "Nivået mangler navn",
        "names: {nb:",
        place="levels › tiltak",
    ),
    "wrong choice": fault(
        "type: social_element",
        "type: social_elment",
        "«social_elment» er ikke en kjent verdi for «type»",
        "Mente du «social_element»?",
        place="plans › plan",
    ),
    "choice in Norwegian": fault(
        "kind: municipality", "kind: kommune", "«kommune» er ikke en kjent verdi", "", place="root"
    ),
    "wrong yes or no": fault(
        "{child: mal, parent: mal, kind: contributes}",
        "{child: mal, parent: mal, kind: contributes, normal: kanskje}",
        "«kanskje» er ikke ja eller nei",
        "true eller false",
        place="rules › mal",
    ),
    "key with capitals and spaces": fault(
        "{key: mal-b,",
        "{key: Grønne Mål,",
        "«Grønne Mål» er ikke en gyldig nøkkel",
        "For eksempel «gronne-mal»",
        place="elements › Grønne Mål",
    ),
    "slug of the website's own": fault(
        "slug: prove", "slug: api", "Navnet «api» er opptatt", "api-kommune", place="root"
    ),
    "list where text is wanted": fault(
        "title: Prøve er grønn}",
        "title: [Prøve, grønn]}",
        "Feltet «title» skal være tekst",
        "title: tekst",
        place="mal-b",
    ),
    "text where a list is wanted": fault(
        "title: Prøve er grønn}",
        "title: G, keywords: klima}",
        "Feltet «keywords» skal være en liste",
        "[en, to, tre]",
        place="mal-b",
    ),
    "text where fields are wanted": fault(
        "title: Samfunnsdelen",
        "period: 2025-2030\n    title: S",
        "Feltet «period» skal ha underfelter",
        "innrykk",
        place="plans › plan",
    ),
    "text in a list of fields": fault(
        MAL_B,
        MAL_B + "      - mal-c\n",
        "Punktet skal ha felter",
        "- key: …",
        at="mal-c",
        place="elements › 3",
    ),
    "long keyword": fault(
        "title: Prøve er grønn}",
        f"title: G, keywords: [{'k' * 61}]}}",
        "«keywords» har 61 tegn; grensen er 60",
        "Kort det ned",
        place="mal-b",
    ),
    "long title": fault(
        "title: Prøve er grønn}",
        f"title: {'Lang ' * 2000}}}",
        "Feltet «title» har 9999 tegn; grensen er 500",
        "det begynner «Lang Lang",
        place="mal-b",
    ),
    "quoted without source": fault(
        "title: Prøve er grønn}",
        "title: G, origin: quoted}",
        "Det som er sitert, må ha en kilde",
        "Oppgi «source»",
        place="mal-b",
    ),
    "organisation number": fault(
        "kind: municipality",
        "organisation_number: 958935421, kind: municipality",
        "«958935421» er ikke et gyldig organisasjonsnummer",
        "kontrollsiffer",
        place="root",
    ),
    "address that runs": added(
        'sources: [{key: s, title: S, address: "javascript:alert(1)"}]\n',
        "Adressen er ikke en nettadresse",
        "https://",
        place="sources › s",
    ),
    "escaped NUL": fault(
        "title: Prøve er grønn}",
        'title: "G\\0"}',
        "usynlig tegn (U+0000)",
        "Skriv teksten på nytt",
        place="mal-b",
    ),
    "text turned around": fault(
        "title: Prøve er grønn}",
        'title: "G\\u202Eabc"}',
        "usynlig tegn (U+202E)",
        "Skriv teksten på nytt",
        place="mal-b",
    ),
    "link that is a number of things": fault(
        "addresses: [utfordring-a]",
        "addresses: [[utfordring-a]]",
        "Koblingen må være en nøkkel eller ha felter",
        "{to: nøkkel",
        place="mal-a",
    ),
    "to in link": fault(
        "title: Bygge gangvei}",
        "title: G, link: {to: mal-a}}",
        "Feltet «to» er ukjent her",
        "",
        place="elements › tiltak-a › link",
    ),
}
YAML = {
    "field twice": fault(
        "title: Samfunnsdelen",
        "title: A\n    title: B",
        "Feltet «title» står to ganger",
        "det første står på linje 16",
        at="title: B",
    ),
    "tabs": fault("    title: Samfunnsdelen", "\ttitle: Samfunnsdelen", "tabulator", "Bruk mellomrom"),
    "anchor": fault(
        "title: Samfunnsdelen", "title: &a Samfunnsdelen", "anker eller alias", "Skriv innholdet helt ut"
    ),
    "alias": fault("title: Samfunnsdelen", "title: *a", "anker eller alias", "Skriv innholdet helt ut"),
    "python tag": fault(
        "title: Samfunnsdelen", "title: !!python/object/apply:os.system [ls]", "YAML-tagg", "Ta bort taggen"
    ),
    "colon in a text": fault(
        "title: Samfunnsdelen", "title: Mål 1: trygg", "kolon", "sett den i anførselstegn"
    ),
    "open quotation": fault(
        "title: Samfunnsdelen", 'title: "Samfunnsdelen', "aldri lukket", "Sett det andre"
    ),
    "open list": fault(
        "addresses: [utfordring-a]", "addresses: [utfordring-a", "ikke lukket", "", at="        elements:"
    ),
    "wrong indentation": fault("    title: Samfunnsdelen", "     title: Samfunnsdelen", "kolon", "innrykk"),
    "two documents": Fault(
        SMALL.encode() + b"---\nformat: x\n",
        SMALL.count("\n") + 1,
        "",
        "flere deler",
        "Del den i flere filer",
    ),
    "empty": Fault(b"", 1, "", "Fila er tom", "Begynn med «format: rodtrad/plan-file/1»"),
    "comments only": Fault(b"# bare dette\n", 1, "", "Fila er tom", "Begynn med"),
    "list at top": Fault(b"- a\n- b\n", 1, "", "Fila må begynne med felter", "Begynn med «format:"),
    "text at top": Fault(b"Samfunnsdelen", 1, "", "Fila må begynne med felter", "Begynn med «format:"),
    "deep nesting": Fault(
        small() + b"x: " + b"[" * 100_000,
        SMALL.count("\n") + 1,
        "",
        "nøstet for dypt",
        "klamme som ikke er lukket",
    ),
    "deep fields": Fault(
        small() + b"x: " + b"{a: " * 100_000, SMALL.count("\n") + 1, "", "nøstet for dypt", "klamme"
    ),
    "bomb": Fault(
        b"a: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(97, 115)),
        1,
        "",
        "anker eller alias",
        "Skriv innholdet helt ut",
    ),
    "Latin-1": Fault(
        SMALL.encode("latin-1"), 2, "", "ikke lagret som UTF-8", "Lagre den på nytt og velg tegnsettet"
    ),
    "UTF-16": Fault(SMALL.encode("utf-16"), 1, "", "UTF-16", "Lagre den på nytt og velg tegnsettet"),
    "UTF-16 without a mark": Fault(SMALL.encode("utf-16-be"), 1, "", "", "UTF-8"),
    "NUL": Fault(
        SMALL.encode() + b"x: a\0b\n", SMALL.count("\n") + 1, "", "usynlig styretegn (U+0000)", "Slett tegnet"
    ),
    "a spreadsheet": Fault(b"PK\x03\x04" + bytes(range(256)), 1, "", "ikke en tekstfil", "YAML"),
    "a picture": Fault(
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 1, "", "ikke lagret som UTF-8", "UTF-8"
    ),
}


@pytest.mark.parametrize(
    "what", [pytest.param(value, id=name) for name, value in {**REFERENCES, **FIELDS, **YAML}.items()]
)
def test_a_fault_is_told_and_nothing_is_stored(what: Fault) -> None:
    before = counts()
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=what.content)
    text = str(refused.value)
    print(text)
    assert "Ingenting er lagret." in text
    told = [problem for problem in refused.value.problems if what.says in problem.message]
    assert told, text
    problem = told[0]
    assert problem.line == what.line, text
    assert problem.column >= 1
    assert problem.place.endswith(what.place) or what.place in problem.place, text
    assert what.remedy in problem.remedy, text
    assert problem.remedy or not what.remedy, text
    assert f"Linje {what.line}, kolonne" in text
    assert counts() == before
    assert len(refused.value.problems) == 1, text
