"""From the tree of a plan file to entries. Collects every fault before it gives up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Language, LifeCycle, Origin, Visibility
from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.fields import Fields, Problems
from rodtrad.exchange.plan_file.reader import Mapping, Scalar, read_yaml
from rodtrad.goals.models import Handling, Judgement, LevelRole, Progress, RuleKind, Sign, TitleStyle
from rodtrad.organisations.models import Governance, OrganisationKind, RootKind, ThemeColour
from rodtrad.organisations.numbers import is_organisation_number
from rodtrad.plans.models import PlanStatus, PlanType, Question, Treatment

VISIBILITIES = [choice.name.lower() for choice in Visibility]
_PLACE_KINDS = [kind for kind in OrganisationKind.values if kind != OrganisationKind.ROOT]


def parse_plan_file(content: bytes) -> e.PlanFile:
    """Return what the file holds. Raises PlanFileError with every fault that shows without looking at references."""
    problems = Problems()
    top = Fields(read_yaml(content), "", problems)
    given = top.text("format")
    if given != e.FORMAT:
        top.fault(
            "format", _("Formatet er «%(given)s».") % {"given": given}, _("Skriv «format: %s».") % e.FORMAT
        )
    root = top.mapping("root")
    if root is None:
        top.fault("root", _("Feltet «root» mangler."), _("Se docs/howto/bring-your-plan.md."))
        raise PlanFileError(problems.found)
    plan_file = e.PlanFile(
        spot=top.spot,
        root=_root(root),
        sources=top.each("sources", _source),
        organisations=top.each("organisations", _organisation),
        members=top.each("members", _member, "name"),
        cases=top.each("cases", _case),
        frameworks=top.each("frameworks", _framework),
        plans=top.each("plans", _plan),
        conflicts=top.each("conflicts", _conflict),
        sdg_targets=top.each("sdg_targets", _target, "target"),
        exceptions=top.each("exceptions", _exception, "subject"),
    )
    top.finish()
    if problems.found:
        raise PlanFileError(problems.found)
    return plan_file


def _root(fields: Fields) -> e.RootEntry:
    entry = e.RootEntry(
        spot=fields.spot,
        slug=fields.key("slug"),
        name=fields.text("name", required=True, most=200),
        short_name=fields.text("short_name", most=60),
        kind=fields.choice("kind", RootKind.values, required=True),
        governance=fields.choice("governance", Governance.values, required=True),
        language=fields.choice("language", Language.values, Language.BOKMAL),
        area=fields.text("area", most=20),
        organisation_number=_organisation_number(fields),
        theme_colour=fields.choice("theme_colour", ThemeColour.values, ThemeColour.FJORD),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
    )
    entry.short_name = entry.short_name or entry.name[:60]
    fields.finish()
    return entry


def _organisation_number(fields: Fields) -> str:
    value = fields.text("organisation_number", most=20).replace(" ", "")
    if value and not is_organisation_number(value):
        fields.fault(
            "organisation_number",
            _("%(value)s er ikke et gyldig organisasjonsnummer.") % {"value": value},
            _("Se etter tastefeil: ni siffer, det siste er et kontrollsiffer."),
        )
    return value


@dataclass(frozen=True)
class _Defaults:
    """What a plan says for all its elements unless they say otherwise."""

    origin: str = Origin.OWN
    source: str = ""
    place: str = ""
    responsible: str = ""
    visibility: str = "public"
    progress: str = Progress.NOT_STARTED

    def sourced(self, fields: Fields) -> dict[str, Any]:
        """Return origin, source and place; a default source is for what is quoted or read, not for what is made up."""
        origin = fields.choice("origin", Origin.values, self.origin)
        inherits = origin in (Origin.QUOTED, Origin.READING)
        given = fields.text("source")
        found = {
            "origin": origin,
            "source": given or (self.source if inherits else ""),
            "place": fields.text("place") or (self.place if inherits and not given else ""),
        }
        if origin == Origin.QUOTED and not found["source"]:
            fields.fault(
                "origin",
                _("Det som er sitert, må ha en kilde."),
                _("Oppgi «source», eller skriv «origin: own»."),
            )
        return found


_NO_DEFAULTS = _Defaults()


def _source(fields: Fields) -> e.SourceEntry:
    address = fields.text("address", most=600)
    if address and not address.startswith(("https://", "http://")):
        fields.fault("address", _("Adressen må begynne med https://."))
    return e.SourceEntry(
        spot=fields.spot,
        key=fields.key("key"),
        title=fields.text("title", required=True),
        publisher=fields.text("publisher", most=200),
        year=fields.year("year"),
        address=address,
    )


def _organisation(fields: Fields) -> e.OrganisationEntry:
    return e.OrganisationEntry(
        spot=fields.spot,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=200),
        kind=fields.choice("kind", _PLACE_KINDS, required=True),
        organisation_number=_organisation_number(fields),
        area=fields.text("area", most=20),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        successor=fields.key("successor", required=False),
        units=fields.each("units", _organisation),
        **_NO_DEFAULTS.sourced(fields),
    )


def _member(fields: Fields) -> e.MemberEntry:
    return e.MemberEntry(
        spot=fields.spot,
        name=fields.text("name", required=True, most=200),
        area=fields.text("area", most=20),
        root=fields.key("root", required=False),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        **_NO_DEFAULTS.sourced(fields),
    )


def _case(fields: Fields) -> e.CaseEntry:
    return e.CaseEntry(
        spot=fields.spot,
        key=fields.key("key"),
        number=fields.text("number", required=True, most=60),
        title=fields.text("title", required=True),
        body=fields.text("body", most=200),
        date=fields.day("date"),
        decision=fields.text("decision", most=10_000),
        **_NO_DEFAULTS.sourced(fields),
    )


def _framework(fields: Fields) -> e.FrameworkEntry:
    return e.FrameworkEntry(
        spot=fields.spot,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=200),
        asks_for_sdg=fields.flag("asks_for_sdg", False),
        levels=fields.each("levels", _level),
        rules=fields.each("rules", _rule, "child"),
    )


def _level(fields: Fields) -> e.LevelEntry:
    names: dict[str, e.Words] = {}
    given = fields.mapping("names")
    for language in ("nb", "nn", "en"):
        words = given.mapping(language) if given else None
        if words:
            names[language] = e.Words(
                spot=words.spot,
                one=words.text("one", required=True, most=80),
                many=words.text("many", required=True, most=80),
            )
            words.finish()
    if given:
        given.finish()
    if not names:
        fields.fault("names", _("Nivået mangler navn."), _("Skriv «names: {nb: {one: mål, many: mål}}»."))
    return e.LevelEntry(
        spot=fields.spot,
        key=fields.key("key"),
        role=fields.choice("role", LevelRole.values, required=True),
        names=names,
        title_style=fields.choice("title_style", TitleStyle.values, TitleStyle.ANY),
        cross_cutting=fields.flag("cross_cutting", False),
        optional=fields.flag("optional", False),
        in_source=fields.flag("in_source", True),
    )


def _rule(fields: Fields) -> e.RuleEntry:
    return e.RuleEntry(
        spot=fields.spot,
        child=fields.text("child", required=True, most=200),
        parent=fields.text("parent", required=True, most=200),
        kind=fields.choice("kind", RuleKind.values, required=True),
        normal=fields.flag("normal", True),
    )


def _plan(fields: Fields) -> e.PlanEntry:
    period, hearing = fields.mapping("period"), fields.mapping("hearing")
    entry = e.PlanEntry(
        spot=fields.spot,
        key=fields.key("key"),
        type=fields.choice("type", PlanType.values, required=True),
        title=fields.text("title", required=True),
        description=fields.text("description", most=20_000),
        status=fields.choice("status", PlanStatus.values, PlanStatus.UNDER_WAY),
        from_year=period.year("from") if period else None,
        to_year=period.year("to") if period else None,
        horizon_years=fields.number("horizon_years", 1, 100),
        treatment=fields.choice("treatment", Treatment.values),
        question=fields.choice("question", Question.values),
        owner=fields.key("owner", required=False),
        framework=fields.key("framework", required=False),
        parent=fields.key("parent", required=False),
        replaces=fields.key("replaces", required=False),
        case=fields.key("case", required=False),
        hearing=_hearing(hearing) if hearing else None,
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        **_NO_DEFAULTS.sourced(fields),
    )
    if period:
        period.finish()
    if entry.from_year and entry.to_year and entry.to_year < entry.from_year:
        fields.fault("period", _("Perioden slutter før den begynner."))
    defaults = _defaults(fields.mapping("defaults"))
    entry.elements = fields.each("elements", lambda element: _element(element, defaults))
    return entry


def _hearing(fields: Fields) -> e.HearingEntry:
    entry = e.HearingEntry(
        spot=fields.spot,
        starts=fields.day("from", required=True) or date.min,
        ends=fields.day("to"),
        submissions=fields.number("submissions"),
    )
    fields.finish()
    if entry.ends and entry.ends < entry.starts:
        fields.fault("to", _("Høringen slutter før den begynner."))
    return entry


def _defaults(fields: Fields | None) -> _Defaults:
    if fields is None:
        return _NO_DEFAULTS
    found = _Defaults(
        origin=fields.choice("origin", Origin.values, Origin.OWN),
        source=fields.text("source"),
        place=fields.text("place"),
        responsible=fields.key("responsible", required=False),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        progress=fields.choice("progress", Progress.values, Progress.NOT_STARTED),
    )
    fields.finish()
    return found


def _element(fields: Fields, defaults: _Defaults) -> e.ElementEntry:
    if fields.has("carry"):
        entry = e.ElementEntry(
            spot=fields.spot, carry=fields.key("carry"), number=fields.text("number", most=30)
        )
    else:
        entry = _own_element(fields, defaults)
    entry.elements = fields.each("elements", lambda below: _element(below, defaults))
    return entry


def _own_element(fields: Fields, defaults: _Defaults) -> e.ElementEntry:
    period = fields.mapping("period")
    sourced = defaults.sourced(fields)
    entry = e.ElementEntry(
        spot=fields.spot,
        key=fields.key("key"),
        level=fields.text("level", required=True, most=200),
        number=fields.text("number", most=30),
        title=fields.text("title", required=True, most=500),
        description=fields.text("description", most=20_000),
        responsible=fields.key("responsible", required=False) or defaults.responsible,
        contributing=fields.words("contributing"),
        starts=_boundary(period, "from", (1, 1)),
        ends=_boundary(period, "to", (12, 31)),
        life_cycle=fields.choice("life_cycle", LifeCycle.values),
        progress=fields.choice("progress", Progress.values, defaults.progress),
        judgement=fields.choice("judgement", Judgement.values),
        visibility=fields.choice("visibility", VISIBILITIES, defaults.visibility),
        predecessor=fields.key("predecessor", required=False),
        areas=fields.words("areas"),
        sdg=fields.words("sdg"),
        handling=fields.text("handling", most=5_000),
        binding=fields.flag("binding", False),
        keywords=fields.words("keywords"),
        **sourced,
    )
    if period:
        period.finish()
        if entry.starts and entry.ends and entry.ends < entry.starts:
            period.fault("to", _("Perioden slutter før den begynner."))
    own = _Defaults(origin=entry.origin, source=entry.source, place=entry.place)
    _links(fields, entry, own)
    return entry


def _boundary(period: Fields | None, name: str, month_and_day: tuple[int, int]) -> date | None:
    """Return a day: the one given, or the first or last of the year given."""
    if period is None:
        return None
    if len(period.text(name)) == 4:
        year = period.year(name)
        return date(year, *month_and_day) if year else None
    return period.day(name)


def _links(fields: Fields, entry: e.ElementEntry, defaults: _Defaults) -> None:
    entry.addresses = _link_list(fields, "addresses", defaults)
    entry.contributes_to = _link_list(fields, "contributes_to", defaults)
    link = fields.take("link")
    if isinstance(link, Scalar) and (link.text or "").casefold() in ("false", "nei", "no"):
        entry.no_link = True
    elif isinstance(link, Mapping):
        entry.link = _link(Fields(link, fields.place, fields.problems), defaults)
    elif link is not None:
        fields.fault(
            "link", _("«link» skal være false eller ha felter."), _("Skriv «link: false» for ingen kobling.")
        )


def _link_list(fields: Fields, name: str, defaults: _Defaults) -> list[e.LinkEntry]:
    links = []
    for item in fields.nodes(name):
        if isinstance(item, Scalar) and item.text:
            links.append(
                e.LinkEntry(
                    spot=item.spot,
                    to=item.text.strip(),
                    origin=defaults.origin,
                    source=defaults.source,
                    place=defaults.place,
                )
            )
        elif isinstance(item, Mapping):
            below = Fields(item, fields.place, fields.problems)
            to = below.text("to", required=True, most=130)
            link = _link(below, defaults)
            link.to = to
            links.append(link)
        else:
            fields.problems.add(item.spot, fields.place, _("Koblingen må være en nøkkel eller ha felter."))
    return links


def _link(fields: Fields, defaults: _Defaults) -> e.LinkEntry:
    entry = e.LinkEntry(
        spot=fields.spot, reason=fields.text("reason", most=2_000), **defaults.sourced(fields)
    )
    fields.taken.add("to")
    fields.finish()
    return entry


def _conflict(fields: Fields) -> e.ConflictEntry:
    return e.ConflictEntry(
        spot=fields.spot,
        key=fields.key("key"),
        title=fields.text("title", required=True),
        description=fields.text("description", most=20_000),
        handling=fields.choice("handling", Handling.values, Handling.OPEN),
        owner=fields.key("owner", required=False),
        case=fields.key("case", required=False),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        steps=fields.each("steps", _step, "text"),
        **_NO_DEFAULTS.sourced(fields),
    )


def _step(fields: Fields) -> e.StepEntry:
    return e.StepEntry(
        spot=fields.spot,
        text=fields.text("text", required=True),
        element=fields.key("element", required=False),
        sign=fields.choice("sign", Sign.values),
    )


def _target(fields: Fields) -> e.TargetEntry:
    return e.TargetEntry(
        spot=fields.spot,
        target=fields.text("target", required=True, most=5),
        why=fields.text("why", required=True, most=2_000),
        **_NO_DEFAULTS.sourced(fields),
    )


def _exception(fields: Fields) -> e.ExceptionEntry:
    return e.ExceptionEntry(
        spot=fields.spot,
        rule=fields.text("rule", required=True, most=60),
        subject=fields.key("subject"),
        reason=fields.text("reason", required=True, most=5_000),
        owner=fields.key("owner"),
        until=fields.day("until", required=True) or date.max,
    )
