"""Tokens of the API, and the answers that were given by them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from mainstay.core.clock import now
from mainstay.team.tokens.scopes import Scope


class ApiToken(models.Model):
    """A key by which a program acts for its owner. Only a hash of it is kept.

    It may do what its owner may, and of that only what its scopes name.
    """

    USUAL_RATE = 600
    """Requests a minute."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    # Its first letters, by which a person knows it again.
    prefix = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    requests_per_minute = models.PositiveIntegerField(default=USUAL_RATE)
    created_at = models.DateTimeField(default=now)
    # To the minute: a busy one is not written at each request.
    last_used_at = models.DateTimeField(null=True, blank=True)
    # Null: it does not end by itself.
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="api_token_may_do_something", condition=~Q(scopes=[])),
            models.CheckConstraint(
                name="api_token_has_a_rate", condition=Q(requests_per_minute__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_good(self, moment: datetime) -> bool:
        """Neither revoked nor over. Whether its owner still works here is another question."""
        if self.revoked_at is not None:
            return False
        return self.expires_at is None or self.expires_at > moment

    def allows(self, scope: Scope) -> bool:
        return any(each in self.scopes for each in scope.including)


class ApiAnswer(models.Model):
    """What a request with a once-key was answered, for the same request that comes again."""

    # The once-key it used up, see `core.once`.
    key = models.UUIDField(primary_key=True)
    # Of method, address and body: another request may not use the key.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    location = models.CharField(max_length=500, blank=True, default="")
    body = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.status} at {self.at}"
