"""What the plan register refuses, and when a plan is locked."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.db import connection

from rodtrad.cases.models import Case
from rodtrad.core.files.keeping import keep_file
from rodtrad.organisations.models import Root
from rodtrad.plans.models import (
    KnowledgeBase,
    OwnPlanType,
    Plan,
    PlanCorrection,
    PlanDocument,
    PlanMerge,
    Version,
    VersionFile,
    VersionMark,
)
from tests.goals.factories import make_plan, make_root, make_source, top
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


@pytest.fixture
def here(db: None) -> Root:
    return make_root()


@pytest.fixture
def there(db: None) -> Root:
    return make_root()


def change(plan: Plan, **values: Any) -> None:
    Plan.objects.filter(pk=plan.pk).update(**values)


@breaks("plan_key_once")
def key_twice(here: Root, there: Root) -> None:
    make_plan(here, key="plan")
    make_plan(here, key="plan")


@breaks("plan_key_form")
def key_with_capital(here: Root, there: Root) -> None:
    change(make_plan(here), key="Plan")


@breaks("plan_period_in_order")
def ends_before_it_starts(here: Root, there: Root) -> None:
    make_plan(here, from_year=2028, to_year=2025)


@breaks("plan_hearing_in_order")
def hearing_ends_before_it_starts(here: Root, there: Root) -> None:
    make_plan(here, hearing_from=date(2024, 8, 30), hearing_to=date(2024, 8, 29))


@breaks("plan_hearing_assessed_at_most_all")
def more_assessed_than_received(here: Root, there: Root) -> None:
    make_plan(here, hearing_submissions=2, hearing_assessed=3)


@breaks("plan_hearing_assessed_at_most_all")
def assessed_of_an_unknown_number(here: Root, there: Root) -> None:
    make_plan(here, hearing_assessed=0)


@breaks("plan_in_force_in_order")
def ends_before_it_is_in_force(here: Root, there: Root) -> None:
    make_plan(here, in_force_from=date(2024, 8, 30), ended_on=date(2024, 8, 29))


@breaks("plan_not_own_parent")
def own_parent(here: Root, there: Root) -> None:
    plan = make_plan(here)
    change(plan, parent=plan)


@breaks("plan_parent_no_circle")
def elaborate_each_other(here: Root, there: Root) -> None:
    plan = make_plan(here)
    middle = make_plan(here, parent=plan)
    change(plan, parent=make_plan(here, parent=middle))


@breaks("plan_replaces_no_circle")
def replace_each_other(here: Root, there: Root) -> None:
    plan = make_plan(here)
    change(plan, replaces=make_plan(here, replaces=plan))


@breaks("plan_replaces_no_circle")
def replaces_itself(here: Root, there: Root) -> None:
    plan = make_plan(here)
    change(plan, replaces=plan)


@breaks("plan_quote_has_source")
def quoted_from_nothing(here: Root, there: Root) -> None:
    make_plan(here, origin="quoted")


@breaks("plan_same_root_parent")
def elaborates_anothers(here: Root, there: Root) -> None:
    make_plan(here, parent=make_plan(there))


@breaks("plan_same_root_replaces")
def replaces_anothers(here: Root, there: Root) -> None:
    make_plan(here, replaces=make_plan(there))


@breaks("plan_same_root_owner")
def owned_by_another(here: Root, there: Root) -> None:
    make_plan(here, owner=top(there))


@breaks("plan_same_root_case")
def adopted_in_anothers_case(here: Root, there: Root) -> None:
    make_plan(here, case=Case.objects.create(root=there, key="sak", number="1", title="Saken"))


@breaks("plan_same_root_source")
def from_anothers_source(here: Root, there: Root) -> None:
    make_plan(here, source=make_source(there))


@breaks("plan_national_id_form")
def national_id_without_municipality(here: Root, there: Root) -> None:
    change(make_plan(here), national_id="2019005")


@breaks("plan_register_address_form")
def address_that_runs(here: Root, there: Root) -> None:
    change(make_plan(here), register_address="javascript:alert(1)")


def make_own_type(root: Root, **values: Any) -> OwnPlanType:
    return OwnPlanType.objects.create(root=root, **{"key": "veiplan", "name_nb": "veiplan", **values})


@breaks("plan_same_root_own_type")
def of_anothers_type(here: Root, there: Root) -> None:
    make_plan(here, own_type=make_own_type(there))


@breaks("ownplantype_key_once")
def own_type_twice(here: Root, there: Root) -> None:
    make_own_type(there)
    make_own_type(here)
    make_own_type(here)


@breaks("ownplantype_key_form")
def own_type_with_a_capital(here: Root, there: Root) -> None:
    make_own_type(here, key="Veiplan")


@breaks("ownplantype_has_name")
def own_type_without_name(here: Root, there: Root) -> None:
    make_own_type(here, name_nb="")


@breaks("ownplantype_horizon_form")
def own_type_that_sees_nothing(here: Root, there: Root) -> None:
    make_own_type(here, horizon_years=0)


def merge(plan: Plan, merged: Plan, root: Root) -> PlanMerge:
    return PlanMerge.objects.create(root=root, plan=plan, merged=merged)


@breaks("planmerge_once")
def merged_twice(here: Root, there: Root) -> None:
    plan, other = make_plan(here), make_plan(here)
    merge(plan, other, here)
    merge(plan, other, here)


@breaks("planmerge_not_itself")
def merged_with_itself(here: Root, there: Root) -> None:
    plan = make_plan(here)
    merge(plan, plan, here)


@breaks("planmerge_same_root_plan")
def anothers_plan_merges(here: Root, there: Root) -> None:
    merge(make_plan(there), make_plan(here), here)


@breaks("planmerge_same_root_merged")
def merges_anothers(here: Root, there: Root) -> None:
    merge(make_plan(here), make_plan(there), here)


@breaks("knowledgebase_years_form")
def knowledge_renewed_every_no_years(here: Root, there: Root) -> None:
    KnowledgeBase.objects.create(root=here, plan=make_plan(here), every_years=0)


@breaks("knowledgebase_same_root_plan")
def knowledge_of_anothers_plan(here: Root, there: Root) -> None:
    KnowledgeBase.objects.create(root=here, plan=make_plan(there))


def make_document(root: Root, plan: Plan, **values: Any) -> PlanDocument:
    kept = keep_file(name="a.txt", content=b"innhold")
    told = {"title": "Tekst", "file": kept.file, "file_name": kept.name, **values}
    return PlanDocument.objects.create(root=root, plan=plan, **told)


@breaks("plandocument_once")
def document_twice(here: Root, there: Root) -> None:
    plan = make_plan(here)
    make_document(here, plan)
    make_document(here, plan)


@breaks("plandocument_has_title")
def document_without_title(here: Root, there: Root) -> None:
    make_document(here, make_plan(here), title="")


@breaks("plandocument_same_root_plan")
def document_of_anothers_plan(here: Root, there: Root) -> None:
    make_document(here, make_plan(there))


def make_version(plan: Plan, **values: Any) -> Version:
    told = {
        "number": 1,
        "label": "hearing",
        "date": date(2026, 3, 2),
        "schema": "x",
        "content": b"{}",
        **values,
    }
    digest = hashlib.sha256(told["content"]).hexdigest()
    return Version.objects.create(plan=plan, **{"root": plan.root, "sha256": digest, **told})


@breaks("version_number_once")
def two_versions_of_one_number(here: Root, there: Root) -> None:
    plan = make_plan(here)
    make_version(plan)
    make_version(plan)


@breaks("version_number_from_one")
def version_nought(here: Root, there: Root) -> None:
    make_version(make_plan(here), number=0)


@breaks("version_digest_form")
def digest_in_capitals(here: Root, there: Root) -> None:
    with connection.cursor() as cursor:  # the digest itself is looked at by a trigger before
        cursor.execute("ALTER TABLE plans_version DISABLE TRIGGER version_digest")
    make_version(make_plan(here), sha256="A" * 64)


@breaks("version_draft_is_not_public")
def draft_for_the_public(here: Root, there: Root) -> None:
    make_version(make_plan(here), label="draft")


@breaks("version_same_root_plan")
def version_of_anothers_plan(here: Root, there: Root) -> None:
    make_version(make_plan(here), root=there)


@breaks("version_same_root_case")
def version_in_anothers_case(here: Root, there: Root) -> None:
    make_version(make_plan(here), case=Case.objects.create(root=there, key="sak", number="1", title="Saken"))


@breaks("versionfile_once")
def file_of_a_version_twice(here: Root, there: Root) -> None:
    version = make_version(make_plan(here))
    for name in ("plan.txt", "samme.txt"):
        VersionFile.objects.create(
            root=here, version=version, file=keep_file(name="a.txt", content=b"innhold").file, name=name
        )


@breaks("versionfile_same_root_version")
def file_of_anothers_version(here: Root, there: Root) -> None:
    VersionFile.objects.create(
        root=there,
        version=make_version(make_plan(here)),
        file=keep_file(name="a.txt", content=b"innhold").file,
        name="plan.txt",
    )


@breaks("versionmark_has_reason")
def mark_without_a_reason(here: Root, there: Root) -> None:
    VersionMark.objects.create(root=here, version=make_version(make_plan(here), label="adopted"), reason="")


@breaks("versionmark_same_root_version")
def mark_of_anothers_version(here: Root, there: Root) -> None:
    VersionMark.objects.create(
        root=there, version=make_version(make_plan(here), label="adopted"), reason="Feil sak"
    )


@breaks("plancorrection_has_reason")
def correction_without_a_reason(here: Root, there: Root) -> None:
    PlanCorrection.objects.create(root=here, plan=make_plan(here), field="title", reason="")


@breaks("plancorrection_same_root_plan")
def correction_of_anothers_plan(here: Root, there: Root) -> None:
    PlanCorrection.objects.create(root=there, plan=make_plan(here), field="title", reason="Skrivefeil")


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any, here: Root, there: Root) -> None:
    with refused(constraint):
        attempt(here, there)


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("plans") <= set(breaks.by_name)


@pytest.mark.parametrize(("from_year", "to_year"), [(2025, 2025), (2025, None), (None, 2025), (None, None)])
def test_periods_that_hold(here: Root, from_year: int | None, to_year: int | None) -> None:
    assert make_plan(here, from_year=from_year, to_year=to_year).pk
