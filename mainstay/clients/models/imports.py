"""Files of clients that somebody brings in through the browser."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now


class ClientImport(models.Model):
    """A CSV file: looked through first, taken in when somebody has seen what would happen."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being looked through")
        CHECKED = "checked", _("Looked through")
        IMPORTING = "importing", _("Being taken in")
        DONE = "done", _("Taken in")
        FAILED = "failed", _("Not readable")

    WORKING = (State.CHECKING, State.IMPORTING)

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    # Compressed; gone as soon as nobody needs it, because it speaks of people.
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    # Rows that were looked at, of about so many.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Counts of a `Tally`, and the first faults of its rows.
    result = models.JSONField(default=dict)
    # Why it could not be read at all.
    refusal = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="client_import_has_a_time_when_done",
                condition=Q(state="done") ^ Q(finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING
