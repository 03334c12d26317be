"""Who must get no mail from here: those of the other side."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mainstay.clients.actions.meeting import organisation_of
from mainstay.clients.addresses import normal
from mainstay.clients.models import Contact, Identity, Organisation, family_of, target_of
from mainstay.conversations.models import Conversation, Participant
from mainstay.conversations.sides import beside_with_outsiders, main_of
from mainstay.core.prepared import prepared


def kept_apart(conversation: Conversation, addresses: Iterable[str]) -> set[str]:
    """Those of these addresses to which nothing of this conversation may go.

    In a side conversation: the client for whose sake it is, their colleagues, and who takes part
    there. In the client's own: whoever is asked beside it, unless the client has brought them in.
    """
    wanted = {normal(each) for each in addresses} - {""}
    if not wanted:
        return set()
    if conversation.side_of_id is None:
        return _asked_beside(conversation, wanted)
    main = main_of(conversation)
    return _of_the_client(main, wanted) - _own(conversation, wanted) if main else set()


def is_of_the_client(main: Conversation, contact: Contact) -> bool:
    """Whether a contact is the client of a conversation, or of the same organisation."""
    client = main.contact
    if client is None:
        return False
    if target_of(client).pk == target_of(contact).pk:
        return True
    house = _house(main)
    return bool(house) and contact.organisation_id in house


def _of_the_client(main: Conversation, wanted: set[str]) -> set[str]:
    people = family_of(Contact, main.contact_id) if main.contact_id else []
    house = _house(main)
    rows = Identity.objects.filter(kind=Identity.Kind.EMAIL, value__in=wanted)
    known = {
        value: (pk, org)
        for value, pk, org in rows.values_list("value", "contact", "contact__organisation")
    }
    found = {value for value, (pk, org) in known.items() if pk in people or (org and org in house)}
    if house:
        unknown = wanted - known.keys()
        found |= {each for each in unknown if _is_of(each, house)}
    taking_part = Participant.objects.filter(conversation=main, address__in=wanted)
    return found | set(taking_part.values_list("address", flat=True))


def _own(side: Conversation, wanted: set[str]) -> set[str]:
    """The addresses of whom we ask."""
    return _addresses([side.contact_id], wanted) if side.contact_id else set()


@prepared
def _beside(main_id: int) -> QuerySet[Conversation, Any]:
    return beside_with_outsiders(Conversation(pk=main_id)).values_list("pk", "contact")


def _asked_beside(main: Conversation, wanted: set[str]) -> set[str]:
    sides = dict(_beside(main.pk))
    if not sides:
        return set()
    asked = _addresses(sides.values(), wanted)
    copied = Participant.objects.filter(conversation__in=sides, address__in=wanted)
    asked |= set(copied.values_list("address", flat=True))
    brought = Participant.objects.filter(conversation=main, address__in=asked)
    own = _addresses([main.contact_id], asked) if main.contact_id else set()
    return asked - own - set(brought.values_list("address", flat=True))


def _addresses(contact_ids: Iterable[int | None], wanted: set[str]) -> set[str]:
    family = {
        pk for contact in contact_ids if contact is not None for pk in family_of(Contact, contact)
    }
    rows = Identity.objects.filter(
        Q(contact__in=family), kind=Identity.Kind.EMAIL, value__in=wanted
    )
    return set(rows.values_list("value", flat=True))


def _house(main: Conversation) -> list[int]:
    """The client's organisation, with what was merged into it."""
    return family_of(Organisation, main.organisation_id) if main.organisation_id else []


def _is_of(address: str, house: list[int]) -> bool:
    organisation = organisation_of(address)
    return organisation is not None and organisation.pk in house
