"""Where an element stood and where it stands now, in the least words that tell them apart."""

from django.utils.translation import gettext as _

from rodtrad.planning.content import Content, ElementText


def moved_words(old: ElementText, new: ElementText, before: Content, after: Content) -> tuple[str, str]:
    """Return what to say of the place before and after; the first is empty when no words tell them apart."""
    for told in (_place, _place_after, _place_in_order):
        was, now = told(old, before), told(new, after)
        if was != now:
            return was, now
    return "", _("rekkefølgen er endret")


def _place(one: ElementText, content: Content) -> str:
    under = content.by_id.get(one.above or "")
    place = _("under «%(title)s»") % {"title": under.title} if under else _("øverst i planen")
    return _("nummer %(number)s, %(place)s") % {"number": one.number, "place": place} if one.number else place


def _place_after(one: ElementText, content: Content) -> str:
    """Tell what it stands next after, of those that stand in the same place."""
    beside = _beside(one, content)
    at = beside.index(one)
    told = {"place": _place(one, content), "title": beside[at - 1].title}
    return _("%(place)s, etter «%(title)s»") % told if at else _("%(place)s, først") % told


def _place_in_order(one: ElementText, content: Content) -> str:
    beside = _beside(one, content)
    told = {"place": _place(one, content), "at": beside.index(one) + 1, "count": len(beside)}
    return _("%(place)s, som %(at)d av %(count)d") % told


def _beside(one: ElementText, content: Content) -> list[ElementText]:
    return [other for other in content.elements if other.above == one.above]
