"""One small made-up plan in each format, from the file to the proposals."""

from pathlib import Path

import pytest

from rodtrad.exchange.document.as_plan_file import as_plan_file
from rodtrad.exchange.document.proposal import Proposal
from rodtrad.exchange.document.read import read_document
from rodtrad.exchange.plan_file.parse import parse_plan_file

FILES = Path(__file__).parent / "files"


def tree_of(name: str) -> list[str]:
    """Return the proposals as indented lines."""
    reading = read_document(content=(FILES / name).read_bytes(), name=name)
    depths = {0: -1}
    for one in reading.proposals:
        depths[one.id] = depths[one.parent] + 1
    return [
        f"{'  ' * depths[one.id]}{one.label} {one.number}".rstrip() + f": {one.title}"
        for one in reading.proposals
    ]


def test_a_pdf_with_headers_contents_columns_and_soft_hyphens() -> None:
    assert tree_of("plan.pdf") == [
        "utfordring: Flere eldre trenger hjelp hjemme",
        "utfordring: Unge flytter ut og kommer ikke tilbake",
        "utfordring: Mer regn skader veier og kjellere",
        "mål 1: Alle i Fjordvik kan delta",
        "  delmål 1: Hver bygd har et sted å møtes",
        "  delmål 2: Alle barn kan svømme",
        "  strategi: Åpne skolene for lag og foreninger om kvelden og i helgene, slik at de som trenger et sted å "
        "øve, får det",
        "  strategi: Samarbeide med idrettslagene om svømmeopplæring",
        "mål 2: Fjordvik tåler mer regn",
        "  delmål 1: Vannet har trygge veier gjennom bygdene",
        "    tiltak: Åpne bekken gjennom sentrum",
        "    tiltak: Kartlegge rørene som er eldre enn femti år",
    ]


def test_a_word_file_with_styles_numbering_and_a_table() -> None:
    assert tree_of("plan.docx") == [
        "utfordring: Lokalene er slitt og stengt om kvelden",
        "utfordring: Færre melder seg til frivillig arbeid",
        "mål 1: Alle kan være med på noe de liker",
        "  strategi 1: Ved å låne ut utstyr gratis til den som vil prøve noe nytt",
        "  strategi 2: Ved å betale kontingenten for barn i familier med lite penger",
        "mål 2: Bygdene har hus å møtes i",
        "  delmål: Husene er åpne hver uke",
        "    tiltak: Sette inn dørlåser med kode",
        "    tiltak: Lage en felles kalender",
        "  delmål: Husene er varme om vinteren",
        "    tiltak: Etterisolere tre samfunnshus",
    ]


def test_a_text_file() -> None:
    assert tree_of("plan.txt") == [
        "visjon: I Fjordvik går alle trygt",
        "utfordring: For få fortau langs skoleveiene",
        "utfordring: Biler kjører fort i sentrum",
        "mål 1: Barn går trygt til skolen",
        "  strategi: Bygge fortau der flest barn går",
        "  strategi: Senke farten ved skolene",
        "  tiltak: Male gangfelt ved Nes skole",
        "  tiltak: Sette opp lys ved Vika skole",
        "mål 2: Eldre kommer seg fram hele året",
        "  strategi: Rydde snø fra fortau før veiene",
        "  strategi: Sette ut benker der det er langt mellom butikk og hjem",
    ]


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.txt"])
def test_every_proposal_tells_its_place_and_why(name: str) -> None:
    reading = read_document(content=(FILES / name).read_bytes(), name=name)
    for one in reading.proposals:
        assert one.line
        assert one.reasons
        assert 0 < one.confidence < 1
    if name == "plan.pdf":
        assert {one.page for one in reading.proposals} == {2, 3, 4}


def test_a_table_keeps_what_its_other_columns_say() -> None:
    reading = read_document(content=(FILES / "plan.docx").read_bytes(), name="plan.docx")
    [lock] = [one for one in reading.proposals if one.title.startswith("Sette inn")]
    assert lock.description == "Ansvarlig: Eiendom"


