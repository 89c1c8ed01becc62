class AccountError(Exception):
    """An account or role cannot be made; the message says why."""


class LastAdministratorError(Exception):
    """The root would be left without anyone to give roles; the message is the root's name."""


class RoleHeldError(Exception):
    """The person has the role there already."""


class InvitationClosedError(Exception):
    """The invitation has been accepted or revoked, or has run out."""


class NotInvitedError(Exception):
    """The invitation is to another address than the account's."""


class TooManyInvitationsError(Exception):
    """So many have been sent that something is wrong."""


class RequestUnderWayError(Exception):
    """The same request is being done right now."""


class OtherRequestError(Exception):
    """The key was used for another request."""


class MissingScopeError(Exception):
    """The token lacks a scope; the message names it."""
