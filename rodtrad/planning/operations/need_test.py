"""Writes the answers to the need test of an item. The test never decides: the council does."""

from django.utils.translation import gettext as _

from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.models import Answer, NeedAnswer, NeedQuestion, StrategyItem
from rodtrad.planning.operations.strategy_writing import put, writing_strategy

_LONGEST = 100


def answer_need(
    *, actor: Person, item: StrategyItem, question: str, discipline: str, answer: str, reason: str = ""
) -> NeedAnswer | None:
    """Store what a discipline answers to a question; an empty answer takes it away.

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    discipline = " ".join(discipline.split())
    faults = {}
    if question not in NeedQuestion.values:
        faults["question"] = _("Velg et av spørsmålene.")
    if answer and answer not in Answer.values:
        faults["answer"] = _("Svar ja, delvis eller nei.")
    if not discipline:
        faults["discipline"] = _(
            "Skriv hvilket fag som svarer, for eksempel «økonomi». Ikke navnet på en person."
        )
    elif len(discipline) > _LONGEST or "@" in discipline:
        faults["discipline"] = _("Skriv navnet på et fag, med høyst 100 tegn.")
    if faults:
        raise FieldErrors(faults)
    with writing_strategy(item.strategy, actor=actor) as strategy:
        held = NeedAnswer.objects.filter(item=item, question=question, discipline__iexact=discipline).first()
        if not answer:
            if held:
                held.delete()
            return None
        row = held or NeedAnswer(
            root_id=strategy.root_id, item=item, question=question, discipline=discipline
        )
        put(row, {"answer": answer, "reason": reason.strip()})
        return row
