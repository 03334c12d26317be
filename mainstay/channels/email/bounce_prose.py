"""Bounces in words, as mail servers write them that send no report for programs.

Read: Postfix, Exim, qmail, Sendmail, Exchange of all ages, Gmail, Yahoo.
"""

import re
from dataclasses import dataclass

from mainstay.channels.email.inbound import Inbound
from mainstay.channels.email.origins import own_id

_LONGEST_INTRODUCTION = 4_000  # characters in which a server says what happened
_LONGEST_REPORT = 100_000  # characters
_LONGEST_DIAGNOSTIC = 1_000
_MOST_RECIPIENTS = 100

_FAILURE = re.compile(
    r"this is the mail system at host|this is the (?:\S{1,40} )?postfix program"
    r"|this message was created automatically by (?:the )?mail (?:delivery|transfer)"
    r"|(?:could|can) ?not be delivered to (?:one or more|the following|all)"
    r"|has not (?:yet )?been delivered to (?:one or more|the following)"
    r"|has been delayed|delayed \d+ hours|temporary problem delivering"
    r"|will (?:keep|continue) trying"
    r"|this is the qmail-send program|wasn't able to deliver your message"
    r"|unable to deliver (?:your )?message|unable to be delivered"
    r"|following (?:recipient|address)(?:es|\(?s\)?)? (?:could not|couldn't|had|failed)"
    r"|did not reach (?:some or all of )?the (?:intended|following) recipient"
    r"|delivery (?:has failed|to the following recipient|failed)|failed to deliver"
    r"|(?:wasn't|was not|couldn't be|could not be) delivered|(?:has )?not been delivered"
    r"|undeliver(?:able|ed)|returned mail|final-recipient:|mail delivery failed"
    r"|couldn't be (?:found|reached)|permanent (?:fatal )?error",
    re.IGNORECASE,
)
# What follows is a copy of the mail that came back, or of its headers.
_COPY_BEGINS = re.compile(
    r"^[- ]*(?:below this line is a copy|this is a copy of|original message\b|message header"
    r"|original message headers|the header of|unsent message below|returned message)",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}"
