"""The people of the house: members, departments, invitations."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mainstay.core.clock import now
from mainstay.core.prepared import prepared
from mainstay.team.roles import Role
from mainstay.team.tokens.models import ApiAnswer, ApiToken

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "Department",
    "Invitation",
    "Member",
    "MemberManager",
    "Reader",
    "check_time_zone",
    "department_names",
    "member_names",
]


def check_time_zone(name: str) -> None:
    """Refuse what is no name of a time zone in the IANA list, such as "Europe/Berlin"."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone such as Europe/Berlin."))


class Department(models.Model):
    name = models.CharField(_("name"), max_length=60)
    # New mail arrives here.
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="department_name_is_unique"),
            models.UniqueConstraint(
                fields=["is_default"],
                name="department_default_is_one",
                condition=Q(is_default=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, email: str | None) -> Member:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        """For the libraries that expect it; the product uses `team.actions.join`."""
        member = self.model(email=email.strip().lower(), **fields)
        member.set_password(password)
        member.save()
        return member

    def active(self) -> models.QuerySet[Member]:
        return self.filter(is_active=True)

    def colleagues_in(self, department_ids: Sequence[int]) -> models.QuerySet[Member]:
        """Active members who answer for one of these departments, by name."""
        answering = self.active().exclude(role=Member.Role.READ_ONLY)
        inside = Q(departments__in=department_ids) | Q(role__in=Member.SEES_ALL)
        return answering.filter(inside).distinct().order_by("name")


class Member(AbstractBaseUser):
    """Somebody who works at the desk."""

    Role = Role

    class Theme(models.TextChoices):
        SYSTEM = "", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable", _("Comfortable")
        COMPACT = "compact", _("Compact")

    SEES_ALL = (Role.MANAGER, Role.ADMINISTRATOR)

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.AGENT)
    departments = models.ManyToManyField(
        Department, related_name="members", blank=True, verbose_name=_("departments")
    )
    # ISO 639-1 codes of the languages this member answers in.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    signature = models.TextField(_("signature"), max_length=1000, blank=True, default="")
    # The language of the screens; empty follows the browser.
    interface_language = models.CharField(_("language"), max_length=8, blank=True, default="")
    theme = models.CharField(
        _("theme"), max_length=8, choices=Theme, blank=True, default=Theme.SYSTEM
    )
    density = models.CharField(
        _("density"), max_length=12, choices=Density, default=Density.COMFORTABLE
    )
    has_hot_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="member_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_kind(self) -> str:
        return "member"

    @property
    def actor_id(self) -> str:
        return str(self.pk)

    @property
    def sees_all(self) -> bool:
        """Managers and administrators see every department."""
        return self.role in self.SEES_ALL

    @property
    def keeps_watch(self) -> bool:
        """Leads, managers and administrators see what went wrong and try it again."""
        return self.role in (self.Role.LEAD, *self.SEES_ALL)

    @property
    def may_write(self) -> bool:
        return self.role != self.Role.READ_ONLY

    @property
    def is_administrator(self) -> bool:
        return self.role == self.Role.ADMINISTRATOR

    @cached_property
    def department_ids(self) -> list[int]:
        """The departments this member belongs to. One query, remembered for the request."""
        return _departments_of(self.pk)

    @property
    def reader(self) -> Reader:
        return Reader(self.pk, self.is_active, self.sees_all, tuple(self.department_ids))


@dataclass(frozen=True)
class Reader:
    """A member as far as it decides over what they see: for statements that are prepared."""

    pk: int
    is_active: bool
    sees_all: bool
    department_ids: Sequence[int]


@prepared
def _departments_of(member_id: int) -> models.QuerySet[Department, int]:
    return Department.objects.filter(members=member_id).values_list("pk", flat=True)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(used_at__isnull=True, expires_at__gt=now())


class Invitation(models.Model):
    """A link that lets one person join, once. Only a hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=16, choices=Member.Role)
    departments = models.ManyToManyField(Department, blank=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation for {self.email or 'the first administrator'}"


def member_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Member.objects.filter(pk__in=ids).values_list("pk", "name"))


def department_names(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(Department.objects.filter(pk__in=ids).values_list("pk", "name"))
