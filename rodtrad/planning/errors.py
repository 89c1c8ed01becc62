"""What can be wrong with freezing and adopting. When one of these is raised, nothing was stored."""


class PlanningError(Exception):
    """What was asked of a plan cannot be done; the message says why, and what to do."""


class NotAllowedError(PlanningError):
    """The person lacks the role that it takes."""


class WrongStateError(PlanningError):
    """The plan has come too far, or not far enough: it is adopted already, or repealed."""


class FieldErrors(PlanningError):  # noqa: N818  # it holds several
    """What was sent has faults: `by_field` has a sentence for each field, "" for the whole."""

    def __init__(self, by_field: dict[str, str]) -> None:
        self.by_field = by_field
        super().__init__(" ".join(by_field.values()))
