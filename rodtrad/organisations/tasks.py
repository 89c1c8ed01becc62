"""Jobs about invitations and answered writes. A job holds no name or address: what it fails with stands in the log."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rodtrad.accounts.errors import MailNotSentError
from rodtrad.organisations import operations

#: For half an hour: longer than a mail server is usually away.
_AGAIN = RetryStrategy(max_attempts=5, wait=120, linear_wait=240, retry_exceptions={MailNotSentError})


@app.task(name="organisations.mail_invitation", retry=_AGAIN)
def mail_invitation(number: str, language: str) -> None:
    """Send the link of an invitation."""
    operations.mail_invitation(number=number, language=language)


@app.periodic(cron="25 * * * *")
@app.task(name="organisations.forget_answers", queueing_lock="organisations.forget_answers")
def forget_answers_hourly(timestamp: int) -> None:
    """Delete the answers of writes that were sent with an Idempotency-Key more than a day ago."""
    operations.forget_answers()
