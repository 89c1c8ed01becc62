"""Jobs that keep the house in order. Times are UTC."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

MAXIMUM_ATTEMPTS = 5


@app.periodic(cron="15 2 * * *")
@app.task(name="core.clear_expired_sessions", queueing_lock="core.clear_expired_sessions")
def clear_expired_sessions(timestamp: int) -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.restart_stalled_jobs", queueing_lock="core.restart_stalled_jobs", pass_context=True)
async def restart_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put jobs back in the queue whose worker was killed; a job that keeps killing its worker is left."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts < MAXIMUM_ATTEMPTS:
            await manager.retry_job(job)
