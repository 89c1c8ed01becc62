"""Proposing, commenting, returning and approving an element or a whole draft plan; links for one reader."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.goals.models.elements import Element
from rodtrad.organisations.models import Owned
from rodtrad.plans.models import Plan


class ReviewState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("review", "foreslått")
    RETURNED = "returned", _("sendt tilbake")
    WITHDRAWN = "withdrawn", _("trukket tilbake")
    APPROVED = "approved", _("godkjent")


class About(Owned):
    """What is said of one element or one plan. `key` still says which one when it is no more."""

    element = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    key = models.CharField(max_length=64)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(element__isnull=True) | Q(plan__isnull=True), name="%(class)s_about_one"
            )
        ]


class Review(About):
    """One round: proposed by somebody, and returned, withdrawn or approved by somebody.

    `marks` holds the last event of each table of the audit trail that an approval saw: what came later has changed
    since.
    """

    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    marks = models.JSONField(default=dict)

    class Meta(About.Meta):
        ordering = ["-proposed_at"]
        constraints = [
            *About.Meta.constraints,
            models.UniqueConstraint(
                "element", condition=Q(state=ReviewState.PROPOSED), name="review_element_once"
            ),
            models.UniqueConstraint("plan", condition=Q(state=ReviewState.PROPOSED), name="review_plan_once"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PROPOSED) ^ Q(decided_at__isnull=False),
                name="review_decided_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.RETURNED, reason=""), name="review_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class Comment(About):
    """A remark to those who work with the text. It can be marked as dealt with, never changed or deleted."""

    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta(About.Meta):
        ordering = ["written_at", "id"]
        constraints = [
            *About.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:40]}"


class DraftLink(Owned):
    """An address that lets one reader without an account read one draft, until it expires or is taken back."""

    element = models.ForeignKey(Element, models.CASCADE, null=True, blank=True, related_name="draft_links")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="draft_links")
    reader = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    #: How often it has been read, and when last: whoever made it can see whether it has gone astray.
    opened = models.PositiveIntegerField(default=0)
    last_opened = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(element__isnull=True) ^ Q(plan__isnull=True), name="draft_link_to_one"
            ),
            models.CheckConstraint(condition=~Q(reader=""), name="draft_link_has_reader"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="draft_link_expires_after_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.expires_at}"
