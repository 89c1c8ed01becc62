"""What each row stands under and is linked to: it exists, the levels allow it, and nothing goes in a circle."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import suggestion
from rodtrad.exchange.plan_file.resolve_circles import circles
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.wish import Wish
from rodtrad.goals.models import LinkKind, RuleKind

_SUGGESTIONS = 100
LINKS = (("contributes_to", LinkKind.CONTRIBUTES), ("addresses", LinkKind.ADDRESSES))


class Hanger:
    """Looks at the rows together: they may refer to each other."""

    def __init__(self, here: Here, wishes: list[Wish]) -> None:
        self.here = here
        self.by_key = {wish.key: wish for wish in wishes if wish.after is not None}
        self.suggested = 0

    def hang(self, wishes: list[Wish]) -> None:
        for wish in wishes:
            if wish.after is not None:
                self._stand(wish)
        for wish in wishes:
            if wish.after is not None:
                self._link(wish)
        self._refuse_circles()

    def _stand(self, wish: Wish) -> None:
        assert wish.after is not None
        assert wish.level is not None
        given = wish.texts.get("parent", "")
        if not given or (wish.before and given == wish.before.parent):
            return
        place = (self.here.plans[wish.plan].id, getattr(self.here.elements.get(given), "id", None))
        other = self.by_key.get(given)
        is_new_here = other is not None and other.element is None and other.plan == wish.plan
        if not self._known(given):
            self._unknown(wish, "parent", given)
        elif not is_new_here and place not in self.here.places:
            message = _("«%s» står ikke i denne planen.") % given
            wish.refuse("parent", message, _("Ta det inn i planen først, eller koble med «Bidrar til»."))
        elif not self.here.allows(wish.level.id, self._level(given), RuleKind.UNDER):
            self._not_allowed(wish, "parent", str(RuleKind.UNDER.label), given)
        else:
            wish.after.parent = given
            wish.after.entry.link = None

    def _link(self, wish: Wish) -> None:
        assert wish.after is not None
        self._fold_upwards(wish)
        standing = wish.before.entry if wish.before else e.ElementEntry()
        for name, kind in LINKS:
            known = {link.to for link in getattr(standing, name)}
            for link in getattr(wish.after.entry, name):
                if link.to not in known:
                    self._check_link(wish, name, kind, link.to)

    def _fold_upwards(self, wish: Wish) -> None:
        """Take the link to what the element stands under out of the list: it follows with the place."""
        assert wish.after is not None
        entry, parent = wish.after.entry, wish.after.parent
        if parent and any(link.to == parent for link in entry.contributes_to):
            entry.contributes_to = [link for link in entry.contributes_to if link.to != parent]
            entry.no_link = False

    def _check_link(self, wish: Wish, name: str, kind: LinkKind, to: str) -> None:
        assert wish.level is not None
        if to == wish.key:
            wish.refuse(name, _("Elementet peker på seg selv."), _("Ta bort nøkkelen."))
        elif not self._known(to):
            self._unknown(wish, name, to)
        elif not self.here.allows(wish.level.id, self._level(to), kind):
            self._not_allowed(wish, name, str(kind.label), to)

    def _known(self, key: str) -> bool:
        return self.here.sees(key) or (key in self.by_key and self.by_key[key].element is None)

    def _level(self, key: str) -> UUID | None:
        wish = self.by_key.get(key)
        return wish.level.id if wish and wish.level else self.here.level_of(key)

    def _unknown(self, wish: Wish, name: str, key: str) -> None:
        self.suggested += 1
        near = [*self.here.seen, *self.by_key] if self.suggested < _SUGGESTIONS else []
        remedy = (suggestion(key, near) if near else "") or _("Se etter skrivefeil i nøkkelen.")
        wish.refuse(name, _("Elementet «%s» finnes ikke.") % shorten(key, 64), remedy)

    def _not_allowed(self, wish: Wish, name: str, what: str, to: str) -> None:
        assert wish.level is not None
        level = next((one for one in self.here.levels if one.id == self._level(to)), None)
        words = {"child": wish.level.one_nb, "what": what, "parent": level.one_nb if level else to}
        wish.refuse(
            name,
            _("Målstrukturen sier ikke at «%(child)s» %(what)s «%(parent)s».") % words,
            _("Velg et element på et annet nivå."),
        )

    def _refuse_circles(self) -> None:
        """Look for circles among the links and places that would be, when some of them are new."""
        up = {key: list(self._above(key)) for key in self.here.elements}
        up |= {key: list(self._wanted(wish)) for key, wish in self.by_key.items()}
        if all(self._wants_no_more(wish) for wish in self.by_key.values()):
            return
        for circle in circles(up):
            told = " → ".join([*circle[:6], circle[0]])
            for key in circle:
                wish = self.by_key.get(key)
                if wish is not None and not self._wants_no_more(wish):
                    name = "contributes_to" if "contributes_to" in wish.columns else "parent"
                    wish.refuse(name, _("Koblingene går i ring: %s.") % told, _("Ta bort én av dem."))

    def _above(self, key: str) -> Iterator[str]:
        element = self.here.elements[key]
        for link in self.here.thread.links[element.id]:
            yield self.here.thread.link_to(link)
        place = self.here.places.get((element.plan_id, element.id))
        above = self.here.place_by_id.get(place.parent_id) if place and place.parent_id else None
        if above is not None:
            yield self.here.thread.elements[above.element_id].key

    def _wanted(self, wish: Wish) -> Iterator[str]:
        assert wish.after is not None
        yield from (link.to for name, _kind in LINKS for link in getattr(wish.after.entry, name))
        if wish.after.parent:
            yield wish.after.parent

    def _wants_no_more(self, wish: Wish) -> bool:
        stands = set(self._above(wish.key)) if wish.element else set()
        return set(self._wanted(wish)) <= stands


def stand_by_order(here: Here, wishes: list[Wish]) -> None:
    """Place new rows of a sheet without the column «Står under»: under the nearest row above that may hold them."""
    ladder: list[Wish] = []
    sheet = None
    for wish in wishes:
        if wish.sheet is not sheet:
            sheet, ladder = wish.sheet, []
        if "parent" in wish.columns or wish.after is None or wish.level is None:
            continue
        ladder = [one for one in ladder if one.level and one.level.position < wish.level.position]
        ladder = [one for one in ladder if one.level and one.level.framework_id == wish.level.framework_id]
        if wish.element is None:
            for above in reversed(ladder):
                if (
                    above.level
                    and here.allows(wish.level.id, above.level.id, RuleKind.UNDER)
                    and _in_plan(here, above, wish.plan)
                ):
                    wish.after.parent = above.key
                    break
        ladder.append(wish)


def _in_plan(here: Here, above: Wish, plan: str) -> bool:
    if above.element is None:
        return above.plan == plan
    return (here.plans[plan].id, above.element.id) in here.places
