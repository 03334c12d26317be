"""What sort of mail this is: a person's, or one of those that programs send.

After RFC 3834 (automatic answers), 3464 (bounces), 3798 (receipts), 5436 (notifications), 2919
and 2369 (lists), and the headers that servers use beside them.
"""

from enum import StrEnum

from mainstay.channels.email.absence import is_titled_as_absence
from mainstay.channels.email.bounces import is_bounce, is_delivery_report
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.senders import has_null_path, is_mail_server, is_unread
from mainstay.channels.email.spam import SPAM_LEVEL, server_says_spam

_SENT_BY_LISTS = frozenset(
    [
        *("list-id", "list-post", "mailing-list", "x-mailing-list"),
        *("x-beenthere", "x-mailman-version"),
    ]
)
_RECEIPTS = ("message/disposition-notification", "message/global-disposition-notification")
_WANTS_NO_ANSWER = frozenset(["all", "oof", "autoreply"])
_AUTO_REPLY_PRECEDENCE = ("auto_reply", "auto-reply", "autoreply")


class Kind(StrEnum):
    """Lists and spam are kept and read like everything else; only what follows differs."""

    NORMAL = "normal"
    AUTO_REPLY = "auto_reply"  # an absence, an acknowledgement, a notification of a program
    BOUNCE = "bounce"  # a mail of ours did not arrive, or not yet
    LIST = "list"  # a newsletter, or anybody writing through a mailing list
    RECEIPT = "receipt"  # a mail of ours was read, or was delivered
    SPAM = "spam"


def kind_of(inbound: Inbound, *, spam: bool | None = None, spam_level: int = SPAM_LEVEL) -> Kind:
    """The kind, the clearest sign first: a bounce stays one even where somebody sees spam.

    `spam` is what the desk says of this mail itself; None leaves it to the mail server.
    """
    if is_bounce(inbound):
        return Kind.BOUNCE
    if spam or (spam is None and server_says_spam(inbound.headers, spam_level=spam_level)):
        return Kind.SPAM
    if _is_receipt(inbound):
        return Kind.RECEIPT
    if _is_answer_of_an_automat(inbound):
        return Kind.AUTO_REPLY
    if _came_through_a_list(inbound):
        return Kind.LIST
    if _is_automatic(inbound):
        return Kind.AUTO_REPLY
    return Kind.LIST if _precedence(inbound) == "bulk" else Kind.NORMAL


def is_auto_submitted(inbound: Inbound, kind: Kind) -> bool:
    """A program sent it without a person wanting this very mail sent.

    A list or spam may be either; there only what the sender says of it counts.
    """
    if kind in (Kind.AUTO_REPLY, Kind.BOUNCE, Kind.RECEIPT):
        return True
    return _auto_submitted(inbound) not in ("", "no")


def suppresses_answers(inbound: Inbound) -> bool:
    """The sender asks automats not to answer (X-Auto-Response-Suppress of Exchange)."""
    written = inbound.headers.get("x-auto-response-suppress", "").lower()
    return bool(written) and not _WANTS_NO_ANSWER.isdisjoint(
        written.replace(",", " ").replace(";", " ").split()
    )


def _is_receipt(inbound: Inbound) -> bool:
    if is_delivery_report(inbound):
        return True
    written = _content_type(inbound)
    if not (written.startswith("multipart/report") or has_null_path(inbound)):
        return written.startswith("message/disposition-notification")
    return "disposition-notification" in written or any(
        one.content_type in _RECEIPTS for one in inbound.attachments
    )


def _is_answer_of_an_automat(inbound: Inbound) -> bool:
    headers = inbound.headers
    if _auto_submitted(inbound) == "auto-replied" or _precedence(inbound) in _AUTO_REPLY_PRECEDENCE:
        return True
    marks = (headers.get("x-autoreply", "no"), headers.get("x-autorespond", "no"))
    if any(mark.lower() != "no" for mark in marks):
        return True
    if has_null_path(inbound) or is_mail_server(inbound.sender):
        return True
    return _has_second_sign(inbound) and is_titled_as_absence(inbound.subject)


def _has_second_sign(inbound: Inbound) -> bool:
    """Beside the title of an absence: it answers something, or some header is an automat's."""
    if _auto_submitted(inbound) == "no":
        return False
    if inbound.in_reply_to or inbound.references:
        return True
    if inbound.headers.keys() & {"x-auto-response-suppress", "x-loop", "precedence"}:
        return True
    return inbound.sender is not None and is_unread(inbound.sender.address)


def _came_through_a_list(inbound: Inbound) -> bool:
    headers = inbound.headers
    if not _SENT_BY_LISTS.isdisjoint(headers) or _precedence(inbound) == "list":
        return True
    # Sales programs put List-Unsubscribe into letters of one person to another. One that answers
    # somebody is such a letter; one that begins is advertising.
    return "list-unsubscribe" in headers and not (inbound.in_reply_to or inbound.references)


def _is_automatic(inbound: Inbound) -> bool:
    if _auto_submitted(inbound) not in ("", "no") or suppresses_answers(inbound):
        return True
    if _precedence(inbound) == "junk":
        return True
    # Reports about abuse, encryption and the like.
    return _content_type(inbound).startswith("multipart/report")


def _auto_submitted(inbound: Inbound) -> str:
    """The keyword: "no", "auto-replied", "auto-generated" or another; empty without one."""
    written = inbound.headers.get("auto-submitted", "").lower()
    return written.partition(";")[0].partition("(")[0].strip()


def _precedence(inbound: Inbound) -> str:
    words = inbound.headers.get("precedence", "").lower().split()
    return words[0].strip(";,") if words else ""


def _content_type(inbound: Inbound) -> str:
    return inbound.headers.get("content-type", "").lower()
