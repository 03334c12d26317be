"""Facts about clients."""

from django.utils.translation import gettext_lazy as _

from mainstay.clients.models import Channel
from mainstay.core.events import declare

FIELDS = {
    "name": _("name"),
    "domains": _("mail domains"),
    "kinds": _("kinds"),
    "country": _("country"),
    "language": _("language"),
    "time_zone": _("time zone"),
    "preferred_channel": _("preferred channel"),
    "manager": _("manager"),
    "backup": _("backup"),
    "is_confidential": _("confidentiality"),
    "organisation": _("organisation"),
    "addresses": _("addresses"),
    "tags": _("tags"),
    "custom": _("own fields"),
    "note": _("note"),
}
"""What the columns of a client or a contact are called in a sentence."""

ORGANISATION_ADDED = declare(
    "organisation.added",
    _("{actor} added the client {name}"),
    personal=(),
    facts=("name",),
    icon="clients",
)
ORGANISATION_EDITED = declare(
    "organisation.edited",
    _("{actor} changed {fields}"),
    personal=(),
    facts=("fields",),
    words={"fields": FIELDS},
    icon="edit",
)
CONTACT_MET = declare(
    "contact.met",
    _("{contact} wrote for the first time"),
    personal=(),
    refs={"contact": "contact"},
    icon="user",
)
CONTACT_ADDED = declare(
    "contact.added",
    _("{actor} added {contact}"),
    personal=(),
    refs={"contact": "contact"},
    icon="user",
)
CONTACT_EDITED = declare(
    "contact.edited",
    _("{actor} changed {fields} of {contact}"),
    personal=(),
    facts=("fields",),
    refs={"contact": "contact"},
    words={"fields": FIELDS},
    icon="edit",
)
CONTACT_MERGED = declare(
    "contact.merged",
    _("{actor} merged {contact} into {into}"),
    personal=(),
    refs={"contact": "contact", "into": "contact"},
    icon="swap",
)
CONTACT_SEPARATED = declare(
    "contact.separated",
    _("{actor} separated {contact} from {before} again"),
    personal=(),
    refs={"contact": "contact", "before": "contact"},
    icon="undo",
)
CONTACT_DOUBTED = declare(
    "contact.doubted",
    _("{contact} wrote and did not prove to be {address}"),
    personal=("address",),
    facts=("address",),
    refs={"contact": "contact"},
    icon="alert",
)
CONTACT_VOUCHED_FOR = declare(
    "contact.vouched_for",
    _("{actor} said that this sender is {contact}"),
    personal=(),
    refs={"contact": "contact"},
    icon="check",
)
ADDRESS_BOUNCED = declare(
    "address.bounced",
    _("Nothing reaches {address} any more: it came back"),
    personal=("address",),
    facts=("address",),
    refs={"contact": "contact"},
    icon="alert",
)
ADDRESS_CLEARED = declare(
    "address.cleared",
    _("{address} is expected to be reachable again"),
    personal=("address",),
    facts=("address",),
    refs={"contact": "contact"},
    icon="undo",
)
_CHANNELS = {"channel": {each.value: each.label for each in Channel}}
CHAT_OFFERED = declare(
    "contact.chat_offered",
    _("{actor} made a link by which {contact} can write to us by {channel}"),
    personal=(),
    facts=("channel",),
    refs={"contact": "contact"},
    icon="chat",
    words=_CHANNELS,
)
CHAT_BEGUN = declare(
    "contact.chat_begun",
    _("{contact} can be reached by {channel} from now on"),
    personal=(),
    facts=("channel",),
    refs={"contact": "contact"},
    icon="chat",
    words=_CHANNELS,
)
CHAT_MISTAKEN = declare(
    "contact.chat_mistaken",
    _("A link for {contact} was used by {other} on {channel}, who stays who they are"),
    personal=(),
    facts=("channel",),
    refs={"contact": "contact", "other": "contact"},
    icon="alert",
    words=_CHANNELS,
)
ORGANISATION_MERGED = declare(
    "organisation.merged",
    _("{actor} merged {organisation} into {into}"),
    personal=(),
    refs={"organisation": "organisation", "into": "organisation"},
    icon="swap",
)
ORGANISATION_SEPARATED = declare(
    "organisation.separated",
    _("{actor} separated {organisation} from {before} again"),
    personal=(),
    refs={"organisation": "organisation", "before": "organisation"},
    icon="undo",
)
FIELD_ADDED = declare(
    "customfield.added",
    _("{actor} added the field {name}"),
    personal=(),
    facts=("name",),
    icon="plus",
)
FIELD_EDITED = declare(
    "customfield.edited",
    _("{actor} changed the field {name}"),
    personal=(),
    facts=("name",),
    icon="edit",
)
FIELD_RETIRED = declare(
    "customfield.retired",
    _("{actor} removed the field {name}"),
    personal=(),
    facts=("name",),
    icon="close",
)
IMPORTED = declare(
    "clientimport.finished",
    _("{actor} brought in clients from a file: {added} added, {changed} changed"),
    personal=(),
    facts=("added", "changed"),
    icon="plus",
)
EXPORTED = declare(
    "clients.exported",
    _("{actor} exported {count} clients to a file"),
    personal=(),
    facts=("count",),
    icon="download",
)
ERASING = declare(
    "contact.erasing_asked",
    _("{actor} asked to erase this person"),
    personal=(),
    icon="trash",
)
ERASED = declare(
    "contact.erased",
    _("Everything that named this person was erased: {count} rows changed"),
    personal=(),
    facts=("count",),
    icon="trash",
)
PERSON_EXPORTED = declare(
    "contact.exported",
    _("{actor} took out everything that is held of this person"),
    personal=(),
    icon="download",
)
