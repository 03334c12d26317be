"""Who we work for: organisations and the people who write for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.team.models import check_time_zone

if TYPE_CHECKING:
    from mainstay.team.models import Member


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, member: Member) -> OrganisationQuerySet:
        """Everybody at the desk knows every client; what was said to them is limited above."""
        return self if member.is_active else self.none()


class Organisation(models.Model):
    """A company in the base. One may be several things, such as advertiser and agency."""

    class Kind(models.TextChoices):
        ADVERTISER = "advertiser", _("Advertiser")
        PUBLISHER = "publisher", _("Publisher")
        AGENCY = "agency", _("Agency")
        NETWORK = "network", _("Network")

    name = models.CharField(_("name"), max_length=200)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    country = models.CharField(_("country"), max_length=2, blank=True, default="")
    note = models.TextField(_("note"), max_length=5000, blank=True, default="")
    created_at = models.DateTimeField(default=now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            # the list of clients, by name
            models.Index(Lower("name"), "id", name="organisation_by_name"),
            # finding a client by a part of the name
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="organisation_name_trgm"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_labels(self) -> list[str]:
        return [str(self.Kind(kind).label) for kind in self.kinds if kind in self.Kind.values]


class OrganisationDomain(models.Model):
    """A mail domain of one organisation: who writes from there belongs to it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="domain_is_lower_case", condition=Q(domain=Lower("domain"))
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, member: Member) -> ContactQuerySet:
        return self if member.is_active else self.none()


class Contact(models.Model):
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
    note = models.TextField(_("note"), max_length=5000, blank=True, default="")
    created_at = models.DateTimeField(default=now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "name"], name="contact_of_organisation"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="contact_name_trgm"),
        ]

    def __str__(self) -> str:
        return self.name or f"contact {self.pk}"

    @property
    def actor_kind(self) -> str:
        return "contact"

    @property
    def actor_id(self) -> str:
        return str(self.pk)


class Identity(models.Model):
    """A way in which a contact is known to a channel, such as a mail address."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.EMAIL)
    # In the form in which it is compared: a mail address in lower case.
    value = models.CharField(max_length=320)
    created_at = models.DateTimeField(default=now)

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
    return {pk: name or value or str(pk) for pk, name, value in rows}


def organisation_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
