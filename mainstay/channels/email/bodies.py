"""From the tree of parts: what a person reads, and the files that came along."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from mainstay.channels.email import tnef
from mainstay.channels.email.charsets import decode, storable
from mainstay.channels.email.html_text import text_of
from mainstay.channels.email.inbound import Attachment
from mainstay.channels.email.parameters import decoded, parameters
from mainstay.channels.email.part import Part
from mainstay.channels.email.transfer import unpack
from mainstay.channels.email.words import header_text

LONGEST_TEXT = 1_000_000  # characters; the same for HTML

_CUT = "\n\n[…] The full text is attached."
_BODIES = ("text/plain", "text/html")
_ENDINGS = {
    "application/pdf": "pdf",
    "application/pgp-signature": "asc",
    "application/zip": "zip",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/webp": "webp",
    "message/delivery-status": "txt",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "text/x-amp-html": "html",
}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_WINMAIL = ("application/ms-tnef", "application/vnd.ms-tnef")
_SHOWN = re.compile(r"\bcid:([^\"'\s<>)]{1,500})", re.IGNORECASE)
# Signs that turn the reading direction can make "exe.gpj" look like a picture.
_UNFIT_FOR_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Content:
    """All that one mail carries below its headers."""

    text: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)


@dataclass(slots=True)
class _Passage:
    """One stretch of the body, in the forms the sender offered for it."""

    plain: list[str]
    html: list[str]

    def text(self) -> str:
        return "\n\n".join(self.plain) or "\n\n".join(text_of(one) for one in self.html)


def content_of(root: Part) -> Content:
    """Plain text where the sender wrote some, else the HTML made readable; the HTML as sent."""
    content = Content()
    passages = _read(root, content.attachments, is_root=True)
    content.html = "\n".join(one for passage in passages for one in passage.html)
    content.text = "\n\n".join(filter(None, (passage.text() for passage in passages)))
    _open_winmail(content)
    _shorten(content)
    _mark_shown(content)
    return content


def _read(part: Part, attachments: list[Attachment], *, is_root: bool = False) -> list[_Passage]:
    if children := part.children:
        passages = [one for child in children for one in _read(child, attachments)]
        return _merged(passages) if part.kind == "multipart/alternative" else passages
    if _is_body(part, is_root=is_root):
        passage = _passage(part)
        return [passage] if passage.plain or passage.html else []
    attachments.append(_attachment(part, len(attachments) + 1))
    return []


def _is_body(part: Part, *, is_root: bool) -> bool:
    disposition = part.first("content-disposition").lower().lstrip()
    if disposition.startswith("attachment"):
        return False
    if part.kind.startswith("multipart/"):
        # Announced as several parts and holds none: whatever stands there is the text.
        return True
    if is_root:
        return part.kind.startswith("text/")
    return part.kind in _BODIES and not _written_name(part)


def _merged(passages: list[_Passage]) -> list[_Passage]:
    plain = dict.fromkeys(one for passage in passages for one in passage.plain)
    html = [one for passage in passages for one in passage.html]
    return [_Passage(list(plain), html)] if passages else []


def _passage(part: Part) -> _Passage:
    raw = unpack(part.source, part.first("content-transfer-encoding"))
    charset = part.type_parameters.get("charset")
    if part.kind == "text/html":
        if not charset and (meta := _META_CHARSET.search(raw[:2_048])):
            charset = meta[1].decode("ascii", "ignore")
        html = decode(raw, charset)
        return _Passage([], [html] if html.strip() else [])
    text = decode(raw, charset).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.rstrip().lstrip("\n")
    return _Passage([lines] if lines else [], [])


def _attachment(part: Part, number: int) -> Attachment:
    content_id = header_text(part.first("content-id")).strip("<> ")
    return Attachment(
        filename=_filename(part, number),
        content_type=part.kind,
        content=unpack(part.source, part.first("content-transfer-encoding")),
        content_id=content_id or None,
    )


def _filename(part: Part, number: int) -> str:
    name = _safe_name(_written_name(part) or "")
    ending = _ENDINGS.get(part.kind, "bin")
    if not name:
        stem = "message" if part.kind == "message/rfc822" else f"part-{number}"
        return f"{stem}.{ending}"
    if part.kind == "message/rfc822" and not name.lower().endswith(".eml"):
        return f"{name}.eml"
    return name


def _written_name(part: Part) -> str | None:
    charset = part.type_parameters.get("charset")
    disposition = part.first("content-disposition")
    name = None
    if disposition:
        name = decoded(parameters(disposition), "filename", hint=charset)
    return name or decoded(part.type_parameters, "name", hint=charset)


def _safe_name(written: str) -> str:
    """The last step of a path, on one line, at most 200 characters with its ending kept."""
    name = _UNFIT_FOR_A_NAME.sub("", storable(written)).replace("\\", "/").rpartition("/")[2]
    name = name.strip(" .")
    if len(name) <= 200:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:19]}" if dot else name[:200]


def _open_winmail(content: Content) -> None:
    """Put the files of Outlook's packet in its place; keep it while anything is only in there."""
    files: list[Attachment] = []
    for attachment in content.attachments:
        packet = _packet(attachment)
        if packet is None:
            files.append(attachment)
            continue
        for number, one in enumerate(packet.files, 1):
            files.append(replace(one, filename=_safe_name(one.filename) or f"part-{number}.bin"))
        if not content.text and not content.html:
            content.html = packet.html
            content.text = packet.text or (text_of(packet.html) if packet.html else "")
        has_text = bool(content.text or content.html)
        if not packet.is_whole or not (has_text or (packet.files and not packet.has_unread_text)):
            files.append(attachment)
    content.attachments[:] = files


def _packet(attachment: Attachment) -> tnef.Packet | None:
    is_one = attachment.content_type in _WINMAIL or attachment.filename.lower() == "winmail.dat"
    return tnef.read(attachment.content) if is_one else None


def _shorten(content: Content) -> None:
    if len(content.text) > LONGEST_TEXT:
        content.attachments.append(_whole("message.txt", "text/plain", content.text))
        content.text = content.text[:LONGEST_TEXT] + _CUT
    if len(content.html) > LONGEST_TEXT:
        content.attachments.append(_whole("message.html", "text/html", content.html))
        content.html = ""


def _whole(filename: str, content_type: str, text: str) -> Attachment:
    return Attachment(filename, content_type, text.encode())


def _mark_shown(content: Content) -> None:
    if "cid:" not in content.html.lower():
        return
    shown = {unquote(one) for one in _SHOWN.findall(content.html)}
    content.attachments[:] = [
        replace(one, is_inline=True) if one.content_id in shown else one
        for one in content.attachments
    ]
