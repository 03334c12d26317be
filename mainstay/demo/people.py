"""The cast settles in: departments, members, and the clients that are known already."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from mainstay.clients import actions as clients
from mainstay.clients.models import Contact, Organisation
from mainstay.core.actor import System
from mainstay.demo import cast
from mainstay.team import actions as team
from mainstay.team.departments import default_department
from mainstay.team.models import Department, Member

PASSWORD = "mainstay-demo"  # noqa: S105 - shown to everybody who starts the demo
_SETUP = System("setup")


class Cast(NamedTuple):
    """Who plays along. The first department takes new mail."""

    departments: tuple[cast.Department, ...]
    members: tuple[cast.Member, ...]
    organisations: tuple[cast.Organisation, ...]
    contacts: tuple[cast.Contact, ...]


EVERYBODY = Cast(cast.DEPARTMENTS, cast.MEMBERS, cast.ORGANISATIONS, cast.CONTACTS)


@dataclass(frozen=True)
class Base:
    """The rows of a cast, by their keys."""

    departments: dict[str, Department]
    members: dict[str, Member]
    organisations: dict[str, Organisation]
    contacts: dict[str, Contact]


def settle_in(players: Cast) -> Base:
    """Put a cast into an empty base. The administrator of the cast enters the clients."""
    first, *others = players.departments
    departments = {first.key: default_department()}
    for department in others:
        departments[department.key] = team.create_department(department.name, by=_SETUP)
    members = {each.key: _join(each, departments) for each in players.members}

    administrator = next(each for each in members.values() if each.is_administrator)
    organisations = {each.key: _add(each, administrator) for each in players.organisations}
    contacts = {each.key: _know(each, organisations, administrator) for each in players.contacts}
    return Base(departments, members, organisations, contacts)


def _join(member: cast.Member, departments: dict[str, Department]) -> Member:
    joined = team.join(
        email=member.email,
        name=member.name,
        role=member.role,
        departments=[departments[key] for key in member.departments],
        by=_SETUP,
        languages=list(member.languages),
        time_zone=member.time_zone,
        signature=member.signature,
        interface_language=member.interface,
    )
    joined.password = _hashed_password()
    joined.save(update_fields=["password"])
    return joined


@cache
def _hashed_password() -> str:
    """The one password, hashed once: ten times would be a second.

    `team.join` would refuse it, because it resembles the domain in every address of the cast.
    """
    return make_password(PASSWORD)


def _add(organisation: cast.Organisation, by: Member) -> Organisation:
    return clients.add_organisation(
        organisation.name,
        by=by,
        domains=organisation.domains,
        kinds=[kind for kind in organisation.kinds if kind in Organisation.Kind.values],
        language=organisation.language,
        country=organisation.country,
        note=organisation.note,
    )


def _know(contact: cast.Contact, houses: dict[str, Organisation], by: Member) -> Contact:
    return clients.add_contact(
        contact.name,
        by=by,
        addresses=[contact.email, *contact.also],
        organisation=houses[contact.organisation] if contact.organisation else None,
        language=contact.language,
        time_zone=contact.time_zone,
    )


def who_may_sign_in() -> list[tuple[str, str, str]]:
    """The people of the demo as (name, address, role), all with the same password."""
    return [(each.name, each.email, each.role.replace("_", " ")) for each in EVERYBODY.members]
