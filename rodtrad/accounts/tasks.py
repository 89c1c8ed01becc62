"""Jobs about accounts. A job holds no name or address: what it fails with stands in the log."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rodtrad.accounts import operations
from rodtrad.accounts.attempts import forget_old_attempts
from rodtrad.accounts.errors import MailNotSentError

#: After 2, 6, 10 and 14 minutes: inside the hour that the link works.
_AGAIN = RetryStrategy(max_attempts=5, wait=120, linear_wait=240, retry_exceptions={MailNotSentError})


@app.task(name="accounts.mail_new_password", retry=_AGAIN)
def mail_new_password(ask: int, language: str) -> None:
    """Send the link to a new password that was asked for."""
    operations.mail_new_password(ask=ask, language=language)


@app.periodic(cron="15 * * * *")
@app.task(name="accounts.forget_addresses", queueing_lock="accounts.forget_addresses")
def forget_addresses_hourly(timestamp: int) -> None:
    """Take away the addresses of browsers that have not been used for a day."""
    operations.forget_addresses()


@app.periodic(cron="5 * * * *")
@app.task(name="accounts.forget_old_attempts", queueing_lock="accounts.forget_old_attempts")
def forget_old_attempts_hourly(timestamp: int) -> None:
    """Delete attempts to log in, and asks for a new password, that no longer count."""
    forget_old_attempts()
