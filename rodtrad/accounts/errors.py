class AccountsError(Exception):
    """Something about an account cannot be done."""


class TooManyAsksError(AccountsError):
    """One address has asked for too many mails."""


class MailNotSentError(AccountsError):
    """The mail server did not take a mail; the message names the kind of fault and nobody."""
