"""Jobs that keep the house in order. Times are UTC."""

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

from rodtrad.core.files.collecting import collect_unused
from rodtrad.core.outbox.announcing import JOB as SEND_OUTBOX
from rodtrad.core.outbox.keeping import forget_old
from rodtrad.core.outbox.sending import send_due

MAXIMUM_ATTEMPTS = 5


@app.periodic(cron="15 2 * * *")
@app.task(name="core.clear_expired_sessions", queueing_lock="core.clear_expired_sessions")
def clear_expired_sessions(timestamp: int) -> None:
    """Delete sessions that have run out."""
    call_command("clearsessions")


@app.periodic(cron="30 2 * * *")
@app.task(name="core.collect_unused_files", queueing_lock="core.collect_unused_files")
def collect_unused_files(timestamp: int) -> None:
    """Delete the bytes that nothing has referred to for a day."""
    collect_unused()


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.restart_stalled_jobs", queueing_lock="core.restart_stalled_jobs", pass_context=True)
async def restart_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put jobs back in the queue whose worker was killed; a job that keeps killing its worker is left."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts < MAXIMUM_ATTEMPTS:
            await manager.retry_job(job)


@app.periodic(cron="*/10 * * * *")
@app.task(name=SEND_OUTBOX, queueing_lock=SEND_OUTBOX)
def send_outbox(timestamp: int = 0) -> None:
    """Send what people are to be told: asked for after each announcement, and regularly for what is tried again."""
    send_due()


@app.periodic(cron="45 2 * * *")
@app.task(name="core.forget_old_messages", queueing_lock="core.forget_old_messages")
def forget_old_messages(timestamp: int) -> None:
    """Delete what people were told a month ago."""
    forget_old()
