from __future__ import annotations

from django.db import models
from django.db.models import Q

from mainstay.core.clock import now


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def waiting_for(self, member_id: int, department_ids: list[int]) -> WorkItemQuerySet:
        """What this member should see: their own, and what nobody in their departments has."""
        unclaimed = Q(member_id__isnull=True, department_id__in=department_ids)
        return self.filter(Q(member_id=member_id) | unclaimed)


class WorkItem(models.Model):
    """Something that waits for a person, with its reason. A module puts it there and takes it away.

    `member_id` and `department_id` are ids without foreign keys: this floor knows no team.
    """

    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    member_id = models.BigIntegerField(null=True, blank=True)
    department_id = models.BigIntegerField(null=True, blank=True)
    since = models.DateTimeField(default=now)
    due_at = models.DateTimeField(null=True, blank=True)
    # Money at stake, unknown when null.
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id"], name="work_waits_once"
            ),
            models.CheckConstraint(
                name="work_value_has_a_currency",
                condition=Q(value__isnull=True) | ~Q(currency=""),
            ),
        ]
        indexes = [
            # WorkItem.objects.waiting_for()
            models.Index(fields=["member_id", "kind"], name="work_of_member"),
            models.Index(
                fields=["department_id", "kind"],
                name="work_of_department",
                condition=Q(member_id__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind}:{self.subject_id}"
