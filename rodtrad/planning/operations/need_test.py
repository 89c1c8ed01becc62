"""Writes the answers to the need test of an item. The test never decides: the council does."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors
from rodtrad.planning.models import Answer, NeedAnswer, NeedQuestion, StrategyItem
from rodtrad.planning.operations.at_once import Begun, own_changes, plain, refuse_unseen, said_by
from rodtrad.planning.operations.strategy_writing import put, writing_strategy

_LONGEST = 100


def need_values(item: StrategyItem) -> dict[str, dict[str, str]]:
    """Return what each discipline answers to each question, for a form to carry."""
    rows = item.answers.values_list("question", "discipline", "answer", "reason")
    return {
        _named(question, discipline): {"answer": answer, "reason": plain(reason)}
        for question, discipline, answer, reason in rows
    }


def _named(question: str, discipline: str) -> str:
    return f"{question} {discipline.casefold()}"


def answer_need(
    *,
    actor: Person,
    item: StrategyItem,
    question: str,
    discipline: str,
    answer: str,
    reason: str = "",
    based_on: Mapping[str, Begun] | None = None,
) -> NeedAnswer | None:
    """Store what a discipline answers to a question; an empty answer takes it away.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile: `based_on` is what `need_values` gave.
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
    nothing = {"answer": "", "reason": ""}
    begun = None if based_on is None else based_on.get(_named(question, discipline), nothing)
    with writing_strategy(item.strategy, actor=actor) as strategy:
        held = NeedAnswer.objects.filter(item=item, question=question, discipline__iexact=discipline).first()
        if not answer:
            if held:
                refuse_unseen(held, begun)
                held.delete()
            return None
        row = held or NeedAnswer(
            root_id=strategy.root_id, item=item, question=question, discipline=discipline
        )
        now = said_by(row, nothing) if held else nothing
        put(row, now | own_changes({"answer": answer, "reason": plain(reason)}, begun, now))
        return row


def answer_needs(
    *,
    actor: Person,
    item: StrategyItem,
    discipline: str,
    answers: Mapping[str, tuple[str, str]],
    based_on: Mapping[str, Begun] | None = None,
) -> int:
    """Store what a discipline answers to several questions: answer and reason by question; return how many.

    All are stored, or none. An empty answer takes away what the discipline has answered. Raises as `answer_need`, with
    `question.answer` and `question.reason` as the fields.
    """
    if not answers:
        raise FieldErrors({"": _("Svar på minst ett av spørsmålene.")})
    with writing_strategy(item.strategy, actor=actor):
        for question, (answer, reason) in answers.items():
            try:
                answer_need(
                    actor=actor, item=item, question=question, discipline=discipline, answer=answer,
                    reason=reason, based_on=based_on,
                )  # fmt: skip
            except FieldErrors as error:
                named = {_at(question, field): told for field, told in error.by_field.items()}
                raise FieldErrors(named) from error
            except ChangedMeanwhile as error:
                changes = [replace(one, field=_at(question, one.field)) for one in error.changes]
                raise ChangedMeanwhile(changes, error.now) from error
    return len(answers)


def _at(question: str, field: str) -> str:
    return f"{question}.{field}" if field in ("answer", "reason") else field
