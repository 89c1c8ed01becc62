"""Reads elements and the links they name."""

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import JUDGEMENTS, LIFE_CYCLES, PROGRESSES, VISIBILITIES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day_or_year, flag, is_no, refuse_backwards
from rodtrad.exchange.plan_file.parse_targets import read_indicator_target
from rodtrad.exchange.plan_file.reader import Mapping, Scalar
from rodtrad.exchange.plan_file.sourced import Defaults


def read_element(fields: Fields, defaults: Defaults) -> e.ElementEntry:
    if fields.has("carry"):
        carried, number = fields.key("carry"), fields.text("number", most=30)
        entry = e.ElementEntry(spot=fields.spot, spots=fields.spots, carry=carried, number=number)
    else:
        entry = _read_own(fields, defaults)
        fields.taken.add("carry")
    entry.elements = fields.each("elements", lambda below: read_element(below, defaults))
    return entry


def _read_own(fields: Fields, defaults: Defaults) -> e.ElementEntry:
    entry = e.ElementEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        level=fields.text("level", required=True, most=200),
        number=fields.text("number", most=30),
        title=fields.text("title", required=True, most=500),
        description=fields.text("description", most=20_000, lines=True),
        responsible=fields.key("responsible", required=False) or defaults.responsible,
        contributing=fields.words("contributing"),
        life_cycle=fields.choice("life_cycle", LIFE_CYCLES),
        progress=fields.choice("progress", PROGRESSES, defaults.progress),
        judgement=fields.choice("judgement", JUDGEMENTS),
        visibility=fields.choice("visibility", VISIBILITIES, defaults.visibility),
        predecessor=fields.key("predecessor", required=False),
        areas=fields.words("areas"),
        sdg=fields.words("sdg"),
        handling=fields.text("handling", most=5_000, lines=True),
        binding=flag(fields, "binding", False),
        keywords=fields.words("keywords", most=60),
        targets=fields.each("targets", read_indicator_target, "indicator"),
        **defaults.sourced(fields),
    )
    _read_period(fields.mapping("period"), entry)
    _read_links(fields, entry)
    return entry


def _read_period(fields: Fields | None, entry: e.ElementEntry) -> None:
    if fields is None:
        return
    entry.starts = day_or_year(fields, "from", (1, 1))
    entry.ends = day_or_year(fields, "to", (12, 31))
    refuse_backwards(fields, ("from", "to"), entry.starts, entry.ends)
    fields.finish()


def _read_links(fields: Fields, entry: e.ElementEntry) -> None:
    """A link comes from where its element comes from, unless it says otherwise."""
    own = Defaults(origin=entry.origin, source=entry.source, place=entry.place)
    entry.addresses = _link_list(fields, "addresses", own)
    entry.contributes_to = _link_list(fields, "contributes_to", own)
    link = fields.take("link")
    if isinstance(link, Scalar) and is_no(link.text or ""):
        entry.no_link = True
    elif isinstance(link, Mapping):
        entry.link = _read_link(fields.below(link, "link"), own)
    elif link is not None:
        fields.fault(
            "link", _("«link» skal være false eller ha felter."), _("Skriv «link: false» for ingen kobling.")
        )


def _link_list(fields: Fields, name: str, own: Defaults) -> list[e.LinkEntry]:
    links = []
    for item in fields.nodes(name):
        if isinstance(item, Scalar) and item.text:
            to = item.text.strip()
            links.append(
                e.LinkEntry(spot=item.spot, to=to, origin=own.origin, source=own.source, place=own.place)
            )
        elif isinstance(item, Mapping):
            links.append(_read_link(fields.below(item, name), own, to_something=True))
        else:
            fields.problems.add(
                item.spot,
                fields.place,
                _("Koblingen må være en nøkkel eller ha felter."),
                _("Skriv nøkkelen, eller «{to: nøkkel, reason: …}»."),
            )
    return links


def _read_link(fields: Fields, own: Defaults, *, to_something: bool = False) -> e.LinkEntry:
    entry = e.LinkEntry(
        spot=fields.spot,
        spots=fields.spots,
        to=fields.text("to", required=True, most=130) if to_something else "",
        reason=fields.text("reason", most=2_000, lines=True),
        **own.sourced(fields),
    )
    fields.finish()
    return entry
