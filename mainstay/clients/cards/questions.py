"""Whom a source is asked about."""

import json
from typing import Any

from django.utils.translation import get_language

from mainstay.clients.models import (
    CardSource,
    Contact,
    Identity,
    Organisation,
    OrganisationDomain,
    family_of,
)

Question = dict[str, Any]


def question_about(contact: Contact, conversation: int | None) -> Question:
    """The contact by everything we know them by, their company, and where we speak of it."""
    return {
        "contact": {
            "id": contact.pk,
            "name": contact.name,
            "identities": _identities(contact),
        },
        "organisation": _organisation(contact.organisation),
        "conversation": conversation,
        "language": get_language() or "en",
    }


def body_for(source: CardSource, question: Question) -> bytes:
    """What is sent to one source: the same question gives the same letters."""
    asked = {**question, "cards": source.cards}
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()


def _identities(contact: Contact) -> list[dict[str, str]]:
    rows = Identity.objects.filter(contact__in=family_of(Contact, contact.pk)).order_by("pk")
    return [{"kind": kind, "value": value} for kind, value in rows.values_list("kind", "value")]


def _organisation(organisation: Organisation | None) -> dict[str, Any] | None:
    if organisation is None:
        return None
    family = family_of(Organisation, organisation.pk)
    domains = OrganisationDomain.objects.filter(organisation__in=family).order_by("domain")
    return {
        "id": organisation.pk,
        "name": organisation.name,
        "domains": list(domains.values_list("domain", flat=True)),
    }
