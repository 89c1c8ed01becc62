"""Reads the data files of this room; a fault is told with the file and the row."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from rodtrad.core.trilingual import Trilingual

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataFileError(Exception):
    """A rule or a template says something that cannot be; the message names file, row and what to write."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a data file, asked field by field."""

    file: str
    line: int
    fields: Mapping[str, Any]

    def fault(self, sentence: str) -> DataFileError:
        return DataFileError(f"{self.file}, line {self.line}: {sentence}")

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if not isinstance(value, str) or not value:
            raise self.fault(f"{name} must be a text.")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        value = self.fields.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(f"{name} must be a whole number.")
        return value

    def flag(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"{name} must be true or false.")
        return value

    def words(self, name: str) -> Trilingual:
        value = self.fields.get(name)
        if not isinstance(value, dict) or not all(
            isinstance(value.get(one), str) and value[one] for one in ("nb", "nn", "en")
        ):
            raise self.fault(f"{name} must have a text for each of nb, nn and en.")
        return Trilingual(value["nb"], value["nn"], value["en"])

    def list_of_texts(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(f"{name} must be a list of texts.")
        return tuple(value)

    def rows(self, name: str) -> tuple["Row", ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, _Mapping) for one in value):
            raise self.fault(f"{name} must be a list.")
        return tuple(Row(self.file, one.line, one) for one in value)

    def only(self, *names: str) -> "Row":
        """Refuse a field that the format does not have: it is a misspelling, and would be left out in silence."""
        if unknown := sorted(set(map(str, self.fields)) - set(names)):
            raise self.fault(f"unknown field {unknown[0]}.")
        return self


class _Mapping(dict[str, Any]):
    """A mapping that knows the line it begins at."""

    line: int = 0


class _Lines(_Loader):  # type: ignore[misc]  # the loader that is there is chosen when the module is read
    """Loads mappings with their line."""


def _mapping(loader: Any, node: Any) -> _Mapping:
    told = yaml.SafeLoader.construct_mapping(loader, node, deep=True)
    found = _Mapping({str(name): value for name, value in told.items()})
    found.line = node.start_mark.line + 1
    return found


_Lines.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_rows(file: str, text: str | None = None) -> Row:
    """Return the whole of a file in `planning/data`, or of the text that is given in its place."""
    if text is None:
        text = files("rodtrad.planning").joinpath(f"data/{file}").read_text("utf-8")
    try:
        loaded = yaml.load(text, Loader=_Lines)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise DataFileError(f"{file}: {error}") from error
    if not isinstance(loaded, _Mapping):
        raise DataFileError(f"{file}, line 1: the file must hold named lists.")
    return Row(file, 1, loaded)
