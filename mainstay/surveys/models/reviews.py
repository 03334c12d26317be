"""Leads look at conversations of their department and say how well they were led."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.team.models import Department, Member


class SampledQuerySet(models.QuerySet["Sampled"]):
    def visible_to(self, member: Member) -> SampledQuerySet:
        """What this member may review: never their own, and only as a lead or above."""
        if not (member.is_active and member.keeps_watch):
            return self.none()
        visible = Conversation.objects.visible_to(member)
        return self.exclude(member=member).filter(conversation__in=visible)


class Sampled(models.Model):
    """A conversation drawn for review, once. What was drawn for a week stays as it is."""

    # The Monday of the week in which it was finished.
    week = models.DateField()
    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="+")
    # Who had it then.
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    is_first_contact = models.BooleanField(default=False)
    # Among those of the same member, from 1; first contacts come first.
    place = models.PositiveSmallIntegerField()

    objects = SampledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["week", "member", "place"], name="sampled_has_a_place_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.conversation_id} of the week of {self.week}"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, member: Member) -> ReviewQuerySet:
        """One's own as the reviewed; a lead sees those of their departments, too."""
        if not member.is_active:
            return self.none()
        if member.sees_all:
            return self
        own = Q(member=member)
        if member.keeps_watch:
            own |= Q(reviewer=member) | Q(department__in=member.department_ids)
        return self.filter(own)


class Review(models.Model):
    """How well a conversation was led, on three axes. For the house alone."""

    class Score(models.IntegerChoices):
        NOT_YET = 1, _("Not yet")
        PARTLY = 2, _("Partly")
        FULLY = 3, _("Fully")

    AXIS_NAMES = {
        "solution": _("Solution"),
        "guidelines": _("Our guidelines"),
        "needs": _("The client's needs"),
    }
    AXES = tuple(AXIS_NAMES)

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Member, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="reviews", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    # Led to a solution; kept what the house agreed on; met what this client needed.
    solution = models.PositiveSmallIntegerField(choices=Score)
    guidelines = models.PositiveSmallIntegerField(choices=Score)
    needs = models.PositiveSmallIntegerField(choices=Score)
    comment = models.TextField(max_length=4000, blank=True, default="")
    at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "reviewer"], name="review_is_one_of_a_reviewer"
            ),
            models.CheckConstraint(
                name="review_is_of_somebody_else", condition=~Q(reviewer=F("member"))
            ),
            *(
                models.CheckConstraint(
                    name=f"review_{axis}_is_one_to_three",
                    condition=Q(**{f"{axis}__gte": 1, f"{axis}__lte": 3}),
                )
                for axis in ("solution", "guidelines", "needs")
            ),
        ]
        indexes = [
            # insights.quality: a window, of all, of some departments or of a member
            models.Index(fields=["at"], name="review_by_time"),
            models.Index(fields=["department", "at"], name="review_of_department"),
            models.Index(fields=["member", "at"], name="review_of_member"),
        ]

    def __str__(self) -> str:
        return f"review of conversation {self.conversation_id} by member {self.reviewer_id}"
