"""What the body that decides for a root is called inside a sentence: kommunestyret, bystyret, fylkestinget …"""

from django.utils.translation import gettext as _

from rodtrad.organisations.models import Governance, Root, RootKind

MUNICIPAL, CITY, COUNTY, REGION = "kommunestyre", "bystyre", "fylkesting", "representantskap"


def council_word(root: Root, name: str) -> str:
    """Return the common noun that the body's own name ends with; without one, the one that such roots use.

    «Bystyret» and «Trondheim bystyre» are both bystyret.
    """
    said = name.casefold()
    kind = next((one for one in (CITY, COUNTY, REGION, MUNICIPAL) if one in said), None) or _usual(root)
    return {
        MUNICIPAL: _("kommunestyret"),
        CITY: _("bystyret"),
        COUNTY: _("fylkestinget"),
        REGION: _("representantskapet"),
    }[kind]


def _usual(root: Root) -> str:
    if root.kind == RootKind.COUNTY:
        return COUNTY
    if root.kind == RootKind.REGION:
        return REGION
    return CITY if root.governance == Governance.PARLIAMENTARY else MUNICIPAL
