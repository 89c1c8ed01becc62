"""Jobs that keep the index. Times are UTC."""

from procrastinate.contrib.django import app

from rodtrad.organisations.queries import every_root_id
from rodtrad.search.operations import catch_up, rebuild


@app.task(name="search.catch_up", queueing_lock="search.catch_up")
def catch_up_later() -> None:
    """Write into the index what a request left: many changes at once, or another writer at work."""
    catch_up()


# At the same minutes as core's own, since every job lets kept answers go.
@app.periodic(cron="*/10 * * * *")
@app.task(name="search.catch_up_regularly", queueing_lock="search.catch_up_regularly")
def catch_up_regularly(timestamp: int) -> None:
    """Write into the index what no request has told of: commands, and plain SQL."""
    catch_up()


@app.periodic(cron="30 2 * * 0")
@app.task(name="search.rebuild_all", queueing_lock="search.rebuild_all")
def rebuild_all(timestamp: int) -> None:
    """Write all of the index anew each week: words that came later split compounds that came before."""
    for root_id in (*every_root_id(), None):
        rebuild(root_id=root_id)
