"""The planstrategi's plans as parts of a document: what is decided, the work it takes, and whether a plan is needed."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.charts import Chart, Held, LimitChart, limit_chart
from rodtrad.core.documents import (
    Block,
    Column,
    Heading,
    Paragraph,
    figure_of,
    plain,
    table,
)
from rodtrad.planning.models import ItemDecision, NeedAnswer, NeedQuestion, StrategyItem
from rodtrad.planning.queries.need_summary import summarise
from rodtrad.planning.queries.strategies import StrategyContent
from rodtrad.planning.queries.workload import Workload, workload
from rodtrad.planning.semesters import semester_name
from rodtrad.website.presenters.strategy_naming import named, row
from rodtrad.website.presenters.strategy_words import (
    DECISIONS,
    answer_word,
    decision_heading,
    load_sentences,
    months,
    need_sentences,
    when,
)

#: The address of an item's page.
Address = Callable[[StrategyItem], str]


def item_blocks(content: StrategyContent, address: Address) -> Iterator[Block]:
    yield Heading(1, _("Planer i perioden"))
    if not content.items:
        yield Paragraph(plain(_("Ingen planer er tatt opp i planstrategien ennå.")))
        return
    yield Paragraph(plain(_counted(content.items)), lead=True)
    for decision in DECISIONS:
        found = [one for one in content.items if one.decision == decision]
        if found:
            yield Heading(2, decision_heading(decision))
            yield _item_table(decision, found, address)


def _counted(items: Sequence[StrategyItem]) -> str:
    counts = [(decision, sum(one.decision == decision for one in items)) for decision in DECISIONS]
    told = ", ".join(f"{count} {decision.label}" for decision, count in counts if count)
    if all(one.decision == ItemDecision.UNDECIDED for one in items):
        return ngettext(
            "%(count)d plan er tatt opp, og den er ikke avgjort ennå.",
            "%(count)d planer og forslag er tatt opp, og ingen av dem er avgjort ennå.",
            len(items),
        ) % {"count": len(items)}
    return ngettext(
        "Planstrategien tar stilling til %(count)d plan: %(told)s.",
        "Planstrategien tar stilling til %(count)d planer og forslag: %(told)s.",
        len(items),
    ) % {"count": len(items), "told": told}


def _item_table(decision: str, items: Sequence[StrategyItem], address: Address) -> Block:
    names = {one.pk: named(one.title, one, address(one)) for one in items}
    heading = decision_heading(decision)
    if decision == ItemDecision.NOT_A_PLAN:
        columns = [
            Column(_("Behov"), share=1.9),
            Column(_("Dette gjøres i stedet"), share=2),
            Column(_("Begrunnelse"), share=2),
        ]
        return table(
            columns,
            [row(names[one.pk], one.instead, one.reason or "–") for one in items],
            heading,
            is_headed=True,
        )
    if decision in (ItemDecision.REVISE, ItemDecision.MAKE):
        columns = [
            Column(_("Plan"), share=1.9),
            Column(_("Starter"), share=0.95),
            Column(_("Vedtas"), share=0.95),
            Column(_("Månedsverk"), "right", share=1.05),
            Column(_("Begrunnelse"), share=2),
        ]
        rows = [
            row(
                names[one.pk],
                when(one.start_semester),
                when(one.adopt_semester),
                months(one.work),
                one.reason or "–",
            )
            for one in items
        ]
        return table(columns, rows, heading, is_headed=True)
    columns = [
        Column(_("Plan"), share=1.6),
        Column(_("Ansvarlig"), share=1),
        Column(_("Begrunnelse"), share=2),
    ]
    rows = [row(names[one.pk], one.owner.name if one.owner else "–", one.reason or "–") for one in items]
    return table(columns, rows, heading, is_headed=True)


def _workload(content: StrategyContent) -> Workload:
    term = (content.strategy.term_from, content.strategy.term_to)
    return workload(content.items, content.capacities, term=term)


def work_chart(content: StrategyContent) -> Chart:
    """Draw work against capacity by half year."""
    return limit_chart(
        LimitChart(
            title=_("Planarbeid mot kapasitet"),
            unit=_("månedsverk"),
            decimals=1,
            value_name=_("Planarbeid"),
            limit_name=_("Kapasitet"),
            rows=tuple(
                Held(
                    semester_name(one.semester),
                    float(one.work),
                    None if one.capacity is None else float(one.capacity),
                )
                for one in _workload(content).loads
            ),
        )
    )


def load_blocks(content: StrategyContent) -> Iterator[Block]:
    load = _workload(content)
    if load.is_empty:
        return
    yield Heading(1, _("Planarbeid og kapasitet"))
    for sentence in load_sentences(load):
        yield Paragraph(plain(sentence))
    yield figure_of(work_chart(content))


def _by_question(answer: NeedAnswer) -> tuple[int, str]:
    return NeedQuestion.values.index(answer.question), answer.discipline


def need_blocks(content: StrategyContent) -> Iterator[Block]:
    tested = [one for one in content.items if one.pk in content.answers]
    if not tested:
        return
    yield Heading(1, _("Er svaret en plan?"))
    yield Paragraph(
        plain(
            _(
                "Behovet for en plan er prøvd med fem spørsmål, etter Bærum kommunes plansystem. Svarene er råd: de "
                "folkevalgte bestemmer."
            )
        )
    )
    for item in tested:
        answers = sorted(content.answers[item.pk], key=_by_question)
        yield Heading(2, item.title)
        yield Paragraph(plain(" ".join(need_sentences(summarise(answers)))))
        columns = [
            Column(_("Spørsmål"), share=2),
            Column(_("Fag"), share=1),
            Column(_("Svar"), share=0.6),
            Column(_("Begrunnelse"), share=2),
        ]
        rows = [
            row(
                named(str(NeedQuestion(one.question).label), one),
                one.discipline,
                answer_word(one.answer),
                one.reason or "–",
            )
            for one in answers
        ]
        yield table(columns, rows, _("Behovsprøving: %s") % item.title, is_headed=True)
