"""What this module holds of a person."""

from mainstay.clients.models import Contact, Identity
from mainstay.core.personal import Holder, Rows, Subject


def _export(contact_id: int) -> Rows:
    contact = Contact.objects.select_related("organisation").filter(pk=contact_id).first()
    if contact is None:
        return []
    return [
        {
            "name": contact.name,
            "organisation": contact.organisation.name if contact.organisation else None,
            "language": contact.language,
            "time_zone": contact.time_zone,
            "note": contact.note,
            "known_since": contact.created_at.isoformat(),
            "addresses": list(contact.identities.values_list("value", flat=True)),
        }
    ]


def _redact(contact_id: int) -> int:
    gone, _kinds = Identity.objects.filter(contact_id=contact_id).delete()
    emptied = Contact.objects.filter(pk=contact_id).update(name="", note="", time_zone="")
    return gone + emptied


def _subjects(contact_id: int) -> list[Subject]:
    return [("contact", contact_id)]


HOLDER = Holder("clients", _export, _redact, _subjects)
