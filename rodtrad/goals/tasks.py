"""Jobs about the thread. Times are UTC."""

from django.utils import timezone
from procrastinate.contrib.django import app

from rodtrad.goals.operations.prune_history import prune_history
from rodtrad.goals.queries.retention import limits_of
from rodtrad.organisations.models import Root


@app.periodic(cron="45 2 * * *")
@app.task(name="goals.prune_history", queueing_lock="goals.prune_history")
def prune_history_nightly(timestamp: int) -> None:
    """Delete what the roots have chosen to keep no longer in the audit trail; the log says how much."""
    prune_history(limits={root: limits_of(root) for root in Root.objects.all()}, now=timezone.now())
