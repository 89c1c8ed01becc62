"""Jobs that fetch figures. Times are UTC: at night in Norway, well before Statistics Norway's own work at five."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rodtrad.indicators.models import Dataset
from rodtrad.indicators.operations.fetch import can_be_fetched, fetch_dataset


class FetchedNothingError(Exception):
    """The source did not answer; the job is tried again. The reason is written with the table."""


#: For some eight hours: longer than a service is usually away.
_AGAIN = RetryStrategy(max_attempts=6, wait=900, linear_wait=1800, retry_exceptions={FetchedNothingError})


@app.periodic(cron="10 0 * * *")
@app.task(name="indicators.fetch_nightly", queueing_lock="indicators.fetch_nightly")
def fetch_nightly(timestamp: int) -> None:
    """Put a job in the queue for each table that is fetched at night; they run one at a time."""
    for dataset in Dataset.objects.filter(is_nightly=True).order_by("checked_at"):
        if can_be_fetched(dataset):
            fetch_one.configure(queueing_lock=f"indicators.fetch:{dataset.pk}").defer(number=str(dataset.pk))


@app.task(name="indicators.fetch", lock="indicators.fetch", retry=_AGAIN)
def fetch_one(number: str) -> None:
    """Fetch one table."""
    dataset = Dataset.objects.get(pk=number)
    if fetch_dataset(dataset=dataset).is_passing:
        raise FetchedNothingError(dataset.key)
