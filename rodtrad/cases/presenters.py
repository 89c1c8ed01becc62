"""What the body that decides for a root is called inside a sentence: kommunestyret, bystyret, fylkestinget …"""

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Governance, Root, RootKind

MUNICIPAL, CITY, COUNTY, REGION = "kommunestyre", "bystyre", "fylkesting", "representantskap"
#: The law's word, as texts about any municipality have it, in bokmål and nynorsk; in English it is «the council».
LAW_WORD = "kommunestyret"


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


def in_own_words(root: Root, name: str, text: object) -> str:
    """Write a text that is made for any municipality with the root's own word for its council, whose name is given.

    All the words are neuter and definite, so that one stands where another does. In languages where the text does not
    have the law's word, it says «the council» and stands as it is.
    """
    said = str(text)
    if LAW_WORD not in said.casefold():
        return said
    own = council_word(root, name)
    return said.replace(LAW_WORD, own).replace(capfirst(LAW_WORD), capfirst(own))


#: The same, put into the reader's language when it is read.
in_own_words_lazy = lazy(in_own_words, str)
