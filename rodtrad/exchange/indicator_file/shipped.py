"""The common set of indicators that comes with the program."""

from collections.abc import Sequence
from importlib.resources import files

from rodtrad.exchange.indicator_file.entries import (
    FROM_AREAS,
    FactEntry,
    IndicatorEntry,
    IndicatorFile,
    joined,
)
from rodtrad.exchange.indicator_file.load import IndicatorReport, store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.indicators.models import Dataset, Indicator, LivingFact
from rodtrad.indicators.operations.define_facts import faults_of_facts, units_known


def shipped_files() -> dict[str, bytes]:
    """Return the files of the common set by name, in their order."""
    folder = files("rodtrad.indicators").joinpath("data/common")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return {one.name: one.read_bytes() for one in found}


def common_set() -> IndicatorFile:
    """Return the common set that comes with the program."""
    return joined(parse_indicator_file(content, name) for name, content in shipped_files().items())


def load_common_set(*, dry_run: bool = False) -> IndicatorReport:
    """Make what is missing of the common set, and change what differs from what comes with the program."""
    return store_indicator_file(file=common_set(), root=None, dry_run=dry_run)


def add_missing_of_common_set() -> IndicatorReport | None:
    """Make what the installation lacks of the common set, and leave what it holds as it is; None if it lacks nothing.

    What cannot be made because a root has the key for one of its own, is left out with all that rests on it.
    """
    file = _missing(common_set())
    if not (file.datasets or file.indicators or file.facts):
        return None
    return store_indicator_file(file=file, root=None)


def _missing(whole: IndicatorFile) -> IndicatorFile:
    held = set(Indicator.objects.filter(root=None).values_list("key", flat=True))
    tables = set(Dataset.objects.filter(root=None).values_list("key", flat=True))
    indicators = _that_can_be_made(whole.indicators, held)
    new = {one.definition.key for one in indicators}
    datasets = [
        one
        for one in whole.datasets
        if one.definition.key not in tables and one.definition.query.get(FROM_AREAS) in {None, *held, *new}
    ]
    new_tables = {one.definition.key for one in datasets}
    figures = [
        one
        for one in whole.figures
        if one.figure.indicator in held | new and (one.figure.indicator in new or one.dataset in new_tables)
    ]
    return IndicatorFile(datasets, indicators, figures, _facts_that_can_be_made(whole.facts, indicators))


def _that_can_be_made(entries: Sequence[IndicatorEntry], held: set[str]) -> list[IndicatorEntry]:
    """Return those that are not held, whose keys are free, and whose parts are held or can be made."""
    taken = set(Indicator.objects.exclude(root=None).values_list("key", flat=True))
    found = [one for one in entries if one.definition.key not in held | taken]
    while True:
        known = held | {one.definition.key for one in found}
        whole = [one for one in found if known.issuperset(one.definition.parts)]
        if len(whole) == len(found):
            return whole
        found = whole


def _facts_that_can_be_made(entries: Sequence[FactEntry], made: Sequence[IndicatorEntry]) -> list[FactEntry]:
    held = set(LivingFact.objects.filter(root=None).values_list("key", flat=True))
    found = [one for one in entries if one.definition.key not in held]
    units = units_known(None) | {one.definition.key: one.definition.unit for one in made}
    faulty = {fault.key for fault in faults_of_facts([one.definition for one in found], units)}
    return [one for one in found if one.definition.key not in faulty]
