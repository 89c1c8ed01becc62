class AccountsError(Exception):
    """Something about an account cannot be done."""


class TooManyAsksError(AccountsError):
    """One address has asked for too many mails."""


class MailNotSentError(AccountsError):
    """The mail server did not take a mail; the message names the kind of fault and nobody."""


class WrongCodeError(AccountsError):
    """A code of the second factor is wrong, used or too old."""


class TooManyInRowError(AccountsError):
    """So many wrong codes have come in a row that only a recovery code counts."""


class AlreadySetUpError(AccountsError):
    """The account has a second factor."""


class ClosedAccountError(AccountsError):
    """The account is closed."""


class OtherIdentityError(AccountsError):
    """The account belongs to someone else at the place where one logs in."""


class ProviderError(AccountsError):
    """The place where one logs in does not answer, or not as it should; the message says how, and names nobody."""


class CancelledError(AccountsError):
    """The person chose not to log in after all."""
