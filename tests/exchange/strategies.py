"""Random small plan files in which every reference leads somewhere."""

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from rodtrad.exchange.plan_file import choices as c
from rodtrad.exchange.plan_file import entries as e

Draw = Callable[[st.SearchStrategy[Any]], Any]
#: Every character that a person can write, and those that mean something in YAML more often.
_LETTERS = st.one_of(
    st.sampled_from("æøåÆ:#-[]{}&*!|>%@`\"'?,~ \\/0159.=\u2028\u00a0"),
    st.characters(
        exclude_categories=["Cc", "Cs", "Cn"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
)
#: There must be common indicators with these keys when the file is stored.
INDICATORS = ("indikator-a", "indikator-b")
_WORDS = (
    "null",
    "~",
    "true",
    "nei",
    "0301",
    "2025",
    "2025-01-01",
    "1e3",
    "- a",
    "a: b",
    "<<",
    "=",
    "---",
    "| x",
)


def line(most: int = 30) -> st.SearchStrategy[str]:
    """Return one-line texts as they are stored: not empty, nothing around them."""
    texts = st.text(_LETTERS, min_size=1, max_size=most).map(str.strip).filter(bool)
    return st.one_of(st.sampled_from(_WORDS), texts)


lines = st.lists(st.one_of(line(), st.sampled_from(["", "  innrykk", "slutt ", "\tfane"])), max_size=4).map(
    lambda parts: "\n".join(parts).strip()
)
days = st.dates().filter(lambda day: day.year >= 1000)


@st.composite
def plan_files(draw: Draw) -> e.PlanFile:
    return _Maker(draw).file()


class _Maker:
    """Draws texts and days, and mixes them by a seed: with every field drawn, examples would be empty."""

    def __init__(self, draw: Draw) -> None:
        self.texts = [*_WORDS, *draw(st.lists(line(), min_size=6, max_size=6, unique=True))]
        self.long = ["", *draw(st.lists(lines, min_size=2, max_size=2))]
        self.days = sorted(draw(st.lists(days, min_size=3, max_size=3)))
        self.random = random.Random(draw(st.integers(0, 2**32)))
        self.sources = [f"kilde-{n}" for n in range(self.some(0, 2))]
        self.units = [f"enhet-{n}" for n in range(self.some(0, 3))]
        self.cases = [f"sak-{n}" for n in range(self.some(0, 1))]
        self.levels = [f"niva-{n}" for n in range(self.some(1, 3))]
        self.rules: dict[tuple[str, str], list[str]] = {}
        #: Keys with their levels, in their order: links go to what stands before, so none closes a circle.
        self.made: dict[str, str] = {}
        self.plans: list[str] = []

    def file(self) -> e.PlanFile:
        framework = self.framework()
        plans = [self.plan(number) for number in range(self.some(1, 3))]
        return e.PlanFile(
            root=self.root(),
            sources=[self.source(key) for key in self.sources],
            organisations=self.organisations(list(self.units)),
            cases=[self.case(key) for key in self.cases],
            frameworks=[framework],
            plans=plans,
            conflicts=[self.conflict(number) for number in range(self.some(0, 1))],
            sdg_targets=[e.TargetEntry(target="11.6", why=self.text(), **self.sourced())],
            exceptions=[self.exception()] if self.made and self.chance() else [],
        )

    def pick(self, words: Any, *, empty: bool = True) -> str:
        return str(self.random.choice([*([""] if empty else []), *words]))

    def text(self) -> str:
        return self.random.choice(self.texts)

    def text_or_none(self) -> str:
        return self.pick(self.texts)

    def some(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def chance(self) -> bool:
        return self.random.random() < 0.5

    def maybe(self, value: Any) -> Any:
        return value if self.chance() else None

    def sourced(self) -> dict[str, str]:
        origins = c.ORIGINS if self.sources else [origin for origin in c.ORIGINS if origin != "quoted"]
        origin = self.pick(origins, empty=False)
        return {
            "origin": origin,
            "source": self.pick(self.sources, empty=origin != "quoted"),
            "place": self.text_or_none(),
        }

    def root(self) -> e.RootEntry:
        return e.RootEntry(
            slug="prove",
            name=self.text(),
            short_name=self.text(),
            kind="municipality",
            governance=self.pick(c.GOVERNANCES, empty=False),
            language=self.pick(c.LANGUAGES, empty=False),
            area=self.pick(["4601"]),
            theme_colour=self.pick(c.THEME_COLOURS, empty=False),
            visibility=self.pick(c.ROOT_VISIBILITIES, empty=False),
        )

    def source(self, key: str) -> e.SourceEntry:
        year = self.maybe(self.some(1800, 2200))
        address = self.pick(["https://example.org/a?b=c&d=%20#e"])
        return e.SourceEntry(
            key=key, title=self.text(), publisher=self.text_or_none(), year=year, address=address
        )

    def organisations(self, keys: list[str]) -> list[e.OrganisationEntry]:
        """Return the first with the others below it or beside it."""
        if not keys:
            return []
        inside = self.some(1, len(keys))
        first = e.OrganisationEntry(
            key=keys[0],
            name=self.text(),
            kind=self.pick(c.ORGANISATION_KINDS, empty=False),
            valid_from=self.maybe(self.random.choice(self.days)),
            units=self.organisations(keys[1:inside]),
            **self.sourced(),
        )
        return [first, *self.organisations(keys[inside:])]

    def case(self, key: str) -> e.CaseEntry:
        day = self.maybe(self.random.choice(self.days))
        return e.CaseEntry(
            key=key,
            number=self.text(),
            title=self.text(),
            date=day,
            decision=self.random.choice(self.long),
            **self.sourced(),
        )

    def framework(self) -> e.FrameworkEntry:
        rules = []
        for child in self.levels:
            for parent in self.levels:
                kinds = self.random.choice(
                    [["contributes"], ["under"], ["under", "addresses"], ["contributes", "addresses"]]
                )
                self.rules[(child, parent)] = kinds
                normal = self.chance()
                rules += [e.RuleEntry(child=child, parent=parent, kind=kind, normal=normal) for kind in kinds]
        return e.FrameworkEntry(
            key="f",
            name=self.text(),
            asks_for_sdg=self.chance(),
            levels=[self.level(k) for k in self.levels],
            rules=rules,
        )

    def level(self, key: str) -> e.LevelEntry:
        names = {language: e.Words(one=self.text(), many=self.text()) for language in ("nb", "nn", "en")}
        return e.LevelEntry(
            key=key,
            role=self.pick(c.LEVEL_ROLES, empty=False),
            names=names,
            title_style=self.pick(c.TITLE_STYLES, empty=False),
            cross_cutting=self.chance(),
            optional=self.chance(),
            in_source=self.chance(),
        )

    def plan(self, number: int) -> e.PlanEntry:
        first, last = sorted((self.some(1800, 2200), self.some(1800, 2200)))
        started, ended = self.days[0], self.days[-1]
        hearing = e.HearingEntry(starts=started, ends=ended, submissions=self.maybe(self.some(0, 9999)))
        earlier, old = list(self.plans), list(self.made)
        plan = e.PlanEntry(
            key=f"plan-{number}",
            type=self.pick(c.PLAN_TYPES, empty=False),
            title=self.text(),
            description=self.random.choice(self.long),
            status=self.pick(c.PLAN_STATUSES, empty=False),
            from_year=self.maybe(first),
            to_year=self.maybe(last),
            horizon_years=self.maybe(self.some(1, 100)),
            treatment=self.pick(c.TREATMENTS),
            question=self.pick(c.QUESTIONS),
            owner=self.pick(["prove", *self.units]),
            framework="f",
            parent=self.pick(earlier),
            replaces=self.pick(earlier),
            case=self.pick(self.cases),
            hearing=self.maybe(hearing),
            visibility=self.pick(c.VISIBILITIES, empty=False),
            elements=self.elements(number, "", 3, old),
            **self.sourced(),
        )
        self.plans.append(plan.key)
        return plan

    def elements(self, plan: int, above: str, depth: int, old: list[str]) -> list[e.ElementEntry]:
        if depth == 0:
            return []
        found = []
        for _number in range(self.some(1, 4) if depth == 3 else self.some(0, 2)):
            if old and self.chance():
                key = old.pop()
                entry = e.ElementEntry(carry=key, number=self.text_or_none())
            else:
                key = f"element-{plan}-{len(self.made)}"
                entry = self.element(key, above)
            entry.elements = self.elements(plan, key, depth - 1, old)
            found.append(entry)
        return found

    def element(self, key: str, above: str) -> e.ElementEntry:
        level = self.pick(self.levels, empty=False)
        started, ended = self.days[0], self.days[-1]
        entry = e.ElementEntry(
            key=key,
            level=level,
            number=self.text_or_none(),
            title=self.text(),
            description=self.random.choice(self.long),
            responsible=self.pick(["prove", *self.units]),
            contributing=self.units[: self.some(0, 3)],
            starts=self.maybe(started),
            ends=self.maybe(ended),
            life_cycle=self.pick(c.LIFE_CYCLES),
            progress=self.pick(c.PROGRESSES, empty=False),
            judgement=self.pick(c.JUDGEMENTS),
            visibility=self.pick(c.VISIBILITIES, empty=False),
            predecessor=self.pick(list(self.made)),
            areas=self.random.choice([[], ["0301"], ["0301", "4601"]]),
            sdg=self.random.choice([[], ["13"], ["13.2"], ["1", "11.6", "13.2"]]),
            handling=self.random.choice(self.long),
            binding=self.chance(),
            keywords=[self.text() for _n in range(self.some(0, 2))],
            targets=self.targets(),
            **self.sourced(),
        )
        self.links(entry, above)
        self.made[key] = level
        return entry

    def targets(self) -> list[e.IndicatorTargetEntry]:
        """Return targets in the order they are written: by indicator, then for a unit before the whole."""
        units = self.units[:1] or []
        return [
            self.target(indicator, organisation)
            for indicator in INDICATORS
            for organisation in (*units, "")
            if self.some(0, 3) == 0
        ]

    def target(self, indicator: str, organisation: str) -> e.IndicatorTargetEntry:
        target = e.IndicatorTargetEntry(
            indicator=indicator,
            organisation=organisation,
            method=self.pick(c.METHODS, empty=False),
            set_on=self.random.choice(self.days),
            **self.sourced(),
        )
        if target.method == "band":
            cut, other = sorted((self.number(), self.number()))
            target.bands = e.BandsEntry(
                wanted=e.BandEntry(low=other, low_included=self.chance()),
                accepted=[e.BandEntry(low=cut, high=other, high_included=False)] if self.chance() else [],
                not_accepted=[e.BandEntry(high=cut, high_included=False)] if self.chance() else [],
            )
            return target
        target.year, target.value = self.some(2021, 2100), self.number()
        target.baseline = self.maybe(e.BaselineEntry(year=self.some(1800, 2000), value=self.number()))
        if target.method == "linear":
            target.path = self.pick(["linear", "steps"], empty=False)
            target.steps = {2005: self.number(), 2010: self.number()} if target.path == "steps" else {}
            target.settings = {"on_track_from": 0.75} if self.chance() else {}
        return target

    def number(self) -> float:
        return self.random.choice(
            [0.0, 1.0, 12.5, self.random.uniform(-1e6, 1e6), self.random.random() * 1e-6]
        )

    def links(self, entry: e.ElementEntry, above: str) -> None:
        for to, level in self.made.items():
            kinds = self.rules[(entry.level, level)]
            if to != above and self.some(0, 3) == 0:
                if "addresses" in kinds:
                    entry.addresses.append(self.link(to, entry))
                elif "contributes" in kinds:
                    entry.contributes_to.append(self.link(to, entry))
        if above:
            kind = self.pick(["without", "with"])
            entry.no_link = kind == "without"
            entry.link = self.link("", entry) if kind == "with" else None

    def link(self, to: str, element: e.ElementEntry) -> e.LinkEntry:
        if self.chance():
            same = {"origin": element.origin, "source": element.source, "place": element.place}
            return e.LinkEntry(to=to, reason=self.random.choice(self.long), **same)  # type: ignore[arg-type]  # as the element
        return e.LinkEntry(to=to, reason=self.random.choice(self.long), **self.sourced())

    def conflict(self, number: int) -> e.ConflictEntry:
        steps = [
            e.StepEntry(text=self.text(), element=self.pick(self.made), sign=self.pick(c.SIGNS))
            for _step in range(self.some(0, 3))
        ]
        return e.ConflictEntry(
            key=f"konflikt-{number}",
            title=self.text(),
            description=self.random.choice(self.long),
            handling=self.pick(c.HANDLINGS, empty=False),
            owner=self.pick(["prove", *self.units]),
            case=self.pick(self.cases),
            visibility=self.pick(c.VISIBILITIES, empty=False),
            steps=steps,
            **self.sourced(),
        )

    def exception(self) -> e.ExceptionEntry:
        subject = self.pick(self.made, empty=False)
        return e.ExceptionEntry(
            rule="T-05",
            subject=subject,
            reason=self.text(),
            owner="prove",
            until=self.random.choice(self.days),
        )
