"""Where an indicator's figures come from and how old they are, as a list of facts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.core.periods import Period
from rodtrad.indicators.models import Dataset, Formula, Indicator, Provider
from rodtrad.indicators.queries.age import Age
from rodtrad.indicators.queries.formulas import parts_of
from rodtrad.indicators.queries.origins import Came
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.figures import period_words
from rodtrad.website.presenters.indicators import source_words

Fact = dict[str, object]
_REGISTERS = (Provider.SSB, Provider.KOSTRA, Provider.KLASS)


def facts_of(indicator: Indicator, age: Age, came: Sequence[Came], *, has_revisions: bool) -> list[Fact]:
    """Return source and age; what is not known is left out, or said not to be told by the source."""
    dataset = age.dataset
    is_document = dataset is not None and dataset.provider == Provider.DOCUMENT
    told: list[Fact] = [
        {"label": _("Kilde"), "entries": _sources(indicator, came)},
        _fact(_("Tabell"), dataset.title if dataset and not is_document else ""),
        _fact(_("Gjelder"), period_words(age.period) if age.period else ""),
        _fact(_("Publisert"), day_and_age(age.published) or (_("Kilden sier det ikke") if came else "")),
        _fact(_("Ført inn") if is_document else _("Hentet"), day_and_age(age.received)),
        _fact(_("Skal hentes fra"), _to_come(indicator, dataset)),
        _fact(_("Skulle kommet") if age.is_late else _("Neste tall ventes"), day_of(age.next_due)),
        _fact(_("Revidert"), "" if has_revisions or not came else _("Ingen tall er endret siden de kom.")),
        _fact(_("Retning"), str(capfirst(indicator.get_direction_display()))),
        _fact(_("Rapportering"), _("Ingen. Hentes fra register.") if _is_register(dataset) else ""),
        _several(_("Lisens"), (one.dataset.licence for one in came)),
        _several(_("Forbehold"), (one.dataset.note for one in came)),
    ]
    return [one for one in told if one.get("text") or one.get("entries")]


def _fact(label: str, text: str) -> Fact:
    return {"label": label, "text": text}


def _several(label: str, texts: Iterable[str]) -> Fact:
    return {"label": label, "entries": [{"text": one} for one in dict.fromkeys(texts) if one]}


def _sources(indicator: Indicator, came: Sequence[Came]) -> list[Fact]:
    """Name each table that something on the page came from, with its periods where there are several tables."""
    if not came:
        dataset = indicator.dataset
        return [{"text": source_words(dataset), "url": dataset.address if dataset else ""}]
    found: list[Fact] = []
    for one in came:
        name = source_words(one.dataset)
        text = f"{name} ({span_of(one.periods)})" if len(came) > 1 else name
        found.append({"text": text, "url": one.dataset.address})
    return found


def span_of(periods: Sequence[Period]) -> str:
    """Write the first and the last of some periods."""
    first, last = period_words(periods[0]), period_words(periods[-1])
    return first if first == last else _("%(first)s til %(last)s") % {"first": first, "last": last}


def _to_come(indicator: Indicator, dataset: Dataset | None) -> str:
    """Say which register replaces what a document has told, for figures that only stand until then."""
    waits = dataset is not None and dataset.provider == Provider.DOCUMENT and _is_register(indicator.dataset)
    return _("%s. Da byttes tallet ut.") % source_words(indicator.dataset) if waits else ""


def _is_register(dataset: Dataset | None) -> bool:
    return dataset is not None and dataset.root_id is None and dataset.provider in _REGISTERS


def day_of(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    day = localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "DATE_FORMAT")


def day_and_age(moment: datetime | None) -> str:
    """Write a day, and how long ago it was: dates alone do not say that figures are old."""
    if moment is None:
        return ""
    if localtime(moment).date() >= localtime().date():
        return _("%s, i dag") % day_of(moment)
    return _("%(day)s, for %(age)s siden") % {"day": day_of(moment), "age": timesince(moment, depth=1)}


def formula_of(root: Root, indicator: Indicator) -> list[Fact]:
    """Return what the indicator is reckoned from, for what is reckoned here."""
    between = {
        Formula.SHARE: _("delt på %s"),
        Formula.PER_CAPITA: _("delt på %s"),
        Formula.SUM: _("pluss %s"),
        Formula.DIFFERENCE: _("minus %s"),
    }
    if not indicator.formula:
        return []
    told = between[Formula(indicator.formula)]
    entries = [
        {
            "text": told % part.title if place else part.title,
            "url": reverse("indicator", args=[root.slug, part.key]),
        }
        for place, part in enumerate(parts_of(indicator))
    ]
    return [{"label": _("Regnet ut"), "entries": entries}]
