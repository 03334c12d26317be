"""Programs of the company that know more about a client than the desk does."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now


class CardSource(models.Model):
    """An address that is asked about the client of an open conversation.

    What it answers stands beside the client: a balance, orders, postbacks.
    """

    SHORTEST_PATIENCE = 200
    LONGEST_PATIENCE = 3000
    """Milliseconds."""

    name = models.CharField(_("name"), max_length=60)
    url = models.CharField(_("address"), max_length=1000)
    # By which the other side knows that it was us: sealed, see `channels.mailboxes.sealing`.
    secret = models.TextField()
    # Names of cards that are asked for, as the other side calls them. Empty: what it thinks best.
    cards = models.JSONField(_("cards"), default=list, blank=True)
    patience = models.PositiveSmallIntegerField(_("time limit"), default=2000)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    # Answers from before are not shown any more.
    changed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="card_source_does_not_wait_long",
                condition=Q(patience__gte=200, patience__lte=3000),
            ),
        ]

    def __str__(self) -> str:
        return self.name
