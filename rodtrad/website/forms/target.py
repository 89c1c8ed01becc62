"""The form of what is wanted of an indicator. It makes values of what is sent; what is right, the check decides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.targets.methods import BandsError, Method, PathKind
from rodtrad.targets.operations.target_values import TargetValues
from rodtrad.targets.presenters import read_band, read_bands, read_number, read_steps, without_shared_ends
from rodtrad.website.forms.editing import EditingForm
from rodtrad.website.forms.target_fields import BANDS, initial_texts, target_fields
from rodtrad.website.forms.target_groups import Group, groups_of
from rodtrad.website.forms.target_settings import names_for, read_settings, setting_fields

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
#: The field of the form that shows what the check says of a field of the target.
_SHOWN_AT = {"baseline": "baseline_value", "bands": "band_wanted"}


class TargetForm(EditingForm):
    """Ask what is wanted of one indicator, for one element. What the chosen method has no use for is left as it was.

    `unit` is that of the figures, in words.
    """

    rich = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        unit: str,
        units: Iterable[tuple[Organisation, int]],
        values: TargetValues | None = None,
    ) -> None:
        self.was = values or {}
        super().__init__(data, initial=initial_texts(self.was))
        self.fields.update(target_fields(unit, units))
        self.fields.update(setting_fields())
        self.fields["method"].required = True
        self.fields["method"].error_messages["required"] = _("Velg hvordan målet vurderes.")
        self.dress()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        method = given.get("method", "")
        self.given: TargetValues = {}
        if method not in list(Method):
            return given
        self._read("organisation", str)
        self.given["method"] = method
        for name in ("value", "baseline_value"):
            self._read(name, _maybe(read_number))
        for name in ("year", "baseline_year"):
            self._read(name, _maybe(_year))
        if method == Method.BAND:
            for name in ("baseline_value", "baseline_year"):
                self.given[name] = self.was.get(name)
        self._path(method)
        self.given["bands"] = self._bands() if method == Method.BAND else {}
        self.given["settings"] = read_settings(Method(method), given, self.add_error)
        self._require(method)
        return given

    def _read(self, name: str, read: Any) -> Any:
        try:
            self.given[name] = read(self.cleaned_data.get(name) or "")
        except ValueError as error:
            self.add_error(name, str(error))
        return self.given.get(name)

    def _path(self, method: str) -> None:
        path = self.cleaned_data.get("path") or PathKind.LINEAR.value
        self.given["path"], self.given["steps"] = PathKind.LINEAR.value, []
        if method != Method.LINEAR:
            return
        self.given["path"] = path
        if path == PathKind.STEPS and not self._read("steps", read_steps) and "steps" not in self.errors:
            self.add_error("steps", _("Skriv minst ett trinn, eller velg en annen vei."))

    def _bands(self) -> dict[str, Any]:
        bands: dict[str, Any] = {}
        for name in BANDS:
            box = f"band_{name}"
            try:
                bands[name] = (read_band if name == "wanted" else read_bands)(
                    self.cleaned_data.get(box) or ""
                )
            except ValueError as error:
                missing = _("Skriv båndet som er ønsket, som «1,3–1,69» eller «over 70».")
                self.add_error(box, str(error) if self.cleaned_data.get(box) else missing)
        found = {name: told for name, told in bands.items() if told}
        try:
            return without_shared_ends(found)
        except BandsError:
            return found  # told by the check

    def _require(self, method: str) -> None:
        if method in (Method.BAND, Method.DIRECTION):
            return
        for name, told in {
            "value": _("Skriv verdien som er målet."),
            "year": _("Skriv året målet skal være nådd."),
        }.items():
            if self.given.get(name) is None and name not in self.errors:
                self.add_error(name, told)

    def field_of(self, name: str) -> str | None:
        if name == "settings":
            return next(iter(names_for(Method(self.given["method"]))), None)
        return super().field_of(_SHOWN_AT.get(name, name))

    def groups(self) -> list[Group]:
        """Return the fields under headings, in the order in which they are filled."""
        return groups_of(self)


def _maybe(read: Any) -> Any:
    return lambda text: read(text) if text.strip() else None


def _year(text: str) -> int:
    if not text.strip().isdecimal() or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise ValueError(_("«%s» er ikke et år. Skriv fire siffer, som 2030.") % text.strip())
    return int(text)
