"""Faults in one field: what is missing, unknown, of the wrong kind, or too long."""

from tests.exchange.fault import MAL_B, Fault, added, fault
from tests.exchange.files import HEAD, SMALL

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
    "ended and not repealed": fault(
        "title: Samfunnsdelen",
        "ended_on: 2025-01-01\n    title: S",
        "Planen er ikke opphevet",
        "Skriv «status: repealed»",
        place="plans › plan",
    ),
    "ended on a day that has not been": fault(
        "title: Samfunnsdelen",
        "ended_on: 2999-01-01\n    status: repealed\n    title: S",
        "ikke være opphevet en dag som ikke har vært",
        "Rett dagen",
        place="plans › plan",
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
    "more submissions assessed than received": fault(
        "title: Samfunnsdelen",
        "hearing: {from: 2025-02-01, submissions: 2, assessed: 3}\n    title: S",
        "flere uttalelser",
        "det ene av de to tallene",
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
    "a text with a comma": fault(
        "title: Prøve er grønn}",
        "title: Prøve er grønn, og det er bra}",
        "Feltet «og det er bra» er ukjent her",
        "sett teksten i anførselstegn",
        place="elements › mal-b",
    ),
    "unknown list": added("elementer: []\n", "Feltet «elementer» er ukjent her", "Velg en av: bodies, cases"),
    "text on what is carried over": fault(
        MAL_B,
        MAL_B + "      - {carry: mal-a, title: Nytt}\n",
        "Feltet «title» er ukjent her",
        "carry, elements, number",
        at="{carry: mal-a",
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
        place="elements › 4",
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
    "answer from a day that has not been": added(
        """bodies: [{key: radet, name: Rådet, kind: council}]
cases:
  - key: a
    number: "1"
    title: A
    body: Rådet
    instructions:
      - kind: verbal_decision
        number: "1"
        text: T
        owner: prove
        status: answered
        answer: Gjort.
        answered_on: 2999-01-01
""",
        "Svaret kan ikke være fra en dag som ikke har vært",
        "ta bort svaret til det er gitt",
        at="answered_on",
        place="instructions › 1",
    ),
}
