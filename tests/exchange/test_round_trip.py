"""What is exported and read in again is the same, and reading in again changes nothing."""

from datetime import date
from pathlib import PurePath
from typing import Any

import pytest
import yaml

from rodtrad.demo.operations import FILES, demo_file
from rodtrad.exchange.check_command import check_plan_file
from rodtrad.exchange.command import export_plan
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.indicator_file.dump import dump_indicators
from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.exchange.indicator_file.write import as_text
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root, entries_of
from rodtrad.exchange.plan_file.outside import look_outside
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.resolve import resolve
from rodtrad.goals.models import Correction, Element, Link
from rodtrad.organisations.models import Organisation, Root, Source
from tests.cast import plan_file
from tests.exchange.files import SMALL, small
from tests.exchange.stored import counts, empty, rows_of
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db
#: A region before its members.
SLUGS = (*FILES, "solvik", "utvik")


def content_of(slug: str) -> bytes:
    return demo_file(slug) if slug in FILES else plan_file(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_says_what_is_stored(slug: str) -> None:
    root = Root.objects.get(slug=slug)
    assert parse_plan_file(dump_root(root).encode()) == entries_of(root)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_export_has_the_links_and_places_of_the_file_it_came_from(slug: str) -> None:
    outside = look_outside(slug)
    before = resolve(parse_plan_file(content_of(slug)), outside)
    after = resolve(parse_plan_file(export_plan(slug).encode()), outside)
    assert _links(before) == _links(after)
    assert _places(before) == _places(after)
    assert before.rules == after.rules
    assert before.levels == after.levels


def _links(resolved):  # type: ignore[no-untyped-def]
    return {
        (k.child, k.parent, k.kind, k.entry.origin, k.entry.source, k.entry.place, k.entry.reason)
        for k in resolved.links
    }


def _places(resolved):  # type: ignore[no-untyped-def]
    return [(p.plan.key, p.key, p.parent, p.position, p.entry.number) for p in resolved.placed]


def test_everything_comes_back_into_an_emptied_database() -> None:
    roots = [Root.objects.get(slug=slug) for slug in SLUGS]
    before = {root.slug: rows_of(root) for root in roots}
    texts = {root.slug: dump_root(root) for root in roots}
    own = {root.slug: as_text(dump_indicators(root)) for root in roots if root.indicators.exists()}
    empty(*roots)
    assert not Element.objects.exists()
    for slug in SLUGS:
        if slug in own:  # as docs/formats/plan-file.md says: a new root has no indicators yet
            root = import_plan_file(content=without_targets(texts[slug])).root
            store_indicator_file(file=parse_indicator_file(own[slug].encode()), root=root)
        import_plan_file(content=texts[slug].encode())
    for slug in SLUGS:
        root = Root.objects.get(slug=slug)
        after = rows_of(root)
        for kind, rows in before[slug].items():
            assert after[kind] == rows, (slug, kind)
        assert dump_root(root) == texts[slug]


def without_targets(text: str) -> bytes:
    def stripped(part: Any) -> Any:
        if isinstance(part, list):
            return [stripped(one) for one in part]
        if isinstance(part, dict):
            return {name: stripped(value) for name, value in part.items() if name != "targets"}
        return part

    return yaml.safe_dump(stripped(yaml.safe_load(text)), allow_unicode=True, sort_keys=False).encode()


#: The cast's targets are of indicators that are made after its file is read.
IN_THEIR_FILES = [
    (slug, exported) for slug in SLUGS for exported in (False, True) if exported or slug != "solvik"
]


@pytest.mark.parametrize(("slug", "exported"), IN_THEIR_FILES)
def test_reading_in_again_changes_nothing(slug: str, exported: bool) -> None:
    before, rows = counts(), rows_of(Root.objects.get(slug=slug))
    report = import_plan_file(content=export_plan(slug).encode() if exported else content_of(slug))
    assert report.tally.changes_nothing, report.as_text()
    assert "Ingenting er endret" in report.as_text()
    assert counts() == before
    assert rows_of(Root.objects.get(slug=slug)) == rows


def test_what_a_file_does_not_tell_of_is_left_and_told() -> None:
    report = import_plan_file(content=plan_file("solvik"))
    assert report.tally.changes_nothing
    assert "mål for indikatorer: 5 finnes fra før, men ikke i fila" in report.as_text()


@pytest.fixture
def indicators() -> None:
    """The common indicators that the file with everything is of: they stand before a plan file is read."""
    make_indicator("klimagassutslepp")
    make_indicator("reine-elvar")


@pytest.mark.usefixtures("indicators")
def test_a_file_with_everything_survives() -> None:
    first = import_plan_file(content=plan_file("alt")).root
    rows, text = rows_of(first), dump_root(first)
    for kind, found in rows.items():
        assert found, f"{kind} is not in the file that has everything"
    assert parse_plan_file(text.encode()) == entries_of(first)
    outside = look_outside("proveregionen")
    said, stored = resolve(parse_plan_file(plan_file("alt")), outside), resolve(entries_of(first), outside)
    assert _links(said) == _links(stored)
    assert _places(said) == _places(stored)
    assert import_plan_file(content=plan_file("alt")).tally.changes_nothing
    empty(first)
    assert rows_of(import_plan_file(content=text.encode()).root) == rows


def test_dry_run_stores_nothing_and_tells_what_it_would() -> None:
    before = counts()
    report = import_plan_file(content=small(), dry_run=True)
    assert counts() == before
    assert "Prøvekjøring av Prøve kommune. Ingenting er lagret." in report.as_text()
    assert "elementer: 4 nye" in report.as_text()


# -- prune

MORE = """\
conflicts:
  - {key: konflikt, title: Vern mot bygging, steps: [{text: Vi bygger, element: mal-a}]}
sdg_targets:
  - {target: "11.6", why: Trafikken}
exceptions:
  - {rule: T-05, subject: mal-b, reason: Kommer i neste plan, owner: prove, until: 2030-12-31}
sources:
  - {key: notat, title: Et notat}
organisations:
  - {key: teknisk, name: Teknisk, kind: sector}
cases:
  - {key: sak, number: 1/26, title: En sak}
"""


def test_what_is_not_in_the_file_is_counted_but_stays() -> None:
    import_plan_file(content=small(more=MORE))
    before = counts()
    text = import_plan_file(content=small()).as_text()
    assert "målkonflikter: 1 finnes fra før, men ikke i fila" in text
    assert counts() == before


def test_prune_deletes_only_what_is_not_in_the_file() -> None:
    import_plan_file(content=small())
    root = Root.objects.get(slug="prove")
    wanted = rows_of(root)
    others = {slug: rows_of(Root.objects.get(slug=slug)) for slug in SLUGS}
    import_plan_file(
        content=small(
            "      - {key: mal-b",
            "      - {key: mal-c, level: mal, title: C}\n      - {key: mal-b",
            more=MORE,
        )
    )
    assert rows_of(root) != wanted
    import_plan_file(content=small(), prune=True)
    assert rows_of(root) == wanted
    assert {slug: rows_of(Root.objects.get(slug=slug)) for slug in SLUGS} == others


def test_prune_in_a_dry_run_deletes_nothing() -> None:
    import_plan_file(content=small(more=MORE))
    before = counts()
    text = import_plan_file(content=small(), prune=True, dry_run=True).as_text()
    assert "målkonflikter: 1 slettet" in text
    assert counts() == before


def test_prune_keeps_a_unit_where_someone_has_a_role(cast) -> None:  # type: ignore[no-untyped-def]
    file = (
        plan_file("solvik")
        .decode()
        .replace("      - {key: skolekontoret, name: Skolekontoret, kind: unit}\n", "")
    )
    file = file.replace("responsible: skolekontoret", "responsible: oppvekst").replace(
        "owner: skolekontoret", "owner: oppvekst"
    )
    import_plan_file(content=file.encode(), prune=True)
    assert Organisation.objects.filter(root=cast.solvik, key="skolekontoret").exists()
    assert cast.user("bard").roles.exists()


def test_prune_leaves_what_a_member_is_linked_to() -> None:
    region = Root.objects.get(slug="osloregionen")
    link = Link.objects.filter(parent__root=region).exclude(root=region).select_related("parent").first()
    assert link is not None
    before = counts()
    with pytest.raises(ExchangeError, match=r"kan ikke slettes: .* har en kobling til det"):
        import_plan_file(content=_without(region, link.parent.key), prune=True, correction="prøve")
    assert counts() == before
    # To check the file alone is another thing: it is looked at, and nothing is touched.
    checked = check_plan_file(
        content=_without(region, link.parent.key), path=PurePath("r.yaml"), today=date(2026, 11, 22)
    )
    assert checked.result.elements
    assert not checked.result.about(link.parent.key)
    assert counts() == before


def _without(root: Root, key: str) -> bytes:
    """Return the root's plan file without one element and all that stands under it or points to it."""
    import yaml

    file = yaml.safe_load(dump_root(root))
    gone: set[str] = set()

    def cut(elements: list[dict[str, object]], inside: bool) -> list[dict[str, object]]:
        kept = []
        for element in elements:
            name = element.get("key") or element.get("carry")
            away = inside or name == key
            if away:
                gone.add(str(name))
            element["elements"] = cut(element.get("elements", []), away)  # type: ignore[arg-type]  # read from YAML
            if not away:
                kept.append(element)
        return kept

    def unlink(elements: list[dict[str, object]]) -> None:
        for element in elements:
            for name in ("addresses", "contributes_to") if "key" in element else ():
                links = element.get(name, [])
                element[name] = [k for k in links if (k["to"] if isinstance(k, dict) else k) not in gone]  # type: ignore[attr-defined]
            unlink(element["elements"])  # type: ignore[arg-type]  # read from YAML

    for plan in file["plans"]:
        plan["elements"] = cut(plan.get("elements", []), False)
    for plan in file["plans"]:
        unlink(plan["elements"])
    file["conflicts"] = []
    file.pop("exceptions", None)
    return yaml.safe_dump(file, allow_unicode=True).encode()


# -- the adoption lock

ADOPTED = small("    title: Samfunnsdelen\n", "    title: Samfunnsdelen\n    status: adopted\n")


def test_adopted_text_is_not_changed_without_a_reason() -> None:
    import_plan_file(content=ADOPTED)
    before = counts()
    with pytest.raises(ExchangeError, match=r"«mal-a» står i en vedtatt plan") as refused:
        import_plan_file(content=ADOPTED.replace("Prøve er trygg".encode(), b"Noe annet"))
    assert "--correction" in str(refused.value)
    assert counts() == before
    assert Element.objects.get(key="mal-a").title == "Prøve er trygg"


def test_adopted_text_is_corrected_with_a_reason() -> None:
    import_plan_file(content=ADOPTED)
    changed = ADOPTED.replace("Prøve er trygg".encode(), "Prøve er tryggere".encode())
    import_plan_file(content=changed, correction="Skrivefeil i vedtaket")
    assert Element.objects.get(key="mal-a").title == "Prøve er tryggere"
    kept = Correction.objects.get(element__key="mal-a")
    assert (kept.before, kept.after, kept.reason) == (
        "Prøve er trygg",
        "Prøve er tryggere",
        "Skrivefeil i vedtaket",
    )


def test_prune_does_not_delete_adopted_text_without_a_reason() -> None:
    import_plan_file(content=ADOPTED)
    shorter = ADOPTED.replace("      - {key: mal-b, level: mal, title: Prøve er grønn}\n".encode(), b"")
    with pytest.raises(ExchangeError, match=r"«mal-b» står i en vedtatt plan"):
        import_plan_file(content=shorter, prune=True)
    assert Element.objects.filter(key="mal-b").exists()
    import_plan_file(content=shorter, prune=True, correction="Sto der ved en feil")
    assert not Element.objects.filter(key="mal-b").exists()


def test_a_source_that_is_taken_out_of_a_link_stays_out() -> None:
    file = (
        SMALL.replace(
            "title: Prøve er trygg",
            "title: Prøve er trygg\n        origin: quoted\n        source: s\n        place: s. 4",
        ).replace(
            "addresses: [utfordring-a]",
            'addresses: [{to: utfordring-a, origin: reading, source: "", reason: Vi leser det slik}]',
        )
        + "sources: [{key: s, title: Kilden}]\n"
    )
    import_plan_file(content=file.encode())
    root = Root.objects.get(slug="prove")
    link = Link.objects.get(child__key="mal-a")
    assert (link.source_id, link.place, link.origin) == (None, "", "reading")
    assert parse_plan_file(dump_root(root).encode()) == entries_of(root)
    assert import_plan_file(content=dump_root(root).encode()).tally.changes_nothing
    assert Source.objects.filter(root=root).count() == 1
