"""What happens after a conversation was solved."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ClosingTerms(models.Model):
    """Whether clients are asked, how soon, and when silence closes. One row for the desk."""

    ONLY = 1
    LONGEST_WAIT = 7 * 24 * 60
    """Minutes: whoever is asked later than a week does not know what it is about."""

    is_asking = models.BooleanField(_("ask clients how it went"), default=True)
    ask_after_minutes = models.PositiveIntegerField(_("ask after"), default=60)
    # 0: silence closes nothing.
    close_after_days = models.PositiveSmallIntegerField(_("close after"), default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(name="closing_terms_are_one_row", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"asked after {self.ask_after_minutes} min, closed after {self.close_after_days} d"

    @classmethod
    def current(cls) -> ClosingTerms:
        """Those in force; the usual ones while nobody has set any."""
        return cls.objects.filter(pk=cls.ONLY).first() or cls(pk=cls.ONLY)

    @property
    def ask_after(self) -> timedelta:
        return timedelta(minutes=self.ask_after_minutes)

    @property
    def close_after(self) -> timedelta | None:
        """None: a solved conversation stays solved."""
        return timedelta(days=self.close_after_days) if self.close_after_days else None
