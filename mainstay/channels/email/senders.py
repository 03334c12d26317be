"""What an address alone says of who writes: a person, a mail server, a mailbox nobody reads."""

import re

from mainstay.channels.email.inbound import Address, Inbound

_SERVERS = ("mailer-daemon", "mailerdaemon", "mail-daemon", "maildaemon", "microsoftexchange")
_SERVER_NAMES = re.compile(
    r"mailer.?daemon|mail delivery (?:sub)?system|internet mail delivery|microsoft exchange",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:.*[._+-])?(?:do[._-]?not[._-]?reply|no[._-]?reply|noresponse|no[._-]?response"
    r"|ne[._-]?pas[._-]?repondre|nao[._-]?responda|no[._-]?responder?|nicht[._-]?antworten)"
    r"(?:[._+-].*)?"
)


def is_mail_server(sender: Address | None) -> bool:
    """The mail system itself: a mailer daemon, or no address under such a name."""
    if sender is None:
        return False
    if not sender.address:
        return _SERVER_NAMES.search(sender.name) is not None
    return _local(sender.address).startswith(_SERVERS)


def is_postmaster(sender: Address | None) -> bool:
    """A mail server, or a person who looks after one."""
    return sender is not None and _local(sender.address) == "postmaster"


def is_unread(address: str) -> bool:
    """A mailbox that says nobody reads it, such as noreply@."""
    return _NOBODY.fullmatch(_local(address)) is not None


def has_null_path(inbound: Inbound) -> bool:
    """The envelope named nobody to answer, as only programs do."""
    path = inbound.headers.get("return-path")
    return path is not None and path.strip(" <>").lower() in ("", "mailer-daemon")


def mailbox(address: str) -> str:
    """Two ways to write one mailbox become the same: small letters, no `+tag`."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        return domain
    return f"{local.partition('+')[0] or local}@{domain.rstrip('.')}"


def _local(address: str) -> str:
    return address.lower().partition("@")[0][:200]
