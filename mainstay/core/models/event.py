"""The event log: timeline on screen, audit log, and outbox of everything that reacts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from mainstay.core import events
from mainstay.core.clock import now
from mainstay.core.planned import Planned


class TransactionId(models.BigIntegerField):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction id, set by the database."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        return f"{sql}::text::bigint", params

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::text::xid8" if isinstance(value, int) else "%s"


class Event(Planned):
    """One fact. Never changed, except that an erasure empties its personal keys.

    Nothing has a foreign key to an event and an event has none, so that the table can be
    partitioned. Readers order by (xid, id) and stop at the oldest transaction still running:
    ids are given out before the commit, so an order by id alone would skip a late one.
    """

    id = models.BigAutoField(primary_key=True)
    xid = TransactionId(db_default=RawSQL("pg_current_xact_id()", []), editable=False)
    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64)
    # Who may see it, stored so that no reader has to ask the module above ("department:3").
    audience = models.CharField(max_length=32, blank=True, default="")
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            # log.timeline(subject)
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_of_subject"),
            # projections.catch_up()
            models.Index(fields=["xid", "id"], name="event_in_commit_order"),
            # the audit log of one actor
            models.Index(fields=["actor_kind", "actor_id", "id"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"

    @property
    def declared(self) -> events.EventKind:
        return events.kind(self.kind)


class FailedJobQuerySet(models.QuerySet["FailedJob"]):
    def waiting(self) -> FailedJobQuerySet:
        """Those that a person has to look at, newest first."""
        return self.filter(settled_at__isnull=True).order_by("-failed_at", "-id")


class FailedJob(models.Model):
    """A reaction, alarm or other job that failed for good: its tries are used up."""

    job = models.CharField(max_length=64)
    arguments = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField()
    error = models.TextField()
    failed_at = models.DateTimeField(default=now)
    # Retried or let go by a person.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = FailedJobQuerySet.as_manager()

    class Meta:
        indexes = [
            # FailedJob.objects.waiting()
            models.Index(
                fields=["-failed_at", "-id"],
                name="failed_job_waiting",
                condition=Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The reaction or the kind of alarm where there is one, which says more than the job."""
        return str(self.arguments.get("reaction") or self.arguments.get("kind") or self.job)


class ProjectionPosition(models.Model):
    """How far a projection has read the log."""

    name = models.CharField(max_length=64, primary_key=True)
    xid = TransactionId(default=0)
    event_id = models.BigIntegerField(default=0)

    class Meta:
        ordering = [F("name").asc()]

    def __str__(self) -> str:
        return f"{self.name} at {self.xid}/{self.event_id}"
