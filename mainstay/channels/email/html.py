"""Foreign HTML made safe to show. It is shown in a sandboxed frame all the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import nh3

from mainstay.channels.email.tangle import is_tangled, tags, untangled

_TAGS = tags(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col"
    " colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6"
    " header hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub"
    " summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_GONE_WITH_CONTENT = tags(
    "script style title template noscript iframe object embed applet svg math noembed noframes"
    " xmp audio video"
)
_SIZED = {"width", "height", "align", "valign", "bgcolor", "nowrap"}
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "col": {"span", "width"},
    "font": {"color", "face", "size"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", *_SIZED},
    "td": {"colspan", "rowspan", *_SIZED},
    "th": {"colspan", "rowspan", *_SIZED},
    "tr": {"valign", "bgcolor"},
    "ul": {"type"},
}
# The marks by which mail programs tell what is quoted, for whoever folds it away.
_QUOTE_CLASSES = tags(
    "gmail_quote gmail_quote_container gmail_attr gmail_signature moz-cite-prefix moz-signature"
    " yahoo_quoted protonmail_quote"
)
_PROPERTIES = tags(
    "background-color border border-bottom border-collapse border-color border-left border-radius"
    " border-right border-spacing border-style border-top border-width color direction display"
    " font font-family font-size font-style font-variant font-weight height letter-spacing"
    " line-height list-style list-style-type margin margin-bottom margin-left margin-right"
    " margin-top max-height max-width min-height min-width mso-hide overflow-wrap padding"
    " padding-bottom padding-left padding-right padding-top table-layout text-align"
    " text-decoration text-indent text-transform vertical-align visibility white-space width"
    " word-break word-spacing word-wrap"
)
# No other function can appear in a value: url(), image-set(), expression(), var() load or run.
_VALUE = re.compile(r"(?:(?:rgb|hsl)a?\([\d\s%.,/]*\)|[\w\s#%.,+!'\"-])*+", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_PICTURE_DATA = re.compile(
    r"data:image/(?:png|gif|jpeg|jpg|webp);base64,[\w+/=\s-]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Safe:
    """HTML fit to show, and how many pictures from elsewhere were left out of it."""

    html: str
    blocked_images: int


def sanitise(html: str, *, inline: Callable[[str], str | None]) -> str:
    """See `safe`; without the count."""
    return safe(html, inline=inline).html


def safe(html: str, *, inline: Callable[[str], str | None]) -> Safe:
    """The HTML without scripts, forms, frames, style sheets and anything fetched from elsewhere.

    `inline` gives the address under which we serve an attachment by its content id, None when
    there is no such attachment. A picture from elsewhere keeps its words and loses its address,
    so `img:not([src])` matches exactly what was left out.
    """
    if is_tangled(html):
        return Safe(f"<pre>{escape(untangled(html))}</pre>", 0)
    keeper = _Keeper(inline)
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_GONE_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=keeper.keep,
        allowed_classes={"div": set(_QUOTE_CLASSES), "blockquote": set(_QUOTE_CLASSES)},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return Safe(cleaned, keeper.blocked)


class _Keeper:
    """Decides attribute by attribute, and counts the pictures it refuses."""

    def __init__(self, inline: Callable[[str], str | None]) -> None:
        self._inline = inline
        self.blocked = 0

    def keep(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute == "style":
            return _harmless_style(value)
        if attribute == "href":
            return value if _LINK.match(value.strip()) else None
        if attribute == "src":
            return self._picture(value.strip())
        return value

    def _picture(self, source: str) -> str | None:
        if source[:4].lower() == "cid:":
            return self._inline(unquote(source[4:]))
        if _PICTURE_DATA.fullmatch(source):
            return source
        self.blocked += 1
        return None


def _harmless_style(style: str) -> str | None:
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _PROPERTIES and _VALUE.fullmatch(value.strip()):
            kept.append(f"{name}:{value.strip()}")
    return ";".join(kept) or None
