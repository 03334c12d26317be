"""Who we work for: organisations and the people who write for them."""

from mainstay.clients.models.cards import CardSource
from mainstay.clients.models.contacts import (
    Channel,
    Contact,
    ContactQuerySet,
    Identity,
    contact_names,
)
from mainstay.clients.models.custom_fields import CustomField
from mainstay.clients.models.erasures import Erasure
from mainstay.clients.models.imports import ClientImport
from mainstay.clients.models.merging import families_of, family_of, target_of, targets_of
from mainstay.clients.models.organisations import (
    Organisation,
    OrganisationDomain,
    OrganisationQuerySet,
    organisation_names,
)
from mainstay.clients.models.tags import Tag

__all__ = [
    "CardSource",
    "Channel",
    "ClientImport",
    "Contact",
    "ContactQuerySet",
    "CustomField",
    "Erasure",
    "Identity",
    "Organisation",
    "OrganisationDomain",
    "OrganisationQuerySet",
    "Tag",
    "contact_names",
    "families_of",
    "family_of",
    "organisation_names",
    "target_of",
    "targets_of",
]
