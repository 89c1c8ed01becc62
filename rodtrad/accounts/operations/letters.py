from rodtrad.accounts.models import User


def choose_letters(*, user: User, wants: bool) -> None:
    """Let the person be told by e-mail of what happens where they have a role, or not."""
    user.wants_letters = wants
    user.save(update_fields=["wants_letters"])