def test_the_documents_title_is_found() -> None:
    titles = {
        name: read_document(content=(FILES / name).read_bytes(), name=name).title
        for name in ("plan.pdf", "plan.docx", "plan.txt")
    }
    assert titles == {
        "plan.pdf": "Kommuneplanens samfunnsdel for Fjordvik",
        "plan.docx": "Temaplan for kultur i Fjordvik",
        "plan.txt": "Handlingsplan for gående i Fjordvik",
    }


def proposals_of(text: str) -> list[Proposal]:
    return read_document(content=text.encode(), name="plan.txt").proposals


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("Delmål 2.1: Alle barn kan svømme", "delmal", "Alle barn kan svømme"),
        ("Hovedmål 1\nBygda har arbeid til alle", "mal", "Bygda har arbeid til alle"),
        ("Strategi – Ta vare på jorda", "strategi", "Ta vare på jorda"),
        ("Våre satsingsområder\n\nOppvekst\nBarn skal ha det godt her. Derfor satser vi på dem\n"
         "i alt vi gjør nå, på skolen og i fritiden, i alle bygdene våre.",
         "innsatsomrade", "Oppvekst"),
        ("Mål\nÅ bli ei bygd med \ufb02ere unge", "mal", "Å bli ei bygd med flere unge"),
        ("Tiltak\n• Bygge skole-\nvei på Nes", "tiltak", "Bygge skolevei på Nes"),
        ("Tiltak\n• Bygge sykkel-\nog gangvei", "tiltak", "Bygge sykkel- og gangvei"),
        ("Tiltak\n• Bygge inn\u00ad\nfartsvei", "tiltak", "Bygge innfartsvei"),
        ("Strategiar\n• Byggje ut fibernettet", "strategi", "Byggje ut fibernettet"),
        ("Vår visjon er at «Bygda lever hele året»", "visjon", "Bygda lever hele året"),
    ],
)  # fmt: skip
def test_cue_words_forms_and_divided_words(text: str, level: str, title: str) -> None:
    assert [(one.level, one.title) for one in proposals_of(text)] == [(level, title)]


def test_headings_that_moved_to_the_end_of_the_page() -> None:
    found = proposals_of(
        "Bygda er trygg for alle\n\nFolk kjenner hverandre her. De hjelper til når noe skjer.\n\n"
        "Hovedmål 1\n\f\nBygda er trygg for alle\n\nBarna går trygt til skolen\n• Bygge fortau\n• Senke farten\n\n"
        "Hovedmål 1\nDelmål og strategier\n"
    )
    by_id = {one.id: one.title for one in found}
    assert [(one.level, one.title, by_id.get(one.parent, "")) for one in found] == [
        ("mal", "Bygda er trygg for alle", ""),
        ("delmal", "Barna går trygt til skolen", "Bygda er trygg for alle"),
        ("strategi", "Bygge fortau", "Barna går trygt til skolen"),
        ("strategi", "Senke farten", "Barna går trygt til skolen"),
    ]


def test_the_table_of_contents_and_running_headers_are_not_proposed() -> None:
    pages = [f"Plan for Fjordvik\n\nTiltak\n• Gjøre ting nummer {n} ferdig\n\nSide {n}" for n in range(2, 7)]
    contents = "Innhold\nMål 1: Alle kan delta ........ 2\nMål 2: Regnet tåles ........ 3\n"
    found = proposals_of("\f".join([contents, *pages]))
    assert [one.title for one in found] == [f"Gjøre ting nummer {n} ferdig" for n in range(2, 7)]


def test_signs_that_are_letters_in_disguise_give_lawful_keys() -> None:
    reading = read_document(content="Mål 1: Ta i bruk ﬁn™ teknologi Ⅷ".encode(), name="plan.txt")
    written = as_plan_file(reading)
    assert parse_plan_file(written.encode())
    assert "-fintm-teknologi-viii" in written


def test_running_text_alone_proposes_nothing() -> None:
    text = (
        "Kommunen har mål om å bli bedre. Vi har strategier for det meste, og tiltak for resten.\n"
        "Ved å satse på dette kan vi lykkes, og det er viktig at alle er med. Å lykkes er målet.\n"
        "Dette er bare løpende tekst som nevner ordene, og ikke en liste over noe som helst.\n"
    )
    assert proposals_of(text) == []
