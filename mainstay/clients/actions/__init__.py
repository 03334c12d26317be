"""Changes of organisations and contacts."""

from mainstay.clients.actions.chats import meet_in_chat, offer_chat, recognise_in_chat
from mainstay.clients.actions.contacts import add_contact, edit_contact
from mainstay.clients.actions.custom_fields import define_field, edit_field, retire_field
from mainstay.clients.actions.erasing import ask_to_erase, export_person
from mainstay.clients.actions.imports import begin_import, export_clients, start_import
from mainstay.clients.actions.meeting import meet, organisation_of
from mainstay.clients.actions.merging import merge, separate
from mainstay.clients.actions.organisations import add_organisation, edit_organisation
from mainstay.clients.actions.proving import admit_unproven, is_claim, vouch_for
from mainstay.clients.actions.reachability import clear_bounce, note_bounce
from mainstay.clients.actions.tags import tag, untag
from mainstay.clients.addresses import normal

__all__ = [
    "add_contact",
    "add_organisation",
    "admit_unproven",
    "ask_to_erase",
    "begin_import",
    "clear_bounce",
    "define_field",
    "edit_contact",
    "edit_field",
    "edit_organisation",
    "export_clients",
    "export_person",
    "is_claim",
    "meet",
    "meet_in_chat",
    "merge",
    "normal",
    "note_bounce",
    "offer_chat",
    "organisation_of",
    "recognise_in_chat",
    "retire_field",
    "separate",
    "start_import",
    "tag",
    "untag",
    "vouch_for",
]
