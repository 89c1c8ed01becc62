"""What it takes to adopt a plan: a decided case, what has been heard, and a say over every plan that ends with it."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Case, CaseStatus, Result
from rodtrad.cases.operations.short import deciding_treatment
from rodtrad.core.version_content import canonical, content_of
from rodtrad.goals.permissions import Powers
from rodtrad.organisations.permissions import Person, viewer_for
from rodtrad.planning.clocks.templates import LAND_USE, template_of, templates_for
from rodtrad.planning.comparing import Scope, after_hearing, compare
from rodtrad.planning.comparing.differences import ElementDifference
from rodtrad.planning.content import SCHEMA, Content, read_content
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import Process, ProcessStep
from rodtrad.planning.operations.end_plan import ends_with
from rodtrad.planning.operations.hearing_words import changed_words
from rodtrad.planning.permissions import may_adopt
from rodtrad.plans.models import Plan, PlanType, Version, VersionLabel
from rodtrad.plans.queries import visible_plans

#: The steps in which a draft of the plan itself is heard.
_HEARINGS = ("hearing", "second_hearing")


def require_all(*terms: Callable[[], None]) -> None:
    """Raise one FieldErrors with what all the terms lack, so that nobody is told of one fault at a time."""
    lacking: dict[str, str] = {}
    for term in terms:
        try:
            term()
        except FieldErrors as error:
            lacking = {**error.by_field, **lacking}
    if lacking:
        raise FieldErrors(lacking)


def require_say_over_what_ends(plan: Plan, powers: Powers, actor: Person) -> None:
    """Raise NotAllowedError unless the person may adopt every plan that this one would end, in whole or in part."""
    closed = [one for one in ends_with(plan) if not may_adopt(powers, one)]
    if not closed:
        return
    seen = set(visible_plans(plan.root, viewer_for(actor, plan.root)).values_list("pk", flat=True))
    named = next((one for one in closed if one.pk in seen), None)
    if named is None:
        raise NotAllowedError(
            _(
                "Vedtaket ville oppheve en plan som du ikke har tilgang til. Be en godkjenner for hele %s om å vedta."
            )
            % plan.root.name
        )
    raise NotAllowedError(
        _(
            "Vedtaket ville oppheve «%(older)s», eller noe i den. Det kan bare en godkjenner for %(owner)s. "
            "Be en som er det, om å vedta, eller ta planen ut av det denne erstatter og slår sammen."
        )
        % {"older": named.title, "owner": named.owner.name if named.owner else plan.root.name}
    )


def require_case(plan: Plan, case: Case, day: date) -> None:
    """Raise FieldErrors unless the case is the plan's own root's, is decided on the day, and may be named in public."""
    if case.root_id != plan.root_id:
        raise FieldErrors({"case": _("Saken hører til en annen organisasjon.")})
    heard = _heard(plan)
    if heard is not None and day < heard.date:
        raise FieldErrors({"day": _("Vedtaket kan ikke være før høringen begynte (%s).") % _day(heard.date)})
    if case.status == CaseStatus.WITHDRAWN:
        raise FieldErrors({"case": _("Saken er trukket. Velg saken som planen ble vedtatt i.")})
    if case.status != CaseStatus.DECIDED:
        raise FieldErrors({"case": _("Saken er ikke avgjort. Før inn vedtaket i saken først.")})
    if (decided := deciding_treatment(case)) and decided.result == Result.REJECTED:
        raise FieldErrors({"case": _("Forslaget ble avvist i saken. Velg saken som planen ble vedtatt i.")})
    if day > timezone.localdate():
        raise FieldErrors({"day": _("Vedtaksdagen kan ikke være i framtiden.")})
    if case.date and case.date != day:
        raise FieldErrors({"day": _("Saken ble avgjort %s. Skriv den dagen.") % _day(case.date)})
    if case.visibility > plan.visibility:
        told = _("Færre kan se saken enn planen. Gjør saken synlig for de samme som planen, og vedta den så.")
        raise FieldErrors({"case": told})


def require_heard(plan: Plan, day: date, assessment: str) -> None:
    """Raise FieldErrors for land use that has not been heard as it now stands (pbl. § 11-15).

    What is added was not heard. Of what is changed or moved, and of another plan map or provisions than were heard,
    `assessment` says why it is no new use of land. A plan that was about land when it was heard, is so whatever its
    type is now.
    """
    heard = _heard(plan)
    was = read_content(bytes(heard.content)) if heard else None
    if not _was_of_land(plan, was):
        return
    if heard is None or was is None:
        raise FieldErrors(
            {
                "": _(
                    "Planen gjelder areal og har ikke vært på høring. Arealbruk som ikke har vært hørt, kan ikke "
                    "vedtas (planloven § 11-15). Frys et høringsutkast og legg det ut først."
                )
            }
        )
    _require_hearing_over(plan, heard, day)
    now = read_content(canonical({"schema": SCHEMA, **content_of(plan.pk)}))
    differences = compare(was, now)
    found = after_hearing(PlanType.LAND_USE_ELEMENT, differences)
    if found is not None and found.scope is Scope.NEW_HEARING:
        raise FieldErrors({"": _not_heard(found.added)})
    changed = found.changed if found else 0
    changed = max(changed, sum(map(_has_other_areas, differences.elements)))
    documents = found.documents if found else 0
    if (changed or documents) and not assessment.strip():
        raise FieldErrors({"assessment": _is_changed(changed, documents)})


def _heard(plan: Plan) -> Version | None:
    """Return the last draft that was heard. One that was frozen too late counts where none was in time."""
    drafts = list(Version.objects.filter(plan=plan, label=VersionLabel.HEARING).order_by("-number"))
    last = list(_last_days(plan)) if drafts else []
    in_time = (one for one in drafts if not _is_late(one, last))
    return next(in_time, drafts[0] if drafts else None)


def require_word_of_late(version: Version) -> None:
    """Raise FieldErrors for a draft frozen after its hearing without a word of where what was heard is found.

    It is for plans about land, whose adoption rests on what was heard (pbl. § 11-15): a municipality may begin with
    the program after a hearing has begun.
    """
    plan = version.plan
    is_late = _is_late(version, list(_last_days(plan)))
    if is_late and is_of_land(plan) and not version.note.strip():
        raise FieldErrors(
            {
                "note": _(
                    "Høringen er over, så dette utkastet fryses for sent til å vise hva som var på høring. Skriv her "
                    "hvor det utkastet finnes, for eksempel i saken, og at dette er det samme."
                )
            }
        )


def _is_late(draft: Version, last_days: Iterable[date]) -> bool:
    """Tell whether the hearing of the draft had ended when it was frozen."""
    last = _end_of(draft.date, last_days)
    return last is not None and timezone.localdate(draft.frozen_at) > last


def _end_of(day: date, last_days: Iterable[date]) -> date | None:
    return max((one for one in last_days if one >= day), default=None)


def is_of_land(plan: Plan) -> bool:
    """Tell whether what the plan says of land must have been heard (pbl. § 11-15)."""
    heard = _heard(plan)
    return _was_of_land(plan, read_content(bytes(heard.content)) if heard else None)


def _was_of_land(plan: Plan, heard: Content | None) -> bool:
    kinds = {plan.type, heard.plan["type"] if heard else plan.type}
    if PlanType.LAND_USE_ELEMENT in kinds:
        return True
    process = Process.objects.filter(plan=plan).first()
    template = template_of(process.template) if process else templates_for(PlanType.SUB_PLAN)[0]
    return PlanType.SUB_PLAN in kinds and template.id == LAND_USE


def _require_hearing_over(plan: Plan, heard: Version, day: date) -> None:
    last = _end_of(heard.date, _last_days(plan))
    if last is None:
        raise FieldErrors(
            {
                "": _(
                    "Det er ikke ført opp når høringen som begynte %s, sluttet. Før opp siste dag på planen."
                )
                % _day(heard.date)
            }
        )
    if last >= day:
        told = _("Høringen varer til og med %s. Planen kan ikke vedtas før den er over.") % _day(last)
        raise FieldErrors({"day": told})
    frozen = timezone.localdate(heard.frozen_at)
    if frozen > last and not heard.note.strip():
        raise FieldErrors(
            {
                "": _(
                    "Høringsutkastet ble frosset %(frozen)s, etter at høringen sluttet %(last)s. Da viser det ikke hva "
                    "som var på høring. Frys det på nytt med en merknad om hvor utkastet som var på høring, finnes, "
                    "eller legg planen ut på ny høring."
                )
                % {"frozen": _day(frozen), "last": _day(last)}
            }
        )


def _last_days(plan: Plan) -> Iterable[date]:
    if plan.hearing_to:
        yield plan.hearing_to
    steps = ProcessStep.objects.filter(process__plan=plan, step__in=_HEARINGS)
    for last, done_on in steps.values_list("last", "done_on"):
        if found := last or done_on:
            yield found


def _has_other_areas(one: ElementDifference) -> bool:
    return one.before is not None and one.after is not None and one.before.areas != one.after.areas


def _not_heard(added: int) -> str:
    return ngettext(
        "%(count)d element sto ikke i utkastet som var på høring. Arealbruk som ikke har vært hørt, kan "
        "ikke vedtas uten ny høring (planloven § 11-15). Ta det ut, eller frys et nytt høringsutkast.",
        "%(count)d elementer sto ikke i utkastet som var på høring. Arealbruk som ikke har vært hørt, kan "
        "ikke vedtas uten ny høring (planloven § 11-15). Ta dem ut, eller frys et nytt høringsutkast.",
        added,
    ) % {"count": added}


def _is_changed(elements: int, documents: int) -> str:
    rest = _(
        "Arealbruk som ikke har vært hørt, kan ikke vedtas uten ny høring (planloven § 11-15). Gir endringene ingen "
        "ny arealbruk, skriv her hvorfor."
    )
    return f"{changed_words(elements, documents)} {rest}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
