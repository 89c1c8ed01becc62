from rodtrad.organisations.errors import AccountError
from rodtrad.organisations.operations.accounts import account_exists, give_role, make_account
from rodtrad.organisations.operations.answered import claim_request, forget_answers, keep_answer
from rodtrad.organisations.operations.invitations import (
    accept_as_new,
    accept_invitation,
    invite,
    mail_invitation,
    revoke_invitation,
)
from rodtrad.organisations.operations.leavers import hand_over, pseudonymise_leaver, pseudonymise_person
from rodtrad.organisations.operations.roles import assign_role, change_role, end_role
from rodtrad.organisations.operations.tokens import make_token, person_of_token, revoke_token

__all__ = [
    "AccountError",
    "accept_as_new",
    "accept_invitation",
    "account_exists",
    "assign_role",
    "change_role",
    "claim_request",
    "end_role",
    "forget_answers",
    "give_role",
    "hand_over",
    "invite",
    "keep_answer",
    "mail_invitation",
    "make_account",
    "make_token",
    "person_of_token",
    "pseudonymise_leaver",
    "pseudonymise_person",
    "revoke_invitation",
    "revoke_token",
]
