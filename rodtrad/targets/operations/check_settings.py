"""Tell whether the settings of a target are those of its method, and go together."""

from collections.abc import Iterator
from enum import Enum

from django.utils.translation import gettext_lazy as _

from rodtrad.targets.methods import Method, WindowError, settings_of, settings_with
from rodtrad.targets.models import Target
from rodtrad.targets.operations.target_faults import TargetFault, fault

_LARGEST = 1e15


def check_settings(target: Target) -> Iterator[TargetFault]:
    faults = list(_wrong_settings(target))
    yield from faults
    if faults:
        return
    try:
        chosen = settings_with(Method(target.method), target.settings)
    except WindowError as error:
        yield TargetFault(
            field="settings",
            message=error.message,
            remedy=_("Rett det, eller la det stå tomt: da gjelder metodens eget."),
        )
        return
    except ValueError:
        chosen = None
    if chosen is None or _are_crossed(chosen):
        yield fault(
            "settings",
            _(
                "Innstillingene går ikke sammen: grensen for «etter ruta» må være lavere enn den for «i rute», "
                "og andeler er fra 0 til 1."
            ),
            _("Rett dem, eller ta dem bort: da gjelder metodens egne."),
        )


def _are_crossed(chosen: object) -> bool:
    return bool(getattr(chosen, "behind_from", 0.0) > getattr(chosen, "on_track_from", 1.0))


def _wrong_settings(target: Target) -> Iterator[TargetFault]:
    usual = settings_of(Method(target.method))
    for name, value in target.settings.items():
        if name not in usual:
            yield fault(
                "settings",
                _("Metoden «%(method)s» har ingen innstilling «%(name)s»."),
                _("Ta den bort, eller velg metoden den hører til."),
                method=Method(target.method).label,
                name=name,
            )
        elif not _fits(value, usual[name]):
            yield fault(
                "settings",
                _("«%(value)s» går ikke i innstillingen «%(name)s»."),
                _("Se hva den kan være, i beskrivelsen av metodene."),
                value=value,
                name=name,
            )


def _fits(value: object, usual: object) -> bool:
    if isinstance(usual, bool) or isinstance(value, bool):
        return isinstance(usual, bool) and isinstance(value, bool)
    if isinstance(usual, Enum):
        return value in [one.value for one in type(usual)]
    return isinstance(value, int | float) and abs(value) <= _LARGEST
