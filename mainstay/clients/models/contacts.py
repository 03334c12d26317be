"""The people who write to us, and by what we know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models.organisations import Organisation
from mainstay.clients.models.tags import Tag
from mainstay.core.clock import now
from mainstay.core.planned import Planned
from mainstay.team.models import Member, check_time_zone


class Channel(models.TextChoices):
    """By which a person can be reached."""

    EMAIL = "email", _("E-mail")
    TELEGRAM = "telegram", _("Telegram")


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, member: Member) -> ContactQuerySet:
        return self if member.is_active else self.none()

    def standing(self) -> ContactQuerySet:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


class Contact(Planned):
    """A person who writes to us."""

    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("organisation"),
    )
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, default="", validators=[check_time_zone]
    )
    # How they wish to be reached; empty: as they wrote last.
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=16, choices=Channel, blank=True, default=""
    )
    tags = models.ManyToManyField(Tag, related_name="contacts", blank=True, verbose_name=_("tags"))
    # Values of `CustomField`s by their keys.
    custom = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    # The same person by another address: see `merging`. Identities stay with their own row.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # Everything that named them is gone since then; the row stays, so that numbers do.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "name"], name="contact_of_organisation"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="contact_name_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_is_not_merged_into_itself",
                condition=~models.Q(merged_into=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"contact {self.pk}"

    @property
    def actor_kind(self) -> str:
        return "contact"

    @property
    def actor_id(self) -> str:
        return str(self.pk)


class Identity(Planned):
    """A way in which a contact is known to a channel, such as a mail address."""

    Kind = Channel

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=16, choices=Channel, default=Channel.EMAIL)
    # In the form in which it is compared: a mail address in lower case.
    value = models.CharField(max_length=320)
    # What people call it where `value` is only a number: "@claire".
    label = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    # Since when nothing reaches them there, and what their server said; null while it does.
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_status = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="identity_belongs_to_one"),
        ]
        indexes = [
            GinIndex(OpClass(Upper("value"), name="gin_trgm_ops"), name="identity_value_trgm"),
        ]

    def __str__(self) -> str:
        return self.value


def contact_names(ids: Sequence[int]) -> Mapping[int, str]:
    rows = Contact.objects.filter(pk__in=ids).values_list("pk", "name", "identities__value")
    return {pk: name or value or f"contact {pk}" for pk, name, value in rows}
