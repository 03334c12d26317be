"""Lines that mail programs write between what a person says and what they quote or forward."""

import re

from mainstay.channels.email import quote_words as known

_DASHES = frozenset("-_=‐–—")
_DASHES_AND_STARS = _DASHES | {"*"}
_DASHED = r"[-_=‐–—]{2,}"

LEAD = re.compile(
    rf"[-–— ]{{0,6}}(?:(?:{'|'.join(known.ON)})(?!\w)|[在于於]"
    r"|[\"“]?(?:\w{1,14}[.,]{0,2}\s){0,2}\d{1,4}[\s./年,-])",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s<>@]{1,64}@[\w-]{1,63}\.\w")
DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)\d{2,4}(?!\d))"
)
TIME = re.compile(r"(?<!\d)\d{1,2}(?:[:.hH时時]|\s?Uhr)\s?\d{0,2}(?!\d)")

_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(known.WROTE)})(?!\w)")
_RULE = re.compile(r"[-_=‐–—*]{3,}|(?:[-_*] ){2,}[-_*]")
_TITLED = re.compile(rf"{_DASHED}\s*(?P<title>[^-_=‐–—*#].{{1,58}}?)[:\s]*(?:{_DASHED})?")
_REPLY_ABOVE = re.compile(r".{0,40}\babove this line\b.{0,20}", re.IGNORECASE)
_FORWARDING = re.compile(
    rf"\s*(?:{'|'.join(known.FORWARDING)})\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE
)
_FIELDS = {
    "from": known.FROM,
    "sent": known.SENT,
    "to": known.TO,
    "subject": known.SUBJECT,
    "copy": known.COPY,
}
_KINDS = {label: kind for kind, labels in _FIELDS.items() for label in labels}
_LABEL = re.compile(r"[*_\s]{0,6}(?P<label>[^\W\d_][^:：*]{0,17}?)[\s*_]{0,4}[:：]")


def field_kind(line: str) -> str:
    """Which field of a copied mail head the line shows ("from", "sent", …), or ""."""
    labelled = _LABEL.match(line)
    return _KINDS.get(labelled["label"].casefold().strip("\u200e\u200f "), "") if labelled else ""


def is_original(line: str) -> bool:
    """`-----Original Message-----`, or the line above which a desk asked to reply."""
    if line[0] in _DASHES:
        return _title(line) in known.ORIGINAL
    return "above" in line and _REPLY_ABOVE.fullmatch(line) is not None


def is_forward(line: str) -> bool:
    """`---------- Forwarded message ----------`, `Begin forwarded message:`; also behind ">"."""
    line = line.lstrip("> \t\xa0")
    if line[:1] in _DASHES:
        return _title(line).startswith(known.FORWARDED)
    is_announced = line[-1:] in (":", "：")
    return is_announced and " ".join(line.casefold().split()).startswith(known.FORWARD_BEGINS)


def is_rule(line: str) -> bool:
    """`________`, `* * *`"""
    return line[0] in _DASHES_AND_STARS and _RULE.fullmatch(line) is not None


def has_verb(window: str) -> bool:
    """ "wrote", "schrieb" and their like."""
    window = window.casefold()
    if any(verb in window for verb in known.WROTE):
        return _VERB.search(window) is not None
    return any(verb in window for verb in known.WROTE_UNSPACED)


def is_forwarding(subject: str) -> bool:
    """`FW: …`, `WG: …`, but not `Re: FW: …`: the sender passes a mail on."""
    return _FORWARDING.match(subject) is not None


def _title(line: str) -> str:
    titled = _TITLED.fullmatch(line)
    return " ".join(titled["title"].casefold().split()) if titled else ""
