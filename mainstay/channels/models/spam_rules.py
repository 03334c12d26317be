"""The desk's own rules about spam."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.team.models import Member


class SpamRuleQuerySet(models.QuerySet["SpamRule"]):
    def kept(self) -> SpamRuleQuerySet:
        """All but the removed ones, switched on or off, the newest first."""
        return self.filter(removed_at__isnull=True).order_by("-id")

    def at_work(self) -> SpamRuleQuerySet:
        """Those that arriving mail is compared with, the oldest first."""
        return self.filter(removed_at__isnull=True, is_active=True).order_by("id")


class SpamRule(models.Model):
    """Words that make a mail spam, or save it from ever being called so."""

    class Field(models.TextChoices):
        SENDER = "sender", _("Sender's address")
        DOMAIN = "domain", _("Sender's domain")
        SUBJECT = "subject", _("Subject")
        TEXT = "text", _("Text")
        HEADER = "header", _("Header")

    class Verdict(models.TextChoices):
        SPAM = "spam", _("Spam")
        NEVER_SPAM = "never_spam", _("Never spam")

    field = models.CharField(max_length=8, choices=Field)
    # The name of the header, in lower case, where it is compared with one.
    header = models.CharField(max_length=80, blank=True, default="")
    # No pattern: an address or a domain is equal to them, everything else contains them.
    words = models.CharField(max_length=200)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.SPAM)
    is_active = models.BooleanField(default=True)
    # How many mails it decided about, and when the last of them came.
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    # Removed, and can be brought back.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SpamRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="spam_rule_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="spam_rule_names_a_header_or_needs_none",
                condition=Q(field="header") ^ Q(header=""),
            ),
            models.UniqueConstraint(
                "field",
                "header",
                Lower("words"),
                name="spam_rule_is_kept_once",
                condition=Q(removed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.header or self.field}: {self.words} ({self.verdict})"
