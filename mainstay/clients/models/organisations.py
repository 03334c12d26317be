"""The companies we work for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from mainstay.clients.models.tags import Tag
from mainstay.core.clock import now
from mainstay.team.models import Member


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, member: Member) -> OrganisationQuerySet:
        """Everybody at the desk knows every client; what was said to them is limited above."""
        return self if member.is_active else self.none()

    def standing(self) -> OrganisationQuerySet:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


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
    # Their account or partner manager, and who stands in.
    manager = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="managed_organisations",
        verbose_name=_("manager"),
    )
    backup = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="backed_organisations",
        verbose_name=_("backup"),
    )
    # They wish to stay unnamed: left out of every export, case and report.
    is_confidential = models.BooleanField(_("confidential"), default=False)
    tags = models.ManyToManyField(
        Tag, related_name="organisations", blank=True, verbose_name=_("tags")
    )
    # Values of `CustomField`s by their keys.
    custom = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    # The same company under another name: see `merging`.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            # the list of clients, by name
            models.Index(Lower("name"), "id", name="organisation_by_name"),
            # finding a client by a part of the name
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="organisation_name_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="organisation_has_two_managers_or_one",
                condition=Q(backup__isnull=True) | ~Q(backup=models.F("manager")),
            ),
            models.CheckConstraint(
                name="organisation_is_not_merged_into_itself",
                condition=~Q(merged_into=models.F("id")),
            ),
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


def organisation_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
