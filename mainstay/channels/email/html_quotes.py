"""What a mail's HTML marks as quoted or as a signature, by the marks of the usual programs."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mainstay.channels.email.html_text import text_of
from mainstay.channels.email.letters import letters_of
from mainstay.channels.email.tangle import is_tangled

_LONGEST = 1_000_000
_LONGEST_SIGNATURE = 1_500  # characters; more than that is a letter typed in the wrong place
_BEGIN, _END = "\ue5f0", "\ue5f1"

# The quote lies inside such an element.
_HOLDING = (
    "div.gmail_quote",
    "div.gmail_quote_container",
    "div.yahoo_quoted",
    "div[id^=yahoo_quoted]",
    "div.protonmail_quote",
    "blockquote.protonmail_quote",
    "blockquote.tutanota_quote",
    "blockquote[type=cite]",
    "div.zmail_extra",
    "div[name=quote]",
    "[data-marker=__QUOTED_TEXT__]",
    "#OLK_SRC_BODY_SECTION",
    "#mail-editor-reference-message-container",
    "div.ms-outlook-mobile-reference-message",
    "#isReplyContent",
    "#isForwardContent",
    "includetail",
)
# The quote is the next element.
_BEFORE = ("div.moz-cite-prefix",)
# From such an element on everything is quoted.
_LEADING = (
    "#appendonsend",
    "#divRplyFwdMsg",
    "#x_divRplyFwdMsg",
    "div.OutlookMessageHeader",
    "div.ms-outlook-mobile-body-separator-line",
    "#reply-intro",
    "hr#stopSpelling",
    "hr#zwchr",
    "hr[data-marker=__DIVIDER__]",
)
_SIGNATURES = (
    "div.gmail_signature",
    "div.moz-signature",
    "pre.moz-signature",
    "#Signature",
    "div[id^=ms-outlook-mobile-signature]",
    "#AppleMailSignature",
    "div.protonmail_signature_block-user",
    "div.yahoo-signature",
    "div[data-signatureblock]",
    "[data-marker=__SIG_POST__]",
    "[data-marker=__SIG_PRE__]",
    "#composer_signature",
    "#zmail_signature",
)
_HINT = re.compile(
    "gmail_quote|yahoo_quoted|protonmail_|tutanota_quote|cite|zmail_|=[\"']?quote|__QUOTED_TEXT__"
    "|OLK_SRC|mail-editor-ref|outlook-mobile|isReplyContent|isForwardContent|includetail"
    "|appendonsend|RplyFwdMsg|OutlookMessageHeader|reply-intro|stopSpelling|zwchr|__DIVIDER__"
    "|-?signature|__SIG_",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The words, as text: what is quoted down to the end, and the signature; "" when unmarked."""

    quoted: str
    signature: str


def marked_in(html: str) -> Marked | None:
    """What the programs' own marks say; None without any of them."""
    html = html[:_LONGEST]
    if not _HINT.search(html) or _BEGIN in html or _END in html or is_tangled(html):
        return None
    tree = LexborHTMLParser(html)
    signature = _first(tree, _SIGNATURES)
    signed = text_of(signature.html or "") if signature is not None else ""
    quoted = _quoted(tree)
    is_short = len(signed) <= _LONGEST_SIGNATURE
    found = Marked(quoted, signed if is_short else "")
    return found if found.quoted or found.signature else None


def _quoted(tree: LexborHTMLParser) -> str:
    mark = _first(tree, (*_HOLDING, *_BEFORE, *_LEADING))
    if mark is None:
        return ""
    last = _last_of(mark)
    mark.insert_before(_BEGIN)
    if last is not None:
        # Answers may stand between the quotes; then the text's own marks decide.
        last.insert_after(_END)
    _, _, quoted = text_of(tree.html or "").partition(_BEGIN)
    quoted, _, rest = quoted.partition(_END)
    return "" if letters_of(rest) else quoted.strip()


def _last_of(mark: LexborNode) -> LexborNode | None:
    """The element with which the quote ends; None when it goes on to the end of the mail."""
    if _is_one_of(mark, _HOLDING):
        inner = mark.css_first("blockquote") if mark.tag != "blockquote" else None
        return inner if inner is not None else mark
    if _is_one_of(mark, _BEFORE):
        quote = mark.next
        while quote is not None and (quote.tag or "-").startswith("-"):
            quote = quote.next
        return quote if quote is not None and quote.tag == "blockquote" else mark
    return None


def _is_one_of(node: LexborNode, selectors: tuple[str, ...]) -> bool:
    return any(node.css_matches(one) for one in selectors)


def _first(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> LexborNode | None:
    return tree.css_first(", ".join(selectors))
