"""How it stands with the outbox. Plain SQL: `rodtrad doctor` asks before it knows whether there are models."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

#: By then a worker has come by three times.
_SQL = """
WITH late AS (SELECT now() - interval '30 minutes' AS at)
SELECT count(*) FILTER (WHERE state = 'waiting'),
    count(*) FILTER (WHERE state = 'waiting' AND due < late.at),
    count(*) FILTER (WHERE state = 'given_up'),
    count(*) FILTER (WHERE state = 'sending' AND tried < late.at),
    (SELECT count(*) FROM core_outboxmessage, late WHERE addressed IS NULL AND announced < late.at)
FROM core_outboxdelivery, late
"""
_LAST = "SELECT failure, tried FROM core_outboxdelivery WHERE failure <> '' ORDER BY tried DESC LIMIT 1"


@dataclass(frozen=True)
class Standing:
    """What waits, what did not get through, and the last fault of the mail server that nothing has made good."""

    waiting: int
    #: Of those, what should have been sent: the worker or the mail server is away, or something cannot be written.
    late: int
    given_up: int
    #: Sent or not, nobody knows: the worker was killed meanwhile.
    broken_off: int
    #: Messages whose receivers should have been found.
    unaddressed: int
    failure: str
    failed: datetime | None

    @property
    def is_good(self) -> bool:
        return not (self.late or self.given_up or self.broken_off or self.unaddressed or self.failure)


def standing() -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        waiting, late, given_up, broken_off, unaddressed = cursor.fetchone()
        cursor.execute(_LAST)
        failure, failed = cursor.fetchone() or ("", None)
    return Standing(waiting, late, given_up, broken_off, unaddressed, failure, failed)
