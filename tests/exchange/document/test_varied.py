"""Made-up plans set in many ways: styles, bold alone, numbers, tables, columns, slides, e-mail, nynorsk, English."""

from pathlib import Path

import pytest

from rodtrad.exchange.document.proposal import Proposal
from rodtrad.exchange.document.read import read_document
from tests.exchange.document.as_word import as_word

VARIED = Path(__file__).parent / "varied"
PLANS = sorted(path for path in VARIED.iterdir() if path.suffix in (".txt", ".pdf"))


def read(path: Path) -> list[Proposal]:
    word = path.name.endswith(".word.txt")
    content = as_word(path.read_text("utf-8")) if word else path.read_bytes()
    return read_document(content=content, name="plan.docx" if word else path.name).proposals


def expected(path: Path) -> list[str]:
    return (VARIED / f"{path.name.split('.')[0]}.expected").read_text("utf-8").splitlines()


def above(proposals: list[Proposal], title: str) -> str:
    by_id = {one.id: one.title for one in proposals}
    return next(by_id.get(one.parent, "") for one in proposals if one.title == title)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_what_a_person_would_read_is_proposed_and_nothing_else(path: Path) -> None:
    assert sorted(f"{one.role}: {one.title}" for one in read(path)) == sorted(expected(path))


@pytest.mark.parametrize(
    ("plan", "child", "parent"),
    [
        ("landbruk.pdf", "Gi råd ved generasjonsskifte", "Flere unge tar over gard"),
        ("landbruk.pdf", "Kartlegge arealer som kan dyrkes opp", "Matjorda blir tatt vare på"),
        ("folkehelse.pdf", "Ingen elever blir mobbet", "Elvdal er et godt sted å vokse opp"),
        ("lysbilder.pdf", "Heve veien langs fjorden", "Byen tåler mer regn og høyere hav"),
        ("handlingsplan.pdf", "Gi alle på fjerde trinn opplæring i svømming", "Alle barn kan svømme"),
        ("handlingsplan.pdf", "Avtale vannføring med kraftverket", "Elva er ren"),
        ("tabeller.pdf", "Dele ut reflekser til alle", "Ingen barn blir skadd i trafikken"),
        ("vold.word.txt", "Lage rutine for bekymringsmelding", "Ansatte ser tegn på vold"),
        ("vold.word.txt", "Avtale med Alternativ til vold", "Voldsutøvere får behandling"),
        ("vold.word.txt", "Kartlegge behovet hvert år", "Alle har et trygt sted å bo"),
        ("eldre.word.txt", "Starte besøksvenner i alle grender", "Ingen er ufrivillig ensomme"),
        ("samfunnsdel-nynorsk.txt", "Leggje ut tomter i alle bygdene", "Levande bygder"),
        ("samfunnsdel.word.txt", "Styrke rådgivningen i ungdomsskolen", "Alle unge fullfører videregående"),
    ],
)  # fmt: skip
def test_it_stands_under_what_the_document_puts_it_under(plan: str, child: str, parent: str) -> None:
    assert above(read(VARIED / plan), child) == parent


def words(script: str) -> list[tuple[str, str, str]]:
    found = read_document(content=as_word(script), name="plan.docx").proposals
    return [(one.level, one.number, one.title) for one in found]


def test_a_table_tells_numbers_apart_from_titles() -> None:
    found = words("# Tiltak\n| Nr | Tiltak | Frist\n| 7 | Bygge fortau | 2027\n| 8 | 12 nye benker | 2028\n")
    assert found == [("tiltak", "7", "Bygge fortau"), ("tiltak", "8", "12 nye benker")]


def test_a_theme_that_is_a_heading_below_goals_is_no_goal() -> None:
    found = words(
        "# Mål\n## Oppvekst\nHer går det bra. Vi har mange barn, og de trives på skolen.\n# Økonomi\nTekst.\n"
    )
    assert found == []


def test_a_numbered_goal_has_what_its_number_begins() -> None:
    found = read_document(
        content="Mål\n1 Alle kan delta\n2 Regnet skader ikke\n\nTiltak\n1.1 Bygge rampe\n2.1 Åpne bekken\n".encode(),
        name="plan.txt",
    ).proposals
    assert above(found, "Bygge rampe") == "Alle kan delta"
    assert above(found, "Åpne bekken") == "Regnet skader ikke"


def test_a_list_goes_on_at_the_top_of_the_next_page() -> None:
    found = read_document(
        content="Tiltak\n• Bygge rampe\n• Lage kart\n\f• Åpne bekken\n• Rydde stier\n".encode(),
        name="plan.txt",
    ).proposals
    assert [(one.level, one.page) for one in found] == [
        ("tiltak", 1),
        ("tiltak", 1),
        ("tiltak", 2),
        ("tiltak", 2),
    ]


def test_text_below_a_title_becomes_its_description() -> None:
    found = read_document(
        content=as_word("# Mål 1: Alle kan delta\nIngen blir stengt ute. Derfor bygger vi ned terskler.\n"),
        name="plan.docx",
    ).proposals
    assert [one.description for one in found] == ["Ingen blir stengt ute. Derfor bygger vi ned terskler."]


@pytest.mark.parametrize(
    ("plan", "page", "number", "title", "said"),
    [
        ("handlingsplan.pdf", 1, "1.2", "Gi alle på fjerde trinn opplæring i svømming",
         "Ansvarlig: Skolene\nFrist: Hvert år"),
        ("handlingsplan.pdf", 2, "2.16", "Avtale vannføring med kraftverket", "Ansvarlig: Rådmannen\nFrist: 2026"),
        ("handlingsplan.pdf", 2, "", "Merke skiløyper",
         "Ansvar: Skilaget sammen med kommunen, etter avtale\nFrist: 2027"),
        ("tabeller.pdf", 1, "", "Male gangfelt",
         "Ansvar: Vei og park i samarbeid med fylkeskommunen og skolen\nFrist: 2026"),
        ("tabeller.pdf", 2, "", "Rydde kratt",
         "Ansvar: Vei og park i samarbeid med alle som eier skog langs veiene\nFrist: 2026"),
        ("tabeller.pdf", 3, "", "Vaske skiltene", "Ansvar: Drift\nFrist: Hvert år"),
        ("tabeller.pdf", 4, "", "Måle støy",
         "Ansvar: Miljø i samarbeid med alle som bor langs jernbanen og veien\nFrist: 2026"),
    ],
)  # fmt: skip
def test_a_table_in_a_pdf_keeps_each_row_together(
    plan: str, page: int, number: str, title: str, said: str
) -> None:
    [one] = [one for one in read(VARIED / plan) if one.title == title]
    assert (one.level, one.page, one.number, one.description) == ("tiltak", page, number, said)


def test_a_long_table_is_read_to_its_end() -> None:
    rows = "".join(f"| Bygge ting nummer {number} | Eiendom | 2027\n" for number in range(1, 401))
    found = words(f"# Handlingsdel\n| Tiltak | Ansvar | Frist\n{rows}")
    assert len(found) == 400
    assert found[-1] == ("tiltak", "", "Bygge ting nummer 400")
