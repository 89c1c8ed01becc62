"""Freezes a plan: writes down what it says, so that it can be read and compared for ever."""

import hashlib
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.core.version_content import canonical, content_of
from rodtrad.organisations.permissions import Person
from rodtrad.planning.content import SCHEMA
from rodtrad.planning.errors import NotAllowedError, WrongStateError
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_freeze
from rodtrad.plans.models import LOCKED, Plan, Version, VersionLabel


def freeze(
    *, actor: Person, plan: Plan, label: VersionLabel, day: date, case: Case | None = None, note: str = ""
) -> Version:
    """Freeze a draft or what goes to hearing. An adopted version is made by adopting (`operations.adopt`).

    Raises NotAllowedError and WrongStateError.
    """
    if label == VersionLabel.ADOPTED:
        raise WrongStateError(_("En vedtatt versjon lages ved å vedta planen."))
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_freeze(powers, row, label):
            raise NotAllowedError(
                _(
                    "Du kan ikke fryse «%s». Et utkast fryses av en redaktør, et høringsutkast av en godkjenner."
                )
                % row.title
            )
        if row.status in LOCKED:
            raise WrongStateError(
                _("«%s» er vedtatt eller opphevet. Et nytt utkast lages i planen som skal erstatte den.")
                % row.title
            )
        return write_version(plan=row, label=label, day=day, case=case, note=note)


def write_version(
    *, plan: Plan, label: VersionLabel, day: date, case: Case | None = None, note: str = ""
) -> Version:
    """Store what the plan says now as its next version; the caller holds the plan's lock."""
    content = canonical({"schema": SCHEMA, **content_of(plan.pk)})
    last = Version.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        root_id=plan.root_id,
        plan=plan,
        number=last + 1,
        label=label,
        date=day,
        case=case,
        note=note,
        visibility=Visibility.INTERNAL if label == VersionLabel.DRAFT else Visibility.PUBLIC,
        schema=SCHEMA,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
