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
from rodtrad.planning.operations.adoption_terms import require_word_of_late
from rodtrad.planning.operations.announce import announce_heard
from rodtrad.planning.operations.opening import settle_opening
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_freeze
from rodtrad.plans.models import LOCKED, Plan, PlanDocument, Version, VersionFile, VersionLabel


def freeze(
    *,
    actor: Person,
    plan: Plan,
    label: VersionLabel,
    day: date,
    case: Case | None = None,
    note: str = "",
    open_up: bool | None = None,
) -> Version:
    """Freeze a draft or what goes to hearing. An adopted version is made by adopting (`operations.adopt`).

    `open_up` says of a hearing whether what is closed is opened in the same operation (`operations.opening`). Raises
    NotAllowedError, WrongStateError and FieldErrors.
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
        if label == VersionLabel.HEARING:
            settle_opening(row, powers, open_up, is_heard=True)
        version = write_version(plan=row, label=label, day=day, case=case, note=note)
        if label == VersionLabel.HEARING:
            require_word_of_late(version)
            announce_heard(version=version, actor=actor)
        return version


def write_version(
    *, plan: Plan, label: VersionLabel, day: date, case: Case | None = None, note: str = ""
) -> Version:
    """Store what the plan says now as its next version, with its documents; the caller holds the plan's lock."""
    content = canonical({"schema": SCHEMA, **content_of(plan.pk)})
    last = Version.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
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
    VersionFile.objects.bulk_create(
        VersionFile(root_id=plan.root_id, version=version, file_id=file, name=name)
        for file, name in PlanDocument.objects.filter(plan=plan).values_list("file_id", "file_name")
    )
    return version
