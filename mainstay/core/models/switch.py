from __future__ import annotations

from django.db import models

from mainstay.core.clock import now


class Switch(models.Model):
    """Something the whole installation does or does not do now, such as sending mail."""

    name = models.CharField(max_length=32, unique=True)
    is_off = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.name} is {'off' if self.is_off else 'on'}"
