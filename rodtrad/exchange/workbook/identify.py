"""Which plan, level and element each row is about."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.text import is_key, shorten
from rodtrad.exchange.plan_file.problems import as_key
from rodtrad.exchange.workbook.columns import LEVEL, STAMP, plain
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.wish import Wish
from rodtrad.goals.models import Element

_Titled = tuple[UUID, UUID, str]


class Identifier:
    """Finds the element of each row; a row without a key is known by plan, level and title."""

    def __init__(self, here: Here, plan: str = "") -> None:
        self.here, self.default_plan = here, plan
        self.taken: dict[str, Wish] = {}
        #: The last number given to a name: thousands of rows may have the same.
        self.last: defaultdict[str, int] = defaultdict(lambda: 1)
        self.new_titles: dict[_Titled, Wish] = {}
        self.by_title: dict[_Titled, list[Element]] = defaultdict(list)
        for key in here.seen:
            row = here.elements[key]
            self.by_title[(row.plan_id, row.level_id, plain(row.title))].append(row)

    def identify(self, wishes: list[Wish]) -> None:
        """Fill key, plan, level and element; keys that people gave first, so that none is given out twice."""
        for wish in wishes:
            if wish.texts.get("key"):
                self._by_key(wish)
        for wish in wishes:
            if not wish.texts.get("key"):
                self._without_key(wish)

    def _by_key(self, wish: Wish) -> None:
        key = wish.texts["key"]
        if not is_key(key):
            near = as_key(key)
            remedy = _("Bruk små bokstaver a–z, tall og bindestrek.")
            wish.refuse(
                "key",
                _("«%s» er ikke en gyldig nøkkel.") % shorten(key, 60),
                remedy + (" " + _("For eksempel «%s».") % near if near else ""),
            )
            return
        if key in self.taken:
            message = _("Nøkkelen «%(key)s» står også i rad %(row)s.")
            wish.refuse(
                "key",
                message % {"key": key, "row": self.taken[key].where},
                _("Gi den ene en annen nøkkel, eller la den stå tom i en ny rad."),
            )
            return
        self.taken[key] = wish
        if (key in self.here.elements and key not in self.here.seen) or key in self.here.former:
            wish.refuse("key", _("Nøkkelen «%s» er opptatt.") % key, _("Velg en annen."))
            return
        wish.key = key
        self._take(wish, self.here.elements.get(key))

    def _without_key(self, wish: Wish) -> None:
        if not self._find_plan(wish, None) or not self._find_level(wish):
            return
        assert wish.level is not None
        identity = (self.here.plans[wish.plan].id, wish.level.id, plain(wish.title))
        known = [row for row in self.by_title[identity] if row.key not in self.taken]
        if len(known) > 1:
            keys = ", ".join(row.key for row in known[:5])
            message = _("Flere elementer i planen heter dette: %s.") % keys
            wish.refuse("key", message, _("Skriv nøkkelen til det raden gjelder."))
        elif identity in self.new_titles:
            message = _("Raden er lik rad %s.") % self.new_titles[identity].where
            wish.refuse("key", message, _("Ta bort den ene, eller gi dem hver sin nøkkel."))
        elif known:
            wish.key = known[0].key
            self.taken[wish.key] = wish
            self.new_titles[identity] = wish
            self._take(wish, known[0])
        else:
            self.new_titles[identity] = wish
            wish.key = self._new_key(wish)
            self.taken[wish.key] = wish

    def _take(self, wish: Wish, element: Element | None) -> None:
        if not self._find_plan(wish, element):
            return
        if element is None:
            if self._find_level(wish) and wish.texts.get(STAMP):
                message = _("Elementet «%s» er slettet siden arket ble hentet.") % wish.key
                wish.refuse("key", message, _("Ta bort raden, eller tøm «Versjon» for å lage det på nytt."))
            return
        wish.element = element
        wish.level = next(level for level in self.here.levels if level.id == element.level_id)
        wish.before = self.here.standing(element)
        self._check_level(wish)

    def _find_plan(self, wish: Wish, element: Element | None) -> bool:
        given = wish.texts.get("plan", "")
        home = self.here.plan_keys[element.plan_id] if element else ""
        wish.plan = self.here.plan_names.key(given) or "" if given else home or self.default_plan
        if given and not wish.plan:
            wish.refuse(
                "plan",
                _("Planen «%s» finnes ikke.") % shorten(given, 60),
                self.here.plan_names.suggestion(given) or _("Skriv tittelen eller nøkkelen til en plan her."),
            )
        elif not wish.plan:
            wish.refuse(
                "plan", _("Raden sier ikke hvilken plan den hører til."), _("Fyll ut kolonnen «Plan».")
            )
        elif home and wish.plan != home:
            message = _(
                "Elementet kommer fra planen «%s» og flyttes ikke i arket."
            ) % self.here.plan_names.shown(home)
            wish.refuse(
                "plan", message, _("Skriv den planen, eller gi raden en ny nøkkel om det er et nytt element.")
            )
        elif wish.plan not in self.here.framework_of:
            wish.refuse("plan", _("Planen har ingen målstruktur."), _("Velg en plan som har mål og tiltak."))
        else:
            return True
        wish.plan = ""
        return False

    def _find_level(self, wish: Wish) -> bool:
        """Find the level of a new element: the one column that is filled."""
        filled = [name for name, text in wish.texts.items() if name.startswith(LEVEL) and text]
        if not filled:
            wish.refuse("key", _("Raden har ingen tittel."), _("Skriv tittelen i kolonnen for nivået."))
            return False
        if len(filled) > 1:
            wish.refuse(filled[1], _("Raden fyller flere nivåer."), _("Skriv ett nivå i hver rad."))
            return False
        framework = self.here.framework_of[wish.plan]
        wish.level = self.here.level(framework, filled[0].removeprefix(LEVEL))
        if wish.level is None:
            message = _("Planen «%s» har ikke dette nivået.") % self.here.plan_names.shown(wish.plan)
            wish.refuse(filled[0], message, _("Flytt teksten til et nivå som planen har, eller rett planen."))
        return wish.level is not None

    def _check_level(self, wish: Wish) -> None:
        assert wish.level is not None
        own = LEVEL + plain(wish.level.one_nb)
        for name, text in wish.texts.items():
            if name.startswith(LEVEL) and name != own and text:
                message = _("Elementet er på nivået «%s», og nivået endres ikke i arket.") % wish.level.one_nb
                wish.refuse(name, message, _("Skriv tittelen i den kolonnen."))
                return

    def _new_key(self, wish: Wish) -> str:
        assert wish.level is not None
        base = as_key(wish.title)[:58].strip("-") or as_key(wish.level.key)
        key, number = base, self.last[base]
        while key in self.here.elements or key in self.here.former or key in self.taken:
            number += 1
            key = f"{base}-{number}"
        self.last[base] = number
        return key
