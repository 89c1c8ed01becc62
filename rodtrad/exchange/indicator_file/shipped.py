"""The common set of indicators that comes with the program."""

from importlib.resources import files

from rodtrad.exchange.indicator_file.entries import IndicatorFile, joined
from rodtrad.exchange.indicator_file.load import IndicatorReport, store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file


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
