"""StratML to plain data, leniently: most files that are out there do not follow the schema. What was mended is told."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from lxml import etree

from rodtrad.core.text import shorten
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.stratml.names import PARTS

LARGEST_FILE = 25 * 1024 * 1024
MOST_GOALS = 10_000
_ROOTS = tuple(name for _namespace, name in PARTS.values())
_NAMESPACES = tuple(namespace for namespace, _name in PARTS.values())
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
#: Without a `<` inside: each of many that are never closed would else be followed to the end of the text.
_TAGS = re.compile(r"<[^<>]+>")


@dataclass
class Item:
    """A goal, objective or indicator. `units` are those named as stakeholders, performers first."""

    name: str
    description: str = ""
    identity: str = ""
    number: str = ""
    units: list[str] = field(default_factory=list)
    items: list["Item"] = field(default_factory=list)
    indicators: list["Item"] = field(default_factory=list)
    starts: date | None = None
    ends: date | None = None


@dataclass
class StratPlan:
    """What a StratML file says, and what had to be mended to hear it."""

    name: str
    description: str = ""
    organisation: str = ""
    vision: str = ""
    mission: str = ""
    values: list[Item] = field(default_factory=list)
    goals: list[Item] = field(default_factory=list)
    starts: date | None = None
    ends: date | None = None
    source: str = ""
    mended: list[str] = field(default_factory=list)


def read_stratml(content: bytes) -> StratPlan:
    """Return what the file says. Raises ExchangeError when it is no StratML at all."""
    mended: list[str] = []
    top = _parse(content, mended)
    return _Reader(top, mended).plan()


def _parse(content: bytes, mended: list[str]) -> etree._Element:
    if len(content) > LARGEST_FILE:
        message = _("Fila er på %(size)d MB; grensen er %(limit)d MB. Del den i flere filer.")
        raise ExchangeError(message % {"size": len(content) // 2**20, "limit": LARGEST_FILE // 2**20})
    if (
        _DECLARATION.search(content)
        or content.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\0" in content[:1000]
    ):
        raise ExchangeError(
            _("Fila har en dokumenttype eller et tegnsett som ikke leses. Lagre den som ren XML i UTF-8.")
        )
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
        )
        try:
            found = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if recover:
                raise _no_xml(error) from error
            line = getattr(error, "lineno", None) or 1
            mended.append(_("Linje %d: XML-en er ikke velformet; resten er lest så langt det gikk.") % line)
            continue
        if found is not None:
            return found
    raise _no_xml(None)


def _no_xml(error: Exception | None) -> ExchangeError:
    line = getattr(error, "lineno", None) or 1
    return ExchangeError(_("Fila er ikke XML: den kan ikke leses fra linje %d. Velg en StratML-fil.") % line)


class _Reader:
    def __init__(self, top: etree._Element, mended: list[str]) -> None:
        self.top, self.mended = top, mended
        self.identities: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()

    def plan(self) -> StratPlan:
        name = _local(self.top)
        core = self.first(self.top, "StrategicPlanCore")
        goals = self.everywhere("Goal")
        if name not in _ROOTS and core is None:
            raise ExchangeError(
                _("Dette er ikke StratML: øverst står «%s». Velg en fil med StrategicPlan øverst.")
                % shorten(name, 60)
            )
        if not goals:
            raise ExchangeError(_("Fila har ingen mål (Goal). Det er ingenting å ta inn."))
        if len(goals) > MOST_GOALS:
            raise ExchangeError(_("Fila har mer enn %d mål. Del den i flere filer.") % MOST_GOALS)
        self.look_at_the_frame(core, goals)
        core = core if core is not None else self.top
        found = StratPlan(
            name=self.text(self.top, "Name") or self.text(core, "Name") or _("StratML-plan"),
            description=self.text(self.top, "Description"),
            organisation=self.organisation(core),
            vision=self.text(self.first(core, "Vision"), "Description"),
            mission=self.text(self.first(core, "Mission"), "Description"),
            values=[self.value(value) for value in self.each(core, "Value")],
            goals=[self.item(goal) for goal in goals],
            mended=self.mended,
        )
        self.administration(found)
        self.tell_counts()
        return found

    def look_at_the_frame(self, core: etree._Element | None, goals: list[etree._Element]) -> None:
        namespace = str(self.top.tag).rpartition("}")[0].removeprefix("{")
        if namespace not in _NAMESPACES:
            self.mended.append(_("Navnerommet «%s» er ikke StratMLs; innholdet er lest likevel.") % namespace)
        if core is None:
            self.mended.append(_("StrategicPlanCore mangler; målene er lest der de står."))
        elif any(goal.getparent() is not core for goal in goals):
            self.mended.append(_("Noen mål står utenfor StrategicPlanCore; de er med."))
        if self.everywhere("Submitter"):
            self.mended.append(_("Hvem som sendte inn planen, er ikke tatt med."))

    def administration(self, found: StratPlan) -> None:
        above = self.first(self.top, "AdministrativeInformation")
        found.starts, found.ends = self.day(above, "StartDate"), self.day(above, "EndDate")
        found.source = self.text(above, "Source")
        if found.starts and found.ends and found.ends < found.starts:
            self.mended.append(_("Planen slutter før den begynner; periodens slutt er ikke tatt med."))
            found.ends = None

    def organisation(self, core: etree._Element) -> str:
        return self.text(self.first(core, "Organization"), "Name")

    def value(self, value: etree._Element) -> Item:
        name, description = self.text(value, "Name"), self.text(value, "Description")
        return Item(name or description, description if name else "")

    def item(self, source: etree._Element) -> Item:
        """Return a goal or objective; one without a name is called by its description."""
        name, description = self.text(source, "Name"), self.text(source, "Description")
        other = self.text(source, "OtherInformation")
        if not name:
            self.counted["nameless"] += 1
            name, description = shorten(description, 200), description if len(description) > 200 else ""
        found = Item(
            name or _("Uten navn"),
            "\n\n".join(part for part in (description if description != name else "", other) if part),
            self.identity(source),
            self.text(source, "SequenceIndicator"),
            self.units(source),
        )
        found.items = [self.item(below) for below in self.each(source, "Objective")]
        found.indicators = [self.indicator(below) for below in self.each(source, "PerformanceIndicator")]
        return found

    def indicator(self, source: etree._Element) -> Item:
        found = Item(
            self.text(source, "MeasurementDimension") or self.text(source, "Name") or _("Uten navn"),
            self.text(source, "OtherInformation"),
            self.identity(source),
            self.text(source, "UnitOfMeasurement"),
        )
        for result in source.iter():
            if _local(result) == "TargetResult":
                found.starts = found.starts or self.day(result, "StartDate")
                found.ends = self.day(result, "EndDate") or found.ends
        return found

    def identity(self, source: etree._Element) -> str:
        given = self.text(source, "Identifier")
        if given and (given[0].isdigit() or not re.fullmatch(r"[\w.-]+", given)):
            self.counted["identity"] += 1
        self.identities[given] += 1
        if given and self.identities[given] > 1:
            self.counted["twice"] += 1
            return ""
        return given

    def units(self, source: etree._Element) -> list[str]:
        names = [self.text(one, "Name") for one in self.each(source, "Stakeholder")]
        return list(dict.fromkeys(name for name in names if name))

    def tell_counts(self) -> None:
        words = {
            "nameless": _("%d mål manglet navn og er kalt opp etter beskrivelsen."),
            "identity": _("%d identifikatorer er ikke gyldige xs:ID; de er lest likevel."),
            "twice": _("%d identifikatorer stod to ganger; den siste fikk en ny."),
            "day": _("%d datoer kunne ikke leses og er ikke tatt med."),
        }
        self.mended += [words[kind] % number for kind, number in sorted(self.counted.items())]

    def first(self, above: etree._Element | None, name: str) -> etree._Element | None:
        return next(iter(self.each(above, name)), None)

    def each(self, above: etree._Element | None, name: str) -> list[etree._Element]:
        return [] if above is None else [child for child in above if _local(child) == name]

    def everywhere(self, name: str) -> list[etree._Element]:
        return [found for found in self.top.iter() if _local(found) == name]

    def text(self, above: etree._Element | None, name: str) -> str:
        """Return the text of the first such child, without markup that some files put in it."""
        found = self.first(above, name)
        if found is None:
            return ""
        text = " ".join("".join(str(part) for part in found.itertext()).split())
        return _TAGS.sub("", text)

    def day(self, above: etree._Element | None, name: str) -> date | None:
        given = self.text(above, name)
        if not given:
            return None
        matched = _DAY.match(given)
        with suppress(ValueError):  # the thirtieth of February: told as any other
            if matched:
                return date(*map(int, matched.groups()))
        self.counted["day"] += 1
        return None


def _local(source: etree._Element) -> str:
    """Return the element's name without its namespace; comments have none.

    Not by QName: a file that was read as far as it went can have names that are none.
    """
    return source.tag.rpartition("}")[2] if isinstance(source.tag, str) else ""
