"""A mail in the look of its brand: the HTML form of what stands in its text."""

import re
from html import escape

from mainstay.channels.brands import BrandLook

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?'»”’"
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SIGNATURE = "\n-- \n"
# The mark by which an answer is known, see `thread_ids`: it stands last and is for no reader.
_MARK = re.compile(r"\s*^(ref:\w+:ref)\s*\Z", re.MULTILINE)

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_PAGE = f"background-color:#ffffff;color:#1c2430;{_FONT};font-size:15px;line-height:1.5"
_BELOW = (
    "margin-top:24px;padding-top:12px;border-top:1px solid #d9dee5;color:#5b6675;font-size:13px"
)
_MARKED = "margin-top:24px;color:#999999;font-size:10px"


def dressed(text: str, look: BrandLook, *, html: str = "", logo: str = "") -> str:
    """A whole HTML document with the text, or with `html` in its place, under logo and colour.

    `logo` is the address of the picture: "cid:…" in a mail, ours on a page. What stands in the
    text is escaped; `html` has to be safe already.
    """
    picture = (
        f'<img src="{escape(logo)}" alt="{escape(look.name)}" height="40"'
        ' style="max-height:40px;max-width:240px;border:0">'
        if logo
        else ""
    )
    return (
        '<!doctype html><html><head><meta charset="utf-8"></head>'
        f'<body style="margin:0"><div style="{_PAGE}">'
        f'<div style="max-width:640px;padding:16px">'
        f'<div style="border-top:4px solid {look.accent};padding-top:16px">{picture}</div>'
        f'<div style="padding-top:16px">{html or _in_html(text, look.accent)}</div>'
        "</div></div></body></html>"
    )


def _in_html(text: str, accent: str) -> str:
    text = text.replace("\r\n", "\n")
    mark = _MARK.search(text)
    if mark:
        text = text[: mark.start()]
    said, _sign, below = text.partition(_SIGNATURE)
    pieces = [_paragraphs(said, accent)]
    if below:
        pieces.append(f'<div style="{_BELOW}">{_paragraphs(below, accent)}</div>')
    if mark:
        pieces.append(f'<div style="{_MARKED}">{escape(mark[1])}</div>')
    return "".join(pieces)


def _paragraphs(text: str, accent: str) -> str:
    return "".join(
        f'<p dir="auto" style="margin:0 0 1em">{_lines(each, accent)}</p>'
        for each in _PARAGRAPHS.split(text.strip("\n"))
        if each.strip()
    )


def _lines(text: str, accent: str) -> str:
    """Escaped, with addresses of pages as links and every line kept."""
    pieces, last = [], 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(_AFTER_LINK)
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        shown = escape(address)
        pieces.append(escape(text[last : found.start()]))
        pieces.append(f'<a href="{shown}" style="color:{accent}">{shown}</a>')
        last = found.start() + len(address)
    pieces.append(escape(text[last:]))
    return "".join(pieces).replace("\n", "<br>")
