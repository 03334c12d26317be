"""Who we work for: organisations and the people who write for them."""

from mainstay.clients.models.contacts import Channel, Contact, ContactQuerySet, Identity
from mainstay.clients.models.contacts import contact_names as contact_names
from mainstay.clients.models.custom_fields import CustomField
from mainstay.clients.models.organisations import (
    Organisation,
    OrganisationDomain,
    OrganisationQuerySet,
)
from mainstay.clients.models.organisations import organisation_names as organisation_names
from mainstay.clients.models.tags import Tag

__all__ = [
    "Channel",
    "Contact",
    "ContactQuerySet",
    "CustomField",
    "Identity",
    "Organisation",
    "OrganisationDomain",
    "OrganisationQuerySet",
    "Tag",
    "contact_names",
    "organisation_names",
]
