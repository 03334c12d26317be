"""Compound reads about the people of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q
from django.db.models.functions import Lower

from mainstay.team.models import Department, Invitation, Member


@dataclass(frozen=True)
class Colleague:
    """A member as a line of the list of people."""

    id: int
    name: str
    email: str
    role: str
    languages: list[str]
    is_active: bool
    departments: list[str]


@dataclass(frozen=True)
class OpenInvitation:
    id: int
    email: str
    role: str
    expires_at: datetime


@dataclass(frozen=True)
class Staffed:
    """A department, and how many open accounts belong to it."""

    id: int
    name: str
    is_default: bool
    people: int


def people() -> list[Colleague]:
    """Everybody by name, closed accounts last."""
    names = ArrayAgg("departments__name", filter=Q(departments__isnull=False), default=[])
    rows = Member.objects.annotate(places=names).order_by("-is_active", Lower("name"), "pk")
    columns = ("pk", "name", "email", "role", "languages", "is_active", "places")
    return [
        Colleague(pk, name, email, role, languages, is_active, sorted(places))
        for pk, name, email, role, languages, is_active, places in rows.values_list(*columns)
    ]


def people_of(department: Department) -> list[tuple[int, str]]:
    """Ids and names of the open accounts of a department."""
    rows = department.members.filter(is_active=True).order_by(Lower("name"))
    return list(rows.values_list("pk", "name"))


def open_invitations() -> list[OpenInvitation]:
    rows = Invitation.objects.open().order_by("expires_at", "pk")
    return [OpenInvitation(*row) for row in rows.values_list("pk", "email", "role", "expires_at")]


def departments() -> list[Staffed]:
    active = Count("members", filter=Q(members__is_active=True))
    rows = Department.objects.annotate(people=active).order_by(Lower("name"))
    return [Staffed(*row) for row in rows.values_list("pk", "name", "is_default", "people")]
