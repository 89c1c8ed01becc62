"""Work under way in Oslo's draft, so that history, comments and reviews have something to show: all of it Eksempel."""

from rodtrad.accounts.models import User
from rodtrad.goals.models import Comment, Element
from rodtrad.goals.operations import change_element
from rodtrad.goals.operations.reviews_comment import comment
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.plans.models import Plan

_PLAN = "okonomiplan-2028"
_REWORDED = "Utslippene faller så mye som klimabudsjettet sier, hvert år og i hver sektor"
_FIRST_WORDS = "Utslippene faller så mye som klimabudsjettet sier"


def begin_work() -> None:
    """Let the example people reword, comment and propose in the draft; what has begun is left as it is."""
    plan = Plan.objects.filter(root__slug="oslo", key=_PLAN).first()
    if plan is None or Comment.objects.filter(plan=plan).exists():
        return
    contributor, editor, approver = (
        User.objects.get(email=f"{name}@example.org") for name in ("bidrag", "redaktor", "godkjenner")
    )
    emissions = Element.objects.get(root__slug="oslo", key="sektormal-utslipp-2028")
    stormwater = Element.objects.get(root__slug="oslo", key="sektormal-overvann-2028")
    change_element(actor=editor, element=emissions, changes={"title": _FIRST_WORDS})
    comment(
        actor=contributor,
        subject=emissions,
        text="Vi trenger at det står hvem som skal kutte. Kan vi nevne sektorene?",
    )
    change_element(actor=editor, element=emissions, changes={"title": _REWORDED})
    propose(actor=editor, subject=emissions)
    comment(
        actor=approver,
        subject=stormwater,
        text="Målet mangler ansvarlig. Er det Vann- og avløpsetaten?",
    )
    comment(
        actor=editor,
        subject=plan,
        text="Budsjettet legges fram i september. Sektormålene må være foreslått før sommeren.",
    )
