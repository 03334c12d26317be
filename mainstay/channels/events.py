"""Facts about bytes that came in and went out."""

from django.utils.translation import gettext_lazy as _

from mainstay.core.events import declare

_ABOUT = ("about_kind", "about_id")

QUARANTINED = declare(
    "rawmessage.quarantined",
    _("A message was set aside: {cause}"),
    personal=(),
    facts=("cause",),
    icon="alert",
)
RELEASED = declare(
    "rawmessage.released",
    _("{actor} tried the message again and it was taken in"),
    personal=(),
    icon="undo",
)
VOUCHED = declare(
    "rawmessage.vouched",
    _("{actor} said that the message is no spam"),
    personal=(),
    icon="undo",
)
QUEUED = declare(
    "outbound.queued", _("{actor} wrote a message"), personal=(), facts=_ABOUT, icon="send"
)
CANCELLED = declare(
    "outbound.cancelled",
    _("{actor} took the message back before it left"),
    personal=(),
    facts=_ABOUT,
    icon="undo",
)
SENT = declare("outbound.sent", _("The message left"), personal=(), facts=_ABOUT, icon="send")
FAILED = declare(
    "outbound.failed",
    _("The message could not be sent: {error}"),
    personal=("error",),
    facts=("error", *_ABOUT),
    icon="alert",
)
RETRIED = declare(
    "outbound.retried",
    _("{actor} asked to send the message again"),
    personal=(),
    facts=_ABOUT,
    icon="undo",
)
BOUNCED = declare(
    "outbound.bounced",
    _("Nothing reaches {address} any more: {status}"),
    personal=("address", "status"),
    facts=("channel", "address", "status"),
    icon="alert",
)
MAILBOX_ADDED = declare(
    "mailbox.added",
    _("{actor} added the mailbox {address}"),
    personal=("address",),
    facts=("address",),
    icon="inbox",
)
_SETTINGS = {
    "name": _("name"),
    "address": _("address"),
    "brand": _("brand"),
    "department": _("department"),
    "begins": _("where fetching begins"),
    "per_minute": _("messages a minute"),
    "auth": _("way of signing in"),
    "imap_host": _("server for fetching"),
    "imap_port": _("port for fetching"),
    "imap_security": _("encryption of fetching"),
    "imap_user": _("user for fetching"),
    "imap_secret": _("password for fetching"),
    "folder": _("folder"),
    "smtp_host": _("server for sending"),
    "smtp_port": _("port for sending"),
    "smtp_security": _("encryption of sending"),
    "smtp_user": _("user for sending"),
    "smtp_secret": _("password for sending"),
    "oauth_client": _("OAuth client"),
    "oauth_secret": _("OAuth secret"),
    "token_url": _("address of tokens"),
    "trusted_servers": _("trusted servers"),
}
MAILBOX_CHANGED = declare(
    "mailbox.changed",
    _("{actor} changed the mailbox {address}: {fields}"),
    personal=("address",),
    facts=("address", "fields"),
    words={"fields": _SETTINGS},
    icon="inbox",
)
MAILBOX_PAUSED = declare(
    "mailbox.paused",
    _("{actor} paused the mailbox {address}"),
    personal=("address",),
    facts=("address",),
    icon="pause",
)
MAILBOX_RESUMED = declare(
    "mailbox.resumed",
    _("{actor} let the mailbox {address} go on"),
    personal=("address",),
    facts=("address",),
    icon="inbox",
)
MAILBOX_REMOVED = declare(
    "mailbox.removed",
    _("{actor} removed the mailbox {address}"),
    personal=("address",),
    facts=("address",),
    icon="inbox",
)
BRAND_ADDED = declare(
    "brand.added", _("{actor} added the brand {name}"), personal=(), facts=("name",), icon="send"
)
BRAND_CHANGED = declare(
    "brand.changed",
    _("{actor} changed the brand {name}"),
    personal=(),
    facts=("name",),
    icon="send",
)
BRAND_REMOVED = declare(
    "brand.removed",
    _("{actor} removed the brand {name}"),
    personal=(),
    facts=("name",),
    icon="send",
)
SPAM_RULE_ADDED = declare(
    "spamrule.added",
    _("{actor} added the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="plus",
)
SPAM_RULE_CHANGED = declare(
    "spamrule.changed",
    _("{actor} changed the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="alert",
)
SPAM_RULE_SWITCHED_ON = declare(
    "spamrule.switched_on",
    _("{actor} switched on the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="alert",
)
SPAM_RULE_SWITCHED_OFF = declare(
    "spamrule.switched_off",
    _("{actor} switched off the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="pause",
)
SPAM_RULE_REMOVED = declare(
    "spamrule.removed",
    _("{actor} removed the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="trash",
)
SPAM_RULE_RETURNED = declare(
    "spamrule.returned",
    _("{actor} brought back the spam rule “{rule}”"),
    personal=("rule",),
    facts=("rule",),
    icon="undo",
)
