"""The second look at a page: labels that were left without anything get what was left without a label."""

from rodtrad.exchange.document.forms import Form, form_of
from rodtrad.exchange.document.pages import Scope
from rodtrad.exchange.document.proposal import Found, Reason, Why
from rodtrad.exchange.document.state import FITTING, Slot
from rodtrad.exchange.document.units import Kind, Unit
from rodtrad.exchange.document.vocabulary import Level


def settle(scope: Scope) -> list[Found]:
    """Return all that the page proposes, in the order of the document."""
    _choose_areas(scope)
    _name_numbered(scope)
    _fill_pictures(scope)
    _fill_empty(scope)
    _themes(scope)
    _hand_over(scope)
    return scope.found


def _choose_areas(scope: Scope) -> None:
    container = scope.state.container
    if container is None:
        return
    chosen = scope.candidates
    if len(chosen) > 1 or not (scope.texts or scope.found or scope.slots):
        chosen = [one for one in chosen if _leads(scope, one[0])]
    for index, unit in chosen:
        sure = unit.leads_prose or unit.kind is Kind.HEADING
        reason = Reason(Why.CONTAINER, scope.state.container_words)
        area = Found.at(unit, container, 0.78 if sure else 0.66, reason)
        area.order, area.heading = index, scope.state.container_words
        scope.found.append(area)
        scope.areas.append(area)
    taken = {index for index, _unit in chosen}
    scope.orphans = [one for one in scope.orphans if one[0] not in taken]
    scope.state.misses = 0 if chosen else scope.state.misses + 1
    if scope.state.misses > 2:
        scope.state.container = None


def _leads(scope: Scope, index: int) -> bool:
    """Tell whether text or a label follows."""
    after = scope.units[index + 1] if index + 1 < len(scope.units) else None
    return after is not None and (
        after.kind is Kind.PROSE or scope.vocabulary.label_of(after) is not None or not scope.is_item(after)
    )


def _name_numbered(scope: Scope) -> None:
    """Give «Hovedmål 2», alone on the page, its title: the heading of the page, or what was told before."""
    for slot in scope.slots:
        if not slot.label.number or slot.items:
            continue
        known = scope.known(slot)
        if known is not None:
            scope.subject = known
            continue
        head = next((unit for unit in scope.units if not scope.is_label(unit)), None)
        if scope.paged and head is not None and head.is_short and scope.is_item(head):
            scope.orphans = [one for one in scope.orphans if one[1] is not head]
            scope.numbered(slot, head, Why.PAGE_HEADING, 0.75)


def _fill_pictures(scope: Scope) -> None:
    """Let «Målbilde» at the end of a page stand for the text of the page."""
    for slot in scope.slots:
        if slot.label.level.is_text and not slot.items and scope.paged:
            text = " ".join(unit.text for unit in _texts_left(scope))
            if text:
                scope.picture(slot, text)


def _texts_left(scope: Scope) -> list[Unit]:
    used = {(found.page, found.line) for found in scope.found}
    return [unit for unit in scope.units if (unit.page, unit.line) not in used and not scope.is_label(unit)]


def _fill_empty(scope: Scope) -> None:
    """Give labels that were left without anything what was left without a label."""
    for slot in [slot for slot in scope.slots if not slot.items and not slot.label.number]:
        if not scope.paged:
            continue
        same = [
            one for one in scope.found if one.level.role == slot.label.level.role and _only_form(scope, one)
        ]
        if same:
            for found in same:
                found.level, found.score = slot.label.level, 0.74
                found.reasons.append(Reason(Why.DISPLACED, slot.label.words))
                slot.items.append(found)
        elif slot.label.points is not None:
            _composite(scope, slot, slot.label.points)
        elif slot.label.plural:
            _orphans_to(scope, slot)


def _only_form(scope: Scope, found: Found) -> bool:
    return [reason.why for reason in found.reasons] == [Why.FORM]


def _composite(scope: Scope, slot: Slot, points: Level) -> None:
    reason = Reason(Why.COMPOSITE, slot.label.words)
    for lead, bullets in scope.leads:
        top = scope.keep(Found.at(lead, slot.label.level, 0.76, reason), slot.label)
        for bullet in bullets:
            below = scope.keep(Found.at(bullet, points, 0.76, reason), slot.label)
            below.parent = top
        slot.items.append(top)
    scope.leads = []


def _orphans_to(scope: Scope, slot: Slot) -> None:
    forms = FITTING.get(slot.label.level.role, ()) if slot.label.level.role == "goal" else tuple(Form)
    fitting = [
        (i, u)
        for i, u in scope.orphans
        if 20 <= len(u.text) <= 250 and len(u.text.split()) > 2 and form_of(u.text) in forms
    ]
    if scope.subject is None and fitting:
        for index, unit in fitting:
            reason = Reason(Why.EMPTY_LABEL, slot.label.words)
            found = scope.keep(Found.at(unit, slot.label.level, 0.55, reason), slot.label)
            found.order = index
            slot.items.append(found)
        taken = {index for index, _unit in fitting}
        scope.orphans = [one for one in scope.orphans if one[0] not in taken]


def _themes(scope: Scope) -> None:
    """Propose the short headings with text that stand on the page of a numbered goal."""
    theme = next((level for level in scope.vocabulary.levels if level.role == "theme"), None)
    if scope.subject is None or theme is None or scope.subject.level.role != "goal":
        return
    used = {(found.page, found.line) for found in scope.found}
    heads = [unit for unit in scope.units if unit.leads_prose and (unit.page, unit.line) not in used]
    for unit in heads if len(heads) > 1 else []:
        if scope.is_item(unit) and not scope.is_label(unit):
            found = scope.keep(Found.at(unit, theme, 0.5, Reason(Why.THEME, scope.subject.title)), None)
            found.parent = scope.subject if _fits_subject(scope, found) else None


def _fits_subject(scope: Scope, found: Found) -> bool:
    return scope.subject is not None and scope.vocabulary.may_stand_under(found.level, scope.subject.level)


def _hand_over(scope: Scope) -> None:
    """Leave to the next scope what may go on there."""
    order = {(unit.page, unit.line): index for index, unit in enumerate(scope.units)}
    for found in scope.found:
        found.order = order.get((found.page, found.line), found.order)
    scope.found.sort(key=lambda one: one.order)
    last = scope.slots[-1] if scope.slots else scope.carried()
    goes_on = last is not None and last.open and last.items and last.label.plural
    scope.state.carried = last if goes_on else None
