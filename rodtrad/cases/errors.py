"""What can be wrong with a write to bodies, meetings and cases. When one of these is raised, nothing was stored."""

from collections.abc import Mapping

from rodtrad.core.web.meanwhile import ChangedMeanwhileError


class CasesError(Exception):
    """What was asked cannot be done; the message says why, and what to do."""


class NotAllowedError(CasesError):
    """The person lacks the role that it takes."""


class WrongStateError(CasesError):
    """It has come too far, or not far enough: the case is not decided, the instruction is closed."""


class FieldErrors(CasesError):  # noqa: N818  # it holds several
    """What was sent has faults: `by_field` has a sentence for each field, "" for the whole."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = dict(by_field)
        super().__init__(" ".join(self.by_field.values()))


class ChangedMeanwhile(CasesError, ChangedMeanwhileError):  # noqa: N818  # a state of things, told as in core
    """Others have changed these fields since the person began."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        super().__init__(", ".join(fields))
