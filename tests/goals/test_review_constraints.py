"""Every constraint of reviews, comments, draft links and retention, each with an attempt to break it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rodtrad.goals.models import Comment, DraftLink, HistoryRetention, Review
from tests.goals.worlds import Pair
from tests.refusals import Attempt, Attempts, refused

pytestmark = pytest.mark.data
breaks = Attempts()


def review(w: Pair, **fields: Any) -> Review:
    given = {"root": w.here.root, "element": w.here.goal, "key": "maal", "proposed_at": timezone.now()}
    return Review.objects.create(**{**given, **fields})


def comment(w: Pair, **fields: Any) -> Comment:
    given = {"root": w.here.root, "element": w.here.goal, "key": "maal", "text": "Godt sagt."}
    return Comment.objects.create(**{**given, "written_at": timezone.now(), **fields})


def draft_link(w: Pair, **fields: Any) -> DraftLink:
    now = timezone.now()
    given = {"root": w.here.root, "element": w.here.goal, "reader": "Ola", "made_at": now}
    return DraftLink.objects.create(**{**given, "expires_at": now + timedelta(days=7), **fields})


@breaks("review_about_one")
def review_of_two(w: Pair) -> None:
    review(w, plan=w.here.plan)


@breaks("review_element_once")
def element_proposed_twice(w: Pair) -> None:
    review(w)
    review(w)


@breaks("review_plan_once")
def plan_proposed_twice(w: Pair) -> None:
    for _time in range(2):
        review(w, element=None, plan=w.here.plan)


@breaks("review_decided_or_open")
def approved_at_no_time(w: Pair) -> None:
    review(w, state="approved")


@breaks("review_decided_or_open")
def open_and_decided(w: Pair) -> None:
    review(w, decided_at=timezone.now())


@breaks("review_returned_with_reason")
def returned_without_reason(w: Pair) -> None:
    review(w, state="returned", decided_at=timezone.now())


@breaks("review_same_root_element")
def review_of_another_roots_element(w: Pair) -> None:
    review(w, element=w.there.goal)


@breaks("review_same_root_plan")
def review_of_another_roots_plan(w: Pair) -> None:
    review(w, element=None, plan=w.there.plan)


@breaks("comment_about_one")
def comment_on_two(w: Pair) -> None:
    comment(w, plan=w.here.plan)


@breaks("comment_has_text")
def comment_that_says_nothing(w: Pair) -> None:
    comment(w, text="")


@breaks("comment_same_root_element")
def comment_on_another_roots_element(w: Pair) -> None:
    comment(w, element=w.there.goal)


@breaks("comment_same_root_plan")
def comment_on_another_roots_plan(w: Pair) -> None:
    comment(w, element=None, plan=w.there.plan)


@breaks("draft_link_to_one")
def link_to_two(w: Pair) -> None:
    draft_link(w, plan=w.here.plan)


@breaks("draft_link_to_one")
def link_to_nothing(w: Pair) -> None:
    draft_link(w, element=None)


@breaks("draft_link_has_reader")
def link_for_no_one(w: Pair) -> None:
    draft_link(w, reader="")


@breaks("draft_link_expires_after_made")
def link_that_never_worked(w: Pair) -> None:
    draft_link(w, expires_at=timezone.now() - timedelta(days=1))


@breaks("draft_link_same_root_element")
def link_to_another_roots_element(w: Pair) -> None:
    draft_link(w, element=w.there.goal)


@breaks("draft_link_same_root_plan")
def link_to_another_roots_plan(w: Pair) -> None:
    draft_link(w, element=None, plan=w.there.plan)


@breaks("history_retention_once")
def two_choices_of_how_long(w: Pair) -> None:
    for _time in range(2):
        HistoryRetention.objects.create(root=w.here.root, texts_months=12)


@breaks("history_retention_in_bounds")
def longer_than_can_be_counted(w: Pair) -> None:
    HistoryRetention.objects.create(root=w.here.root, names_months=1201)


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Attempt, worlds: Pair) -> None:
    with refused(constraint):
        attempt(worlds)


def test_what_is_right_is_let_through(worlds: Pair) -> None:
    review(worlds)
    review(worlds, state="returned", reason="Mangler kilde.", decided_at=timezone.now())
    comment(worlds)
    draft_link(worlds)
