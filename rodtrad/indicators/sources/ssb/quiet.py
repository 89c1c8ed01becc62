"""When SSB is left alone, and when what it says is not to be trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from rodtrad.indicators.sources.clock import Clock
from rodtrad.indicators.sources.errors import AwayError, Where

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class Quiet:
    """Some minutes of each day, by the clock in Oslo."""

    begins: time
    minutes: int

    def until(self, moment: datetime) -> datetime | None:
        """Return when it ends, if the moment lies in it."""
        local = moment.astimezone(OSLO)
        begun = datetime.combine(local.date(), self.begins, OSLO)
        ends = begun + timedelta(minutes=self.minutes)
        return ends if begun <= local < ends else None


#: New metadata are put in place; tables come and go.
UPDATING = (Quiet(time(5, 0), 20), Quiet(time(11, 30), 20))
#: Values that are revised this morning stand as 0 or a dot until publication at eight; then all others come too.
REVISING = (Quiet(time(5, 0), 190),)


def away_until(moment: datetime, quiets: tuple[Quiet, ...]) -> datetime | None:
    ends = [until for quiet in quiets if (until := quiet.until(moment))]
    return max(ends, default=None)


def stay_away(*, clock: Clock, service: str) -> Callable[[], None]:
    """Return what stops a call while the service puts new metadata in place."""

    def check() -> None:
        if until := away_until(clock.now(), UPDATING):
            text = _(
                "%(service)s oppdaterer tabellene nå. Ingen tall er endret, og det hentes igjen etter kl. %(at)s."
            )
            raise _away(text, until, service)

    return check


def refuse_untrusted(*, clock: Clock, service: str) -> None:
    """Stop a call for figures while some of them may be blanked before they are revised."""
    if until := away_until(clock.now(), REVISING):
        text = _(
            "%(service)s viser ikke tall som skal revideres, mellom kl. 5 og kl. 8. Ingen tall er endret, "
            "og det hentes igjen etter kl. %(at)s."
        )
        raise _away(text, until, service)


def _away(text: str, until: datetime, service: str) -> AwayError:
    told = {"service": service, "at": f"{until:%H.%M}"}
    return AwayError(text % told, where=Where(service=service), again_at=until)