_SECTION = re.compile(
    # qmail, Yahoo, Postfix: the address in brackets begins a line; Sendmail: it is the line.
    rf"^[ \t]*<({_ADDRESS})>(?::|[ \t]*(?:\(.{{0,80}}\))?[ \t]*$)"
    # Exim, old Gmail, Exchange: indented on a line of its own, or with a date behind it.
    rf"|^[ \t]{{1,12}}({_ADDRESS})[ \t]*(?:$| on \d)"
    rf"|^(?:Final|Original)-Recipient:[ \t]*rfc822;[ \t]*<?({_ADDRESS})"
    rf"|^[ \t]*Recipient address:[ \t]*({_ADDRESS})",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_ADDRESS = re.compile(rf"(?<![\w.])({_ADDRESS})")
_ENHANCED = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_REPLY_CODE = re.compile(r"(?<![\w.:-])([45])[0-57]\d(?=[ -]|$)")
_NO_MAILBOX = re.compile(
    r"user unknown|unknown (?:user|recipient|mailbox)|no such (?:user|recipient|mailbox|address)"
    r"|(?:user|account|mailbox|recipient|address)\S{0,3}(?: you \w+)? (?:does not|doesn't) exist"
    r"|no mailbox here|e-mail account does not exist|recipnotfound"
    r"|(?:address|mailbox|user|recipient)(?: \S{1,30})? (?:couldn't be |wasn't |not )found"
    r"|this user doesn't have",
    re.IGNORECASE,
)
_FULL = re.compile(r"over ?quota|quota exceeded|mailbox (?:is )?full|disk quota", re.IGNORECASE)
_UNREACHED = re.compile(
    r"timed out|connection refused|no route to host|network is unreachable", re.IGNORECASE
)
_DELAY = re.compile(
    r"delayed|not yet been delivered|temporary problem|will (?:keep|continue) trying"
    r"|do not need to (?:resend|do anything)",
    re.IGNORECASE,
)
_COPIED_ID = re.compile(
    r"^[> \t]*message-id:[ \t]*(?:\n[> \t]*)?(<[^<>\s]{3,900}>)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One address that was not reached; `text` is what the server said about it."""

    recipient: str
    status: str
    text: str


def speaks_of_failure(inbound: Inbound) -> bool:
    """Subject or first words are those of a bounce. They prove nothing without their sender."""
    said = f"{inbound.subject[:500]}\n{inbound.text[:_LONGEST_INTRODUCTION]}"
    return _FAILURE.search(said.replace("’", "'")) is not None


def failures(inbound: Inbound) -> tuple[Failure, ...]:
    """The addresses that the text, or the header Exim adds, names as not reached."""
    text = _report(inbound)
    header = _ANY_ADDRESS.findall(inbound.headers.get("x-failed-recipients", ""))
    sections = _sections(text)
    recipients = [*dict.fromkeys(header or sections)][:_MOST_RECIPIENTS]
    if not recipients:
        recipients = _first_named(inbound, text)
    is_alone = len(recipients) == 1
    return tuple(
        _failure(one, sections.get(one, ""), text, is_alone=is_alone) for one in recipients
    )


def original_id(inbound: Inbound) -> str | None:
    """From the headers of the mail that came back, copied into the text."""
    found = _COPIED_ID.search(inbound.text[:_LONGEST_REPORT])
    return own_id(found[1]) if found else None


def status_in(text: str) -> str | None:
    """The first enhanced status code (RFC 3463) in the text, a failure before a success."""
    codes = [".".join(one) for one in _ENHANCED.findall(text)]
    return next((one for one in codes if one[0] != "2"), codes[0] if codes else None)


def status_of(text: str) -> str | None:
    """The code that is written in a diagnostic, or that its reply code and words amount to."""
    if code := status_in(text):
        return code
    if names_no_mailbox(text):
        return "5.1.1"
    if names_full_mailbox(text):
        return "5.2.2"
    if _UNREACHED.search(text):
        return "4.4.1"
    reply = _REPLY_CODE.search(text)
    return f"{reply[1]}.0.0" if reply else None


def names_no_mailbox(text: str) -> bool:
    """The server says there is no such mailbox."""
    return _NO_MAILBOX.search(text.replace("’", "'")) is not None


def names_full_mailbox(text: str) -> bool:
    """The server says there is no room in the mailbox."""
    return _FULL.search(text) is not None


def _report(inbound: Inbound) -> str:
    """The text without the copy of our mail below it."""
    text = inbound.text[:_LONGEST_REPORT]
    copy = _COPY_BEGINS.search(text)
    return text[: copy.start()] if copy else text


def _sections(text: str) -> dict[str, str]:
    """What is said below each address that stands at the head of a section."""
    heads = list(_SECTION.finditer(text))[:_MOST_RECIPIENTS]
    ends = [*(one.start() for one in heads), len(text)][1:]
    found: dict[str, str] = {}
    for head, end in zip(heads, ends, strict=True):
        address = head[head.lastindex or 0]
        found.setdefault(address, text[head.end() : end].strip())
    return found


def _first_named(inbound: Inbound, text: str) -> list[str]:
    """The first address behind the words about the failure, the mail system's own left out."""
    words = _FAILURE.search(text.replace("’", "'"))
    own = inbound.sender.address.lower() if inbound.sender else ""
    ours = {one.address.lower() for one in inbound.to}
    for found in _ANY_ADDRESS.finditer(text, words.start() if words else 0):
        address = found[1].rstrip(".")
        if address.lower() != own and address.lower() not in ours:
            return [address]
    return []


def _failure(recipient: str, section: str, text: str, *, is_alone: bool) -> Failure:
    status = status_of(section)
    if status is None and (is_alone or not section):
        status = status_of(text)
    if status is None:
        status = "4.0.0" if _DELAY.search(text[:_LONGEST_INTRODUCTION]) else "5.0.0"
    return Failure(recipient, status, _diagnostic(section or text))


def _diagnostic(section: str) -> str:
    return " ".join(section[: 2 * _LONGEST_DIAGNOSTIC].split())[:_LONGEST_DIAGNOSTIC]
