"""T-31, T-32, T-33."""

import pytest

from rodtrad.goals.models import Framework
from rodtrad.goals.rules.titles import against
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_element, make_framework, make_plan


def test_same_title_twice(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", "Plante trær", key="forst", number="4.1")
    make_element(plan, "tiltak", "plante  trær.", key="igjen")
    (found,) = findings(root, "T-31")
    assert found.key == "igjen"
    assert [one.key for one in found.related] == ["forst"]
    assert "4.1" in str(found.message)


def test_same_title_on_two_levels(root: Root, plan: Plan) -> None:
    make_element(plan, "tiltak", "Plante trær")
    make_element(plan, "oppdrag", "Plante trær")
    assert keys(root, "T-31") == []


def test_same_title_in_a_repealed_plan(root: Root, framework: Framework, plan: Plan) -> None:
    make_element(plan, "maal", "Byen er grønn")
    make_element(make_plan(root, framework=framework, status="repealed"), "maal", "Byen er grønn")
    assert keys(root, "T-31") == []


def test_an_element_rolled_over_keeps_its_title(root: Root, framework: Framework, plan: Plan) -> None:
    old = make_element(plan, "maal", "Byen er grønn")
    new = make_plan(root, framework=framework, status="under_way")
    make_element(new, "maal", "Byen er grønn", predecessor=old)
    assert keys(root, "T-31") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tryggere skolevei i Bydel Stovner", "Tryggere skoleveier i Bydel Stovner"),
        ("Utvikle gode møteplasser for barn og unge", "Utvikle gode møteplasser for unge og barn"),
        ("Sikre nok sykehjemsplasser i hele kommunen", "Sikre nok sykehjemsplassar i hele kommunen"),
        ("Bygge ny svømmehall på Grorud innen fristen", "Bygge svømmehall på Grorud innen fristen"),
    ],
)
def test_nearly_the_same_title(root: Root, plan: Plan, one: str, other: str) -> None:
    make_element(plan, "tiltak", one, key="forst")
    make_element(plan, "tiltak", other, key="ligner")
    assert keys(root, "T-32") == ["ligner"]
    assert keys(root, "T-31") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Målbilde for hovedmål 1", "Målbilde for hovedmål 2"),
        ("Tryggere skolevei i Bydel Stovner", "Tryggere skolevei i Bydel Alna"),
        ("Redusere utslipp fra transport", "Redusere utslipp fra bygg"),
        ("Flere unge i arbeid", "Flere eldre i arbeid"),
        ("Klima", "Klimaet"),
    ],
)
def test_titles_that_differ_in_what_matters(root: Root, plan: Plan, one: str, other: str) -> None:
    make_element(plan, "tiltak", one)
    make_element(plan, "tiltak", other)
    assert keys(root, "T-32") == []


@pytest.mark.parametrize(
    ("style", "title"),
    [
        ("infinitive", "Å bli et lavutslippssamfunn mot 2050"),
        ("by_doing", "Ved å styrke felles identitet"),
        ("statement", "Oslo er grønn og levende"),
        ("statement", "I bærumsamfunnet jobber vi sammen for å skape gode liv"),
        ("statement", "Næringslivet mangler kompetent arbeidskraft"),
        ("statement", "Byen har mer natur og renere vann"),
        ("imperative", "Sikre aktiv bruk av utbyggingsavtaler"),
        ("imperative", "Lag en oversikt over bygg som kan åpnes om kvelden"),
        ("imperative", "Være en pådriver for fagutdanning"),
        ("noun_phrase", "Klima- og naturkrisen"),
        ("noun_phrase", "Byer der folk er trygge"),
        ("noun_phrase", "Trusler mot trygghet og samfunnssikkerhet"),
        ("any", "Hva som helst"),
    ],
)
def test_titles_in_their_levels_style(style: str, title: str) -> None:
    assert against(style, title) is None


@pytest.mark.parametrize(
    ("style", "title"),
    [
        ("infinitive", "Styrke hovedstadsregionen som en ledende storbyregion"),
        ("by_doing", "Ved påvirkningsarbeid nasjonalt"),
        ("by_doing", "Å skape en flerkjernet region"),
        ("statement", "Klima, miljø og natur"),
        ("statement", "Å bli grønn"),
        ("imperative", "Ved å styrke felles identitet"),
        ("imperative", "Oslo er grønn og levende"),
        ("imperative", "Digitaliseringen av byggesak"),
        ("imperative", "Flere trær"),
        ("noun_phrase", "Oslo er grønn og levende"),
        ("noun_phrase", "Å bli grønn"),
    ],
)
def test_titles_against_their_levels_style(style: str, title: str) -> None:
    assert against(style, title)


def test_style_is_found_on_the_level_that_has_one(root: Root) -> None:
    framework = make_framework(root, key="stil", level_fields={"maal": {"title_style": "infinitive"}})
    plan = make_plan(root, framework=framework)
    make_element(plan, "maal", "Grønn by", key="i-annen-form")
    make_element(plan, "maal", "Å bli en grønn by")
    make_element(plan, "tiltak", "Trær")
    (found,) = findings(root, "T-33")
    assert found.key == "i-annen-form"
    assert str(found.message) == "Titler på maal begynner med «Å …»."
