"""Something that is due at a time: the one clock engine of the product."""

from django.db import models
from django.db.models import Q

from mainstay.core.clock import now


class Alarm(models.Model):
    """Rings once at `due_at`. Setting it again moves it; a reaction asks whether it still holds."""

    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=32, blank=True, default="")
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)
    set_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind", "step"], name="alarm_is_set_once"
            ),
        ]
        indexes = [
            # alarms.fire_due(), four times a second
            models.Index(
                fields=["due_at"], name="alarm_pending", condition=Q(fired_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_kind}:{self.subject_id} at {self.due_at:%F %T}"
