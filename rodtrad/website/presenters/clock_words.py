"""Words about clocks: numbers of days, the law's name, how a clock stands, and how days were counted."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.planning.clocks.days import DayRule, Span
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.evaluate import Clock, ClockState
from rodtrad.planning.clocks.free_days import holiday, is_free
from rodtrad.website.presenters.wording import Status, day

#: A limit so near is shown as pressing.
SOON = 14


def number_word(number: int) -> str:
    """Write a number as in running text: in letters up to twelve."""
    words = (
        _("null"), _("én"), _("to"), _("tre"), _("fire"), _("fem"), _("seks"), _("sju"), _("åtte"), _("ni"),
        _("ti"), _("elleve"), _("tolv"),
    )  # fmt: skip
    return words[number] if 0 <= number < len(words) else str(number)


def days_word(number: int) -> str:
    return ngettext("%(count)s dag", "%(count)s dager", number) % {"count": number_word(number)}


def when(limit: date, today: date) -> str:
    """Say how far away a day is: i dag, om tre dager, for elleve dager siden."""
    away = (limit - today).days
    if away == 0:
        return _("i dag")
    if away > 0:
        return _("om %(days)s") % {"days": days_word(away)}
    return _("for %(days)s siden") % {"days": days_word(-away)}


def reference(rule: Deadline) -> str:
    """Name law and paragraph: Planloven § 11-4."""
    return f"{rule.law} {rule.paragraph}"


def length(rule: Deadline, span: Span | None = None) -> str:
    """Write how long a rule asks for: 30 dager, seks uker (42 dager), ett år; as the root counts it, or by a span."""
    span = span or rule.span
    if span.years:
        return ngettext("%(count)d år", "%(count)d år", span.years) % {"count": span.years}
    days = ngettext("%(count)d dag", "%(count)d dager", span.days) % {"count": span.days}
    if span.day_rule is DayRule.NOTICE or span.days % 7:
        return days
    return _("%(weeks)s uker (%(days)s)") % {"weeks": number_word(span.days // 7), "days": days}


def clock_status(clock: Clock, today: date) -> Status:
    """Return shape and word of how a clock stands."""
    match clock.state:
        case ClockState.BROKEN:
            return Status("off", _("Ikke holdt") if clock.is_done else _("Holder ikke"))
        case ClockState.PASSED:
            return Status("off", _("Fristen er ute"))
        case ClockState.DUE:
            near = clock.limit is not None and (clock.limit - today).days <= SOON
            return Status("watch", _("Haster")) if near else Status("half", _("Kommer"))
        case ClockState.WAITING:
            return Status("none", _("Venter på en dato"))
        case ClockState.UNRECORDED:
            return Status("draft", _("Ikke ført"))
    return Status("done", _("Holdt")) if clock.is_done else Status("ok", _("Holder"))


def both_readings(clock: Clock) -> str:
    """Say what the two ways of counting come to, within a day of the limit."""
    if not clock.shows_both_readings or clock.counted is None:
        return ""
    counted = clock.counted
    said = {
        "days": days_word(counted.days),
        "between": days_word(max(0, counted.days - 1)),
        "plainly": _kept(counted.plainly),
        "strictly": _kept(counted.strictly),
        "here": _("Her telles strengt.")
        if clock.rule.span.strict
        else _("Her telles slik regelen vanligvis leses."),
    }
    return (
        _(
            "Fra dag til dag er det %(days)s, og fristen er %(plainly)s. Telles bare hele dager imellom, er det "
            "%(between)s, og den er %(strictly)s. %(here)s"
        )
        % said
    )


def _kept(kept: bool) -> str:
    return _("holdt") if kept else _("ikke holdt")


def free_day_note(given: date | None) -> str:
    """Say that a day is a Saturday, a Sunday or a holiday, which moves nothing."""
    if given is None or not is_free(given):
        return ""
    name = holiday(given) or date_format(given, "l").lower()
    return _("%(day)s er en fridag (%(name)s). Fristen er den samme.") % {"day": day(given), "name": name}
