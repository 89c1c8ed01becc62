"""A person with a second factor, for the tests of several pages."""

from rodtrad.accounts.models import SecondFactor, User
from rodtrad.accounts.operations import set_up_second_factor
from rodtrad.accounts.totp import code_at, new_secret, now_counter


class App:
    """The person's app: shows the code of this half minute and those beside it."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.secret = new_secret()
        self.recovery_codes = set_up_second_factor(
            user=user, secret=self.secret, code=code_at(self.secret, now_counter())
        )
        self.forget_use()

    def code(self, *, later: int = 0) -> str:
        return code_at(self.secret, now_counter() + later)

    def wrong(self) -> str:
        """Return six digits that open nothing now."""
        near = {self.code(later=later) for later in range(-3, 4)}
        return next(f"{number:06}" for number in range(10) if f"{number:06}" not in near)

    def forget_use(self) -> None:
        SecondFactor.objects.filter(user=self.user).update(counter=0)
