"""Mail that comes back: whom it did not reach, why, and which mail it was.

Machine-readable reports (RFC 3464) are read from their parts, the prose of servers that send
none in `bounce_prose`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mainstay.channels.email import bounce_prose
from mainstay.channels.email.charsets import decode
from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.origins import own_id
from mainstay.channels.email.senders import has_null_path, is_mail_server, is_postmaster
from mainstay.channels.email.words import header_text

_STATUS_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_ORIGINALS = (
    *("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"),
    *("message/global", "message/global-headers"),
)
_LARGEST_REPORT = 1_000_000  # bytes
_LARGEST_HEAD = 200_000  # bytes
_MOST_RECIPIENTS = 1_000
_LONGEST_ADDRESS = 320  # 64 before the @, 255 behind it
_LONGEST_DIAGNOSTIC = 1_000

_GROUPS = re.compile(r"\n(?:[ \t]*\n)+")
_FIELD = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_FINISHED_WELL = ("delivered", "relayed", "expanded")
# Permanent for this mail, and yet no word about the address: full, too large, too long on the
# way, content refused, policy.
_NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.2|2\.3|3\.1|3\.2|3\.4|4\.6|4\.7|6\.\d+|7\.\d+)")


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient that a mail of ours did not reach.

    `recipient` is the address as we wrote to it where the report tells. `status` is the code of
    RFC 3463 ("5.1.1"); where only a reply code or words were given, the code they amount to.
    `is_hard`: nothing will ever reach this address. It is False for what may pass (a full
    mailbox, a delay) and for mail that was refused for its content.
    `original_message_id` keeps its angle brackets.
    """

    recipient: str | None
    status: str | None
    is_hard: bool
    diagnostic: str
    original_message_id: str | None


def bounce_of(inbound: Inbound) -> Bounce | None:
    """The first recipient the report names. None: no bounce, or one that tells nothing."""
    return next(iter(bounces_of(inbound)), None)


def bounces_of(inbound: Inbound) -> tuple[Bounce, ...]:
    """All recipients that were not reached, at most a thousand."""
    if not is_bounce(inbound):
        return ()
    reports = list(_reports(inbound))
    failed = [one for one in reports if one.get("action", "").lower() not in _FINISHED_WELL]
    original = original_id(inbound)
    if failed:
        return tuple(_reported(one, original) for one in failed)
    found = bounce_prose.failures(inbound)
    if found:
        return tuple(
            Bounce(one.recipient, one.status, _is_hard(one.status, one.text), one.text, original)
            for one in found
        )
    return (Bounce(None, None, False, "", original),) if original else ()


def is_bounce(inbound: Inbound) -> bool:
    """A mail of ours was not delivered, or not yet."""
    if is_delivery_report(inbound):
        return not _reports_success(inbound)
    if not (
        is_mail_server(inbound.sender) or is_postmaster(inbound.sender) or has_null_path(inbound)
    ):
        return False
    return "x-failed-recipients" in inbound.headers or bounce_prose.speaks_of_failure(inbound)


def is_delivery_report(inbound: Inbound) -> bool:
    """A report for programs, whatever it says of the delivery."""
    written = inbound.headers.get("content-type", "").lower()
    has_report = any(one.content_type in _STATUS_REPORTS for one in inbound.attachments)
    if written.startswith("multipart/report"):
        return has_report or "delivery-status" in written
    # Without that announcement it may be a report that a person passes on.
    return has_report and (has_null_path(inbound) or is_mail_server(inbound.sender))


def original_id(inbound: Inbound) -> str | None:
    """The id of the mail a report is about: from its copy, else from the report's own words."""
    for one in inbound.attachments:
        if one.content_type in _ORIGINALS and (found := _id_in_head(one.content)):
            return found
    return bounce_prose.original_id(inbound) or next(iter(inbound.thread_ids), None)


def _reports_success(inbound: Inbound) -> bool:
    actions = [one.get("action", "").lower() for one in _reports(inbound)]
    return bool(actions) and all(one in _FINISHED_WELL for one in actions)


def _reports(inbound: Inbound) -> Iterator[dict[str, str]]:
    """The fields about each recipient, names in small letters."""
    count = 0
    for one in inbound.attachments:
        if one.content_type not in _STATUS_REPORTS:
            continue
        text = decode(one.content[:_LARGEST_REPORT]).replace("\r\n", "\n").replace("\r", "\n")
        for group in _GROUPS.split(text):
            fields = _fields(group)
            if not fields.keys() & {"final-recipient", "original-recipient", "action"}:
                continue
            yield fields
            count += 1
            if count == _MOST_RECIPIENTS:
                return


def _fields(group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(group):
        found.setdefault(name.lower(), " ".join(value.split()))
    return found


def _reported(fields: dict[str, str], original: str | None) -> Bounce:
    final = _address(fields.get("final-recipient", ""))
    recipient = _address(fields.get("original-recipient", "")) or final
    diagnostic = _diagnostic(fields)
    action = fields.get("action", "").split()[:1]
    status = bounce_prose.status_in(fields.get("status", "")) or bounce_prose.status_of(diagnostic)
    if status is None and action:
        status = "4.0.0" if action == ["delayed"] else "5.0.0"
    is_hard = action != ["delayed"] and _is_hard(status, diagnostic)
    return Bounce(recipient, status, is_hard, diagnostic, original)


def _diagnostic(fields: dict[str, str]) -> str:
    written = fields.get("diagnostic-code", "")
    # Without one, some explain the status in brackets behind it.
    said = written.partition(";")[2].strip() or written
    said = said or fields.get("status", "").partition("(")[2].rstrip(")")
    return header_text(said)[:_LONGEST_DIAGNOSTIC]


def _is_hard(status: str | None, diagnostic: str) -> bool:
    if status is None or not status.startswith("5."):
        return False
    # The words say more than the codes, which some servers choose carelessly.
    if bounce_prose.names_no_mailbox(diagnostic):
        return True
    if bounce_prose.names_full_mailbox(diagnostic):
        return False
    return _NOT_THE_ADDRESS.fullmatch(status) is None


def _address(field: str) -> str | None:
    """From `rfc822; <maya@desk.example>`."""
    kind, semicolon, rest = field.partition(";")
    if semicolon and kind.strip().lower() not in ("rfc822", "utf-8", "smtp"):
        return None
    written = header_text((rest if semicolon else kind)[:2_000]).strip().strip("<>")
    address = written.split()[0].strip("<>,;") if written else ""
    return address if address and len(address) <= _LONGEST_ADDRESS else None


def _id_in_head(content: bytes) -> str | None:
    text = decode(content[:_LARGEST_HEAD].lstrip()).replace("\r\n", "\n").replace("\r", "\n")
    head = _GROUPS.split(text, maxsplit=1)[0]
    return next(
        (own_id(value) for name, value in _FIELD.findall(head) if name.lower() == "message-id"),
        None,
    )
