"""Ids that only this desk can have made, so that a reply finds its conversation.

Whoever guesses a number cannot sign it. Everything is in small letters and digits: some
servers change the case of a Message-ID, and programs break lines at other signs.
"""

import hmac
import re
from base64 import b32encode
from hashlib import sha256

from mainstay.channels.email.compose import wire_domain

_MESSAGE_ID = "message id"
_MARKER = "marker"
_ID_SIGNATURE = 20  # letters of 5 bits
_MARKER_SIGNATURE = 13
_MOST_MARKERS = 50
_LONGEST_TEXT = 2_000_000  # characters

_NONCE = re.compile(r"[a-z0-9]{1,40}")
_NUMBER = r"[1-9][0-9]{0,17}"
_ID = re.compile(rf"c({_NUMBER})\.([a-z0-9]{{1,40}})\.([a-z2-7]{{{_ID_SIGNATURE}}})@(\S{{1,255}})")
_MARK = re.compile(rf"ref:([a-z2-7]{{{_MARKER_SIGNATURE}}})({_NUMBER}):ref")
# What quoting and wrapping put into a word: line ends, quote signs, spaces nobody sees.
_QUOTING = dict.fromkeys(map(ord, " \t\r\n\f\v>|=*_\xa0\xad\u200b\u200c\u200d\u2060\ufeff"))
_TOKEN = re.compile(rf"\[#({_NUMBER})\]")


def make(secret: str, domain: str, conversation_id: int, nonce: str) -> str:
    """A Message-ID for a mail of this conversation.

    `nonce` makes it unique: 1 to 40 small letters and digits. Raises `ValueError` for another
    nonce, an id below 1 or an empty secret, and `Refused` for a domain that is none.
    """
    if not _NONCE.fullmatch(nonce):
        raise ValueError("The nonce of a Message-ID is 1 to 40 small letters and digits.")
    domain = wire_domain(domain).lower()
    number = _checked(conversation_id)
    signature = _signature(secret, _MESSAGE_ID, f"{number}.{nonce}@{domain}", _ID_SIGNATURE)
    return f"<c{number}.{nonce}.{signature}@{domain}>"


def verify(secret: str, message_id: str) -> int | None:
    """The conversation of an id that `make` made with this secret, else None.

    A service that gives outgoing mail other ids (Amazon SES) shows ours only in References:
    ask for each of `Inbound.thread_ids`.
    """
    found = _ID.fullmatch(message_id.strip().strip("<>").lower())
    if not found:
        return None
    number, nonce, signature, domain = found.groups()
    expected = _signature(secret, _MESSAGE_ID, f"{number}.{nonce}@{domain}", _ID_SIGNATURE)
    return int(number) if _is_same(signature, expected) else None


def marker(secret: str, conversation_id: int) -> str:
    """A short word for the body, found again in the quotes of an answer."""
    number = _checked(conversation_id)
    return f"ref:{_signature(secret, _MARKER, str(number), _MARKER_SIGNATURE)}{number}:ref"


def find_marker(secret: str, text: str) -> int | None:
    """The conversation of the first marker in the text that is ours, however it was quoted."""
    if "ref" not in (text := text[:_LONGEST_TEXT].lower()):
        return None
    words = text.translate(_QUOTING)
    for count, found in enumerate(_MARK.finditer(words)):
        if count == _MOST_MARKERS:
            return None
        signature, number = found.groups()
        expected = _signature(secret, _MARKER, number, _MARKER_SIGNATURE)
        if _is_same(signature, expected):
            return int(number)
    return None


def subject_token(subject: str) -> int | None:
    """The number in `[#1234]`. Anybody can write one: it counts only from a known participant."""
    found = _TOKEN.search(subject)
    return int(found[1]) if found else None


def _signature(secret: str, purpose: str, signed: str, length: int) -> str:
    if not secret:
        raise ValueError("Ids cannot be signed without a secret.")
    message = f"{purpose}\0{signed}".encode("utf-8", "surrogatepass")
    digest = hmac.new(secret.encode(), message, sha256).digest()
    return b32encode(digest).decode().lower()[:length]


def _is_same(signature: str, expected: str) -> bool:
    return hmac.compare_digest(signature.encode(), expected.encode())


def _checked(conversation_id: int) -> str:
    number = str(conversation_id)
    if not re.fullmatch(_NUMBER, number):
        raise ValueError(f"{conversation_id} is no id of a conversation.")
    return number
