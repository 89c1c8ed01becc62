"""Reads the root, its sources, organisations and members."""

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import (
    GOVERNANCES,
    LANGUAGES,
    ORGANISATION_KINDS,
    ROOT_KINDS,
    ROOT_VISIBILITIES,
    THEME_COLOURS,
)
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, refuse_backwards, year
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS
from rodtrad.organisations.numbers import is_organisation_number
from rodtrad.organisations.slugs import RESERVED_SLUGS


def read_root(fields: Fields) -> e.RootEntry:
    entry = e.RootEntry(
        spot=fields.spot,
        spots=fields.spots,
        slug=_slug(fields),
        name=fields.text("name", required=True, most=200),
        short_name=fields.text("short_name", most=60),
        kind=fields.choice("kind", ROOT_KINDS, required=True),
        governance=fields.choice("governance", GOVERNANCES, required=True),
        language=fields.choice("language", LANGUAGES, "nb"),
        area=fields.text("area", most=20),
        organisation_number=_organisation_number(fields),
        theme_colour=fields.choice("theme_colour", THEME_COLOURS, "fjord"),
        visibility=fields.choice("visibility", ROOT_VISIBILITIES, "public"),
    )
    entry.short_name = entry.short_name or entry.name[:60]
    fields.finish()
    return entry


def _slug(fields: Fields) -> str:
    value = fields.key("slug")
    if value in RESERVED_SLUGS:
        fields.fault(
            "slug",
            _("Navnet «%s» er opptatt av nettstedets egne sider.") % value,
            _("Velg et annet, for eksempel «%s-kommune».") % value,
        )
    return value


def _organisation_number(fields: Fields) -> str:
    value = fields.text("organisation_number", most=20).replace(" ", "")
    if value and not is_organisation_number(value):
        fields.fault(
            "organisation_number",
            _("«%s» er ikke et gyldig organisasjonsnummer.") % shorten(value, 40),
            _("Se etter tastefeil: ni siffer, det siste er et kontrollsiffer."),
        )
    return value


def read_source(fields: Fields) -> e.SourceEntry:
    address = fields.text("address", most=600)
    if address and (not address.startswith(("https://", "http://")) or " " in address):
        fields.fault("address", _("Adressen er ikke en nettadresse."), _("Skriv den fra og med https://."))
    return e.SourceEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        title=fields.text("title", required=True),
        publisher=fields.text("publisher", most=200),
        year=year(fields, "year"),
        address=address,
    )


def read_organisation(fields: Fields) -> e.OrganisationEntry:
    entry = e.OrganisationEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=200),
        kind=fields.choice("kind", ORGANISATION_KINDS, required=True),
        organisation_number=_organisation_number(fields),
        area=fields.text("area", most=20),
        valid_from=day(fields, "valid_from"),
        valid_to=day(fields, "valid_to"),
        successor=fields.key("successor", required=False),
        units=fields.each("units", read_organisation),
        **NO_DEFAULTS.sourced(fields),
    )
    _check_validity(fields, entry)
    return entry


def read_member(fields: Fields) -> e.MemberEntry:
    entry = e.MemberEntry(
        spot=fields.spot,
        spots=fields.spots,
        name=fields.text("name", required=True, most=200),
        area=fields.text("area", most=20),
        root=fields.key("root", required=False),
        valid_from=day(fields, "valid_from"),
        valid_to=day(fields, "valid_to"),
        **NO_DEFAULTS.sourced(fields),
    )
    _check_validity(fields, entry)
    return entry


def _check_validity(fields: Fields, entry: e.OrganisationEntry | e.MemberEntry) -> None:
    refuse_backwards(fields, ("valid_from", "valid_to"), entry.valid_from, entry.valid_to)
