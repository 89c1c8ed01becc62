"""Findings about exceptions: those that have run out, and those that nothing needs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Message, Rule, SubjectKind
from rodtrad.core.models import Visibility
from rodtrad.goals.rules.check import finding
from rodtrad.goals.rules.exceptions import EXPIRED, NEEDLESS
from rodtrad.goals.snapshot import ElementRecord, ExceptionRecord, Snapshot


def about_exceptions(
    snapshot: Snapshot,
    found: Iterable[Finding],
    today: date,
    chosen: Collection[str],
    known: Mapping[str, Rule],
) -> Iterator[Finding]:
    """Yield findings about the exceptions from rules that were run, and from rules that do not exist."""
    if not snapshot.exceptions:
        return
    subjects = defaultdict(list)
    for one in found:
        subjects[one.rule, one.key].append(one)
    elements = {element.key: element for element in snapshot.elements.values()}
    for exception in snapshot.exceptions:
        if exception.rule in known and exception.rule not in chosen:
            continue
        standing = subjects.get((exception.rule, exception.subject))
        if standing is None:
            yield _needless(exception, elements.get(exception.subject), exception.rule in known)
        elif exception.until < today:
            yield _expired(exception, standing[0])


def _expired(exception: ExceptionRecord, standing: Finding) -> Finding:
    text = _("Unntaket fra %(rule)s gikk ut %(day)s: %(reason)s")
    values = {"rule": exception.rule, "day": exception.until, "reason": exception.reason}
    return _owned(replace(standing, rule=EXPIRED.id, message=Message(text, values)), exception)


def _needless(exception: ExceptionRecord, element: ElementRecord | None, is_rule: bool) -> Finding:
    text = _("%(rule)s finner ikke noe her lenger.") if is_rule else _("Det finnes ingen regel %(rule)s.")
    values = {"rule": exception.rule}
    if element:
        return _owned(finding(NEEDLESS, element, text, values=values), exception)
    bare = Finding(
        rule=NEEDLESS.id,
        kind=SubjectKind.EXCEPTION,
        key=exception.subject,
        title=f"{exception.rule} {exception.subject}",
        message=Message(text, values),
        visibility=Visibility.INTERNAL,  # nobody can tell what it was about
    )
    return _owned(bare, exception)


def _owned(about: Finding, exception: ExceptionRecord) -> Finding:
    """Return the finding as the matter of the exception's owner, not of the element's."""
    if exception.owner is None:
        return about
    return replace(about, organisation=exception.owner.id, organisation_name=exception.owner.name)
