"""Reads frameworks: levels with their words, and the rules between them."""

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import LEVEL_ROLES, RULE_KINDS, TITLE_STYLES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import flag


def read_framework(fields: Fields) -> e.FrameworkEntry:
    return e.FrameworkEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=200),
        asks_for_sdg=flag(fields, "asks_for_sdg", False),
        levels=fields.each("levels", _read_level),
        rules=fields.each("rules", _read_rule, "child"),
    )


def _read_level(fields: Fields) -> e.LevelEntry:
    return e.LevelEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        role=fields.choice("role", LEVEL_ROLES, required=True),
        names=_read_names(fields),
        title_style=fields.choice("title_style", TITLE_STYLES, "any"),
        cross_cutting=flag(fields, "cross_cutting", False),
        optional=flag(fields, "optional", False),
        in_source=flag(fields, "in_source", True),
    )


def _read_names(fields: Fields) -> dict[str, e.Words]:
    given = fields.mapping("names")
    names = {}
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
    return names


def _read_rule(fields: Fields) -> e.RuleEntry:
    return e.RuleEntry(
        spot=fields.spot,
        spots=fields.spots,
        child=fields.text("child", required=True, most=200),
        parent=fields.text("parent", required=True, most=200),
        kind=fields.choice("kind", RULE_KINDS, required=True),
        normal=flag(fields, "normal", True),
    )
