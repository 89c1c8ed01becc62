from rodtrad.accounts.operations.identities import IdentityClaims, make_account_for, person_for
from rodtrad.accounts.operations.letters import choose_letters
from rodtrad.accounts.operations.passwords import (
    ask_for_new_password,
    let_in_again,
    mail_new_password,
)
from rodtrad.accounts.operations.pseudonymise import pseudonymise_account
from rodtrad.accounts.operations.second_factor import (
    check_second_factor,
    new_recovery_codes,
    set_up_second_factor,
    take_away_second_factor,
)
from rodtrad.accounts.operations.sessions import (
    end_every_session,
    end_other_sessions,
    end_session,
    end_sessions,
    forget_addresses,
    note_browser,
)

__all__ = [
    "IdentityClaims",
    "ask_for_new_password",
    "check_second_factor",
    "choose_letters",
    "end_every_session",
    "end_other_sessions",
    "end_session",
    "end_sessions",
    "forget_addresses",
    "let_in_again",
    "mail_new_password",
    "make_account_for",
    "new_recovery_codes",
    "note_browser",
    "person_for",
    "pseudonymise_account",
    "set_up_second_factor",
    "take_away_second_factor",
]
