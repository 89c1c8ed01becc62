"""A clock as sentences: what had to be done when, by which paragraph, and what is possible now."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.cases.models import Meeting
from rodtrad.cases.presenters import council_word
from rodtrad.planning.clocks.days import DayRule
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.evaluate import Clock, ClockState, OrderBreak, Unreachable
from rodtrad.planning.clocks.free_days import holiday, is_free
from rodtrad.planning.clocks.templates import Step
from rodtrad.planning.queries.clocks import PlanClocks
from rodtrad.planning.rules.deadlines import AskedHere
from rodtrad.website.presenters.clock_words import days_word, length, reference, when
from rodtrad.website.presenters.wording import day


def clock_sentence(clock: Clock, found: PlanClocks) -> str:
    """Say the clock in a few sentences, with the first lawful meeting where the notice can no longer be kept."""
    today = found.reckoned.course.today
    match clock.rule.day_rule:
        case DayRule.NOTICE:
            parts = _notice(clock, found, today)
        case DayRule.HEARING:
            parts = _hearing(clock, found, today)
        case _:
            parts = _limit(clock, found)
    return " ".join(part for part in parts if part)


def _thing(rule: Deadline) -> str:
    """Return what the rule is about, as it stands inside a sentence."""
    words = str(rule.thing)
    return words[:1].lower() + words[1:]


def council(found: PlanClocks) -> str:
    """Name who decides, as the root does."""
    body = found.body
    if body is None:
        return council_word(found.plan.root, "")
    # «Bystyret» is a common noun; «Bærum kommunestyre» begins with a name.
    return body.name if " " in body.name else body.name[:1].lower() + body.name[1:]


def step_called(step: Step, found: PlanClocks) -> str:
    """Return the template's name of the step, with the root's own name for the council."""
    if not step.is_meeting:
        return found.in_own_words(step.name)
    own = council(found)
    return str(step.name) if own == _("kommunestyret") else _("Vedtak i %(body)s") % {"body": own}


def _notice(clock: Clock, found: PlanClocks, today: date) -> Iterator[str]:
    rule, meeting = clock.rule, clock.against
    said = {
        "thing": str(rule.thing),
        "inside": _thing(rule),
        "limit": day(clock.limit),
        "when": when(clock.limit, today) if clock.limit else "",
        "given": day(clock.given),
        "rule": reference(rule),
        "days": length(rule, rule.own),
        "body": council(found),
        "meeting": _short(meeting, clock.limit),
        "counted": days_word(clock.counted.days) if clock.counted else "",
    }
    match clock.state:
        case ClockState.PASSED:
            yield _("%(thing)s måtte være offentlig senest %(limit)s, %(when)s.") % said
        case ClockState.DUE:
            yield _("%(thing)s må være offentlig senest %(limit)s, %(when)s.") % said
        case ClockState.WAITING:
            yield (
                _("%(rule)s krever at %(inside)s er offentlig %(days)s før %(body)s behandler saken.") % said
            )
            yield _("Velg møte eller dag, så vises fristen.")
            return
        case ClockState.UNRECORDED:
            yield _("Det er ikke ført når %(inside)s ble offentlig. Det måtte skje senest %(limit)s.") % said
        case _ if clock.counted and clock.counted.days < 0:
            yield _("%(thing)s er satt til å bli offentlig %(given)s, etter møtet.") % said
        case _ if clock.is_done:
            yield _("%(thing)s ble offentlig %(given)s, %(counted)s før møtet.") % said
        case _:
            yield _("%(thing)s blir offentlig %(given)s, %(counted)s før møtet.") % said
    yield _("%(rule)s krever %(days)s før %(body)s behandler saken %(meeting)s.") % said
    yield str(AskedHere(rule)).strip()
    yield from _lacking(clock)
    if clock.is_late and not found.is_over:
        yield first_lawful_sentence(found)


def _short(meeting: date | None, limit: date | None) -> str:
    """Write the day of the meeting without the year when it has just been said."""
    if meeting and limit and meeting.year == limit.year:
        return date_format(meeting, "MONTH_DAY_FORMAT")
    return day(meeting)


def _lacking(clock: Clock) -> Iterator[str]:
    if clock.state is not ClockState.BROKEN or not clock.days_short or clock.counted is None:
        return
    lacking = {"days": days_word(clock.days_short)}
    if clock.counted.days >= (clock.rule.own or clock.rule.span).days:
        yield (
            _("Loven er holdt slik den vanligvis leses, men slik det telles her, mangler det %(days)s.")
            % lacking
        )
    else:
        yield _("Det mangler %(days)s.") % lacking


def _hearing(clock: Clock, found: PlanClocks, today: date) -> Iterator[str]:
    yield from _hearing_days(clock, today)
    if found.reckoned.course.of(clock.step).is_of_register:
        yield _("Dagene er fra planregisteret.")


def _hearing_days(clock: Clock, today: date) -> Iterator[str]:
    rule = clock.rule
    said = {
        "thing": str(rule.thing),
        "rule": reference(rule),
        "days": length(rule, rule.own),
        "first": day(clock.against),
        "last": day(clock.given),
        "limit": day(clock.limit),
        "counted": days_word(clock.counted.days) if clock.counted else "",
    }
    if clock.counted is None:
        if clock.against is None and clock.state is ClockState.UNRECORDED:
            yield _("Det er ikke ført når %(inside)s var.") % {"inside": _thing(rule)}
        elif clock.against is None:
            yield _("%(thing)s må vare minst %(days)s, etter %(rule)s.") % {**said, "rule": _inside(rule)}
            yield _("Dagene er ikke satt.")
        elif clock.state is ClockState.UNRECORDED:
            yield _("%(thing)s begynte %(first)s. Det er ikke ført når den var slutt.") % said
        else:
            begins = _("begynte") if clock.against <= today else _("begynner")
            yield _("%(thing)s %(begins)s %(first)s og kan tidligst slutte %(limit)s.") % {
                **said,
                "begins": begins,
            }
            yield _("%(rule)s krever minst %(days)s.") % said
        return
    assert clock.given is not None
    lasts = _("varte") if clock.given < today else _("varer")
    yield _("%(thing)s %(lasts)s fra %(first)s til %(last)s, %(counted)s.") % {**said, "lasts": lasts}
    yield _("%(rule)s krever minst %(days)s.") % said
    yield str(AskedHere(rule)).strip()
    if not clock.counted.is_kept:
        yield from _lacking(clock)
        yield _("Siste dag kan tidligst være %(limit)s.") % said


def _inside(rule: Deadline) -> str:
    words = reference(rule)
    return words[:1].lower() + words[1:]


def _limit(clock: Clock, found: PlanClocks) -> Iterator[str]:
    rule, today = clock.rule, found.reckoned.course.today
    said = {
        "thing": str(rule.thing),
        "given": day(clock.given),
        "limit": day(clock.limit),
        "when": when(clock.limit, today) if clock.limit else "",
        "late": days_word(clock.days_short),
    }
    match clock.state:
        case ClockState.KEPT if clock.is_done:
            yield _("%(thing)s kom %(given)s. Siste lovlige dag var %(limit)s.") % said
        case ClockState.KEPT:
            yield _("%(thing)s er ventet %(given)s. Siste lovlige dag er %(limit)s.") % said
        case ClockState.BROKEN if clock.is_done:
            yield _("%(thing)s kom %(given)s, %(late)s etter siste lovlige dag, %(limit)s.") % said
        case ClockState.BROKEN:
            yield _("%(thing)s er ventet %(given)s, %(late)s etter siste lovlige dag, %(limit)s.") % said
        case ClockState.PASSED:
            yield _("Siste lovlige dag for %(thing)s var %(limit)s, %(when)s.") % {
                **said,
                "thing": _thing(rule),
            }
        case ClockState.DUE:
            yield _("Siste lovlige dag for %(thing)s er %(limit)s, %(when)s.") % {
                **said,
                "thing": _thing(rule),
            }
        case ClockState.UNRECORDED:
            yield _("Det er ikke ført når %(thing)s kom.") % {**said, "thing": _thing(rule)}
        case _ if rule.day:
            yield _("Planen har ingen periode å regne fra, så dagen er ikke kjent.")
        case _:
            yield _("Dagen som det telles fra, er ikke kjent.")
    yield found.in_own_words(rule.text)


def first_lawful_sentence(found: PlanClocks) -> str:
    """Say which meeting is the first lawful one, or from which day one would be; and what it comes too late for."""
    earliest = found.reckoned.earliest_meeting
    if earliest is None:
        return ""
    meeting = found.first_lawful
    said = {"day": day(earliest), "body": council(found)}
    if meeting is None:
        sentence = (
            _("Første lovlige møtedag er %(day)s. Ingen møter i %(body)s er ført opp fra den dagen.") % said
        )
        if is_free(earliest):
            sentence += " " + _("Den dagen er en %s.") % (
                holiday(earliest) or date_format(earliest, "l").lower()
            )
    elif meeting.date == earliest:
        sentence = _("Første lovlige møte er %(day)s.") % said
    else:
        said["meeting"] = day(meeting.date)
        sentence = (
            _(
                "Første lovlige møtedag er %(day)s. Første møte i %(body)s som er lagt inn fra den dagen, er "
                "%(meeting)s."
            )
            % said
        )
    chosen, latest = meeting.date if meeting else earliest, found.reckoned.latest_meeting
    if latest is not None and chosen > latest:
        sentence += " " + _("Da er fristen %(day)s for å vedta ute.") % {"day": day(latest)}
    return sentence


def unreachable_sentences(unreachable: Unreachable, found: PlanClocks) -> list[str]:
    """Say why a wanted meeting cannot be reached: which steps and rules, how many days short, and what to do."""
    today = found.reckoned.course.today
    said = {
        "body": council(found),
        "wanted": day(unreachable.wanted),
        "short": days_word(unreachable.days_short),
        "left": days_word(max(0, (unreachable.wanted - today).days)),
    }
    parts = [
        _("%(step)s (%(days)s, %(rule)s)")
        % {"step": step_called(one.step, found), "days": days_word(one.days), "rule": reference(one.rule)}
        if one.rule
        else _("%(step)s (%(days)s)") % {"step": step_called(one.step, found), "days": days_word(one.days)}
        for one in unreachable.lags
    ]
    return [
        _("Møtet %(wanted)s kan ikke nås lovlig. Det er %(left)s til, og det mangler %(short)s.") % said,
        _("Det som tar tid: %(parts)s.") % {"parts": "; ".join(parts)} if parts else "",
        first_lawful_sentence(found),
        _("Velg et senere møte, eller før opp det som alt er gjort."),
    ]


def cancelled_sentence(meeting: Meeting) -> str:
    """Say that the meeting which should decide is cancelled."""
    return _("%(body)s %(day)s er avlyst. Velg et annet møte.") % {
        "body": meeting.body.name,
        "day": day(meeting.date),
    }


def order_sentence(broken: OrderBreak, found: PlanClocks) -> str:
    """Say which step comes before one that it has to follow."""
    return _(
        "«%(step)s» begynner %(began)s, %(days)s før «%(after)s» er ferdig %(ended)s. Flytt ett av dem."
    ) % {
        "step": step_called(broken.step, found),
        "began": day(broken.began),
        "days": days_word(broken.days),
        "after": step_called(broken.after, found),
        "ended": day(broken.ended),
    }
