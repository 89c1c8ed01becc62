"""The way from an element to its history and its review, for those with a role."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.panels import PanelScope
from rodtrad.goals.models import Element
from rodtrad.website.presenters.editing import Action


def work_actions(kind: str, slug: str, key: str) -> list[Action]:
    """Return the ways to the history and the review of an element or a plan."""
    return [
        Action(_("Gjennomgang og kommentarer"), reverse(f"{kind}_review", args=[slug, key])),
        Action(_("Historikk"), reverse(f"{kind}_history", args=[slug, key])),
    ]


class WorkPanel:
    id = "arbeid"
    position = 90
    template = "website/panels/work.html"
    aside = True

    @property
    def title(self) -> str:
        return _("Arbeid med teksten")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        if scope.viewer.ceiling < Visibility.INTERNAL:
            return None
        return {"actions": work_actions("element", element.root.slug, element.key)}


WORK = WorkPanel()
