"""Walk every address as every role and as nobody: nothing breaks, and nothing hidden shows.

The addresses are read from the program, so a new page is walked without being named here. A new part of an
address (beside slug, key, code, id) must be told how it is filled.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import URLResolver, get_resolver

from rodtrad.cases.models import Attachment, Body, Case, Instruction, Meeting, Treatment
from rodtrad.geography.models import Area
from rodtrad.goals.models import Conflict, Element
from rodtrad.indicators.models import Batch, Dataset, Indicator, LivingFact
from rodtrad.plans.models import Plan
from rodtrad.targets.models import Target
from tests.cast import PEOPLE, Cast

SOLVIK = frozenset({"lise", "bard", "randi", "geir", "anne"})
TEAM = SOLVIK - {"lise"}
ULLA = frozenset({"ulla"})
VISITORS = ("nobody", *PEOPLE)

#: What is hidden, and who may see it. Keys count too: an address that shows up tells that something is there.
SECRETS: dict[str, frozenset[str]] = {
    "Vurdere å stenge en skole": SOLVIK,
    "Finne ny rektor i det stille": TEAM,
    "Slå sammen to skoler": SOLVIK,
    "Internt notat om skolestruktur": SOLVIK,
    "Stenging mot nærhet": SOLVIK,
    "Vi stenger en skole": SOLVIK,
    "Utvik kommune": ULLA,
    "Utvik er ein stad": ULLA,
    "Samfunnsdelen i Utvik": ULLA,
    "stengt-skole": SOLVIK,
    "ny-rektor": TEAM,
    "sla-sammen": SOLVIK,
    "internt-notat": SOLVIK,
    "skjult-konflikt": SOLVIK,
    "Salg av det gamle rådhuset": SOLVIK,
    "salg-av-radhuset": SOLVIK,
    "Taksten på rådhuset": SOLVIK,
    "Den hemmelige taksten": SOLVIK,
    "Ikke selg rådhuset billig": SOLVIK,
    "brannsjef-i-det-stille": TEAM,
    "Kjøp av tomta ved elva": SOLVIK,
    "kjop-av-tomta": SOLVIK,
    "10/26": SOLVIK,
    "Tomta kjøpes uten utlysning": SOLVIK,
    "Uro i klassene": SOLVIK,
    "uro-i-klassene": SOLVIK,
    "Tal for Utvik": ULLA,
    "utvik-tal": ULLA,
    "Trivsel i skolen": SOLVIK,
    "Tabell i Utvik": ULLA,
    "utvik-tabell": ULLA,
    "/utvik/": ULLA,
    "eit-mal": ULLA,
}
#: Questions put to the pages that choose: a hidden thing must not be found by asking for it either.
_CHOICES = ("q=skole", "niva=tiltak", "ansvarlig=skolekontoret", "ar=2027", "framdrift=not_started")
#: Words of hidden things, and choices that only hidden things fit.
_SEARCHES = (
    "q=skole", "q=rektor", "q=stenge", "q=internt", "q=stenging", "q=sammen&ar=2026", "q=utvik", "q=folk", "q=sl*",
)  # fmt: skip
QUESTIONS = {
    "/sok/": (*_SEARCHES, "q=skole&type=conflict"),
    "/solvik/sok/": (*_SEARCHES, "q=skole&plan=internt-notat", "q=skole&niva=tiltak&enhet=skolekontoret"),
    "/sok/treff.csv": (*_SEARCHES, "q=skole&type=conflict"),
    "/solvik/ark/treff.csv": (
        *_SEARCHES,
        "q=skole&plan=internt-notat",
        "q=skole&niva=tiltak&enhet=skolekontoret",
    ),
    "/solvik/ark/planer.csv": ("status=under_way", "type=professional_plan"),
    "/solvik/ark/funn.csv": ("etter=enhet", "bare=ingen"),
    "/api/v1/search": (*_SEARCHES, "q=skole&root=solvik", "q=skole&kind=element&page_size=1000"),
    "/solvik/": _CHOICES,
    "/solvik/tabell/": (*_CHOICES, "maltall=med", "maltall=not_measured"),
    "/solvik/ark/maltall.csv": (*_CHOICES, "maltall=not_measured"),
    "/solvik/indikatorer/": ("tekst=uro", "tekst=tal", "tema=education", "tall=mangler"),
    "/solvik/sammenlikn/": ("steder=4601", "steder=4601&tema=education", "steder=4601&indikator=leseglede"),
    "/solvik/sammenlikn/tall.csv": ("steder=4601", "steder=4601&fokus=leseglede"),
    "/solvik/tradsjekk/": ("etter=enhet", "etter=regel"),
    "/solvik/saker/": ("q=salg", "q=8/26", "status=prepared", "organ=formannskapet", "ar=2026"),
    "/solvik/ark/saker.csv": ("q=salg", "organ=formannskapet"),
    "/solvik/moter/": ("ar=2026", "ar=2026&organ=formannskapet"),
    "/solvik/oppdrag-fra-kommunestyret/": ("stand=apne", "stand=forfalt"),
    "/solvik/planer/": ("grupper=status", "grupper=horisont", "status=under_way", "type=professional_plan"),
    "/api/v1/organisations/solvik/elements": (
        "text=skole",
        "level=tiltak",
        "responsible=skolekontoret",
        "year=2027",
    ),
    "/api/v1/organisations/solvik/findings": ("page_size=100",),
    "/api/v1/organisations/solvik/indicators": ("text=uro", "theme=education", "page_size=1000"),
    "/api/v1/organisations/solvik/observations": (
        "indicator=leseglede",
        "indicator=uro-i-klassene",
        "indicator=uro-i-klassene&format=csv",
        "indicator=utvik-tal&format=json-stat",
    ),
    "/api/v1/organisations/solvik/indicators/uro-i-klassene/comparison": ("area=4601",),
    "/api/v1/organisations/solvik/targets": ("indicator=leseglede", "element=gode-skoler"),
}
NOT_THERE = "00000000-0000-0000-0000-000000000000"
#: Parts of addresses that are ids of things.
_BY_ID: dict[str, Any] = {
    "target": Target,
    "treatment_id": Treatment,
    "attachment_id": Attachment,
    "meeting_id": Meeting,
    "instruction_id": Instruction,
}
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
#: 422 is the API's answer where a question lacks what must be asked for; it is the same for all.
ANSWERS = frozenset({200, 301, 302, 403, 404, 405, 410, 422})


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every address of the program, with %(name)s for its parts, and the parts' names."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + _PART.sub(r"%(\1)s", str(pattern.pattern))
        parts = tuple(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            for below, further in routes(pattern, address):
                yield below, (*parts, *further)
        else:
            yield address, parts


@cache
def _keys(
    kind: type[Model],
    slug: str,
) -> tuple[str, ...]:
    rows = kind._default_manager.filter(root__slug=slug).order_by("key").values_list("key", flat=True)
    return tuple(rows if slug in ("solvik", "utvik") else rows[:1])


def _fill(route: str, name: str, slug: str) -> tuple[str, ...]:
    """Return what may stand in a part of an address; `slug` is the root that the address is about."""
    if name == "slug":
        return (slug,)
    if name == "case":
        return (*_keys(Case, slug), "finnes-ikke")
    if name in _BY_ID:
        found = _BY_ID[name]._default_manager.filter(root__slug=slug).order_by("id")
        return (*map(str, found.values_list("id", flat=True)), NOT_THERE)
    if name == "code":
        return tuple(Area.objects.filter(kind="district").order_by("code").values_list("code", flat=True)[:1])
    if name == "key":
        return _key(route, slug)
    if name == "id":
        kind = Conflict if "/conflicts/" in route else Element
        keys = _keys(kind, slug)
        known = kind._default_manager.filter(root__slug=slug, key__in=keys).values_list("id", flat=True)
        return (*map(str, known), *(f"{slug}:{key}" for key in keys))
    if name == "plan":
        return _keys(Plan, slug)[:1]
    if name == "table":
        return _keys(Dataset, slug)
    if name == "number":
        batches = Batch.objects.filter(dataset__root__slug=slug).order_by("id").values_list("id", flat=True)
        return (*map(str, batches), "0", "1")  # 1 is a plan's first version
    fixed = {
        **dict.fromkeys(("batch", "reading", "item", "part", "document"), NOT_THERE),
        "secret": "finnes-ikke",  # tests/website/test_wheel_pages.py has real ones
        "kind": "utviklingstrekk",
        "token": "finnes-ikke",  # a link that nobody has signed; signed ones have tests of their own
        "parent": f"{slug}:finnes-ikke",
        "digest": "0" * 64,  # tests/planning/test_versions.py has real ones
        "position": "0",
        "rest": "finnes/ikke",
        "run": "0",
    }
    assert name in fixed, f"Tell this test how <{name}> in {route} is filled."
    return (fixed[name],)


def _key(route: str, slug: str) -> tuple[str, ...]:
    """Return the keys of what the address is about."""
    if "/gjentakelser/" in route:
        return ("regnskap", "finnes-ikke")
    kinds: dict[str, Any] = {
        "element": Element,
        **dict.fromkeys(("planer", "planstrategi"), Plan),
        "malkonflikter": Conflict,
        "indikatorer": Indicator,
    }
    kinds |= {
        "levende-fakta": LivingFact,
        "indicators": Indicator,
        **dict.fromkeys(("tabeller", "kilder"), Dataset),
        "saker": Case,
        "organer": Body,
    }
    [named] = [kind for word, kind in kinds.items() if f"/{word}/" in route]
    return (*_keys(named, slug), "finnes-ikke")


def addresses(slugs: tuple[str, ...]) -> list[str]:
    _keys.cache_clear()  # another test in this process may have asked before there was more
    found: set[str] = set()
    for route, names in routes():
        for slug in slugs if {"slug", "id"} & set(names) else slugs[:1]:
            for values in product(*(_fill(route, name, slug) for name in names)):
                found.add("/" + route % dict(zip(names, values, strict=True)))
    return sorted(found)


def asked(walked: list[str]) -> list[str]:
    """Return the addresses that choose among things, again with questions."""
    assert QUESTIONS.keys() <= set(walked)
    return [f"{path}?{question}" for path, questions in QUESTIONS.items() for question in questions]


def read(client: Client, path: str) -> tuple[int, str]:
    """Return the status and the text, without the address that was asked for itself."""
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8", errors="replace")
    return response.status_code, text.replace(path, "").replace(path.partition("?")[0], "")


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address(visitor: str, cast: Cast) -> None:
    client = cast.client(None if visitor == "nobody" else visitor)
    client.raise_request_exception = False
    forbidden = {secret for secret, who in SECRETS.items() if visitor not in who}
    wrong: list[str] = []
    shown: set[str] = set()
    walked = addresses(("solvik", "utvik"))
    for path in [*walked, *asked(walked)]:
        status, text = read(client, path)
        if status not in ANSWERS:
            wrong.append(f"{path} answers {status}")
        found = {secret for secret in SECRETS if secret in text}
        wrong += [f"{path} shows «{secret}»" for secret in sorted(found & forbidden)]
        shown |= found
        if status in (200, 302, 403) and any(secret in path for secret in forbidden):
            wrong.append(f"{path} answers as if it were open")
    assert not wrong, "\n".join(wrong)
    assert {secret for secret in SECRETS if secret not in forbidden} <= shown


def test_the_demos_addresses_answer_everyone(cast: Cast, nobody: Client) -> None:
    nobody.raise_request_exception = False
    answers = {path: read(nobody, path)[0] for path in addresses(("oslo", "baerum", "osloregionen"))}
    assert {path: status for path, status in answers.items() if status not in ANSWERS} == {}


def test_the_walk_goes_everywhere() -> None:
    """The walk itself works: it finds pages and API, with and without parts."""
    found = {route for route, _ in routes()}
    assert {"", "%(slug)s/", "%(slug)s/element/%(key)s/", "api/v1/elements/%(id)s/thread"} <= found
