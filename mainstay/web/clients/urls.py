"""Addresses of clients and the people there."""

from django.urls import path

from mainstay.web.clients import (
    chats,
    contacts,
    custom_fields,
    imports,
    merging,
    organisations,
    reachability,
    rights,
    tagging,
)

_CLIENT = "clients/<int:pk>/"
_CONTACT = "contacts/<int:pk>/"

urlpatterns = [
    path("clients/", organisations.organisations, name="clients"),
    path("clients/new/", organisations.create, name="organisation_new"),
    path("clients/export/", imports.export, name="clients_export"),
    path("clients/import/", imports.create, name="client_import_new"),
    path("clients/import/<int:pk>/", imports.client_import, name="client_import"),
    path("clients/import/<int:pk>/progress/", imports.progress, name="client_import_progress"),
    path("clients/import/<int:pk>/start/", imports.start, name="client_import_start"),
    path(_CLIENT, organisations.organisation, name="organisation"),
    path(f"{_CLIENT}edit/", organisations.edit, name="organisation_edit"),
    path(f"{_CLIENT}tags/", tagging.organisation, name="organisation_tags"),
    path(f"{_CLIENT}merging/", merging.organisation, name="organisation_merging"),
    path(f"{_CLIENT}separation/", merging.separate_organisation, name="organisation_separation"),
    path("contacts/new/", contacts.create, name="contact_new"),
    path(_CONTACT, contacts.contact, name="contact"),
    path(f"{_CONTACT}edit/", contacts.edit, name="contact_edit"),
    path(f"{_CONTACT}chats/", chats.create, name="contact_chats"),
    path(f"{_CONTACT}tags/", tagging.contact, name="contact_tags"),
    path(f"{_CONTACT}merging/", merging.contact, name="contact_merging"),
    path(f"{_CONTACT}separation/", merging.separate_contact, name="contact_separation"),
    path(f"{_CONTACT}reachability/", reachability.create, name="contact_reachability"),
    path(f"{_CONTACT}export/", rights.export, name="contact_export"),
    path(f"{_CONTACT}erasure/", rights.erasure, name="contact_erasure"),
    path("client-fields/", custom_fields.custom_fields, name="custom_fields"),
    path("client-fields/new/", custom_fields.create, name="custom_field_new"),
    path("client-fields/<int:pk>/", custom_fields.custom_field, name="custom_field"),
    path("client-fields/<int:pk>/removal/", custom_fields.remove, name="custom_field_removal"),
]
