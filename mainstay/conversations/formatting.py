"""The little formatting of what we write: a few marks of Markdown, kept as they were typed.

Bold, italic, lists, quotes, links, code and pictures that were pasted. The typed text stays the
truth: it is the text of the mail, and its HTML is made from it wherever it is shown.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import escape

from mainstay.channels.email.html import sanitise

Picture = Callable[[str], str | None]
"""The address of a picture by its content id; None when there is no such picture."""

LONGEST = 20_000
"""Characters; a longer text is shown as it was typed, so that no page waits for it."""

_MAY_BE_FORMATTED = re.compile(r"[*_`<\[]|://|^\s*(?:>|[-+]\s|\d{1,9}[.)]\s)", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(cid:([^)\s]+)\)")
_MARKED = re.compile(r"(?<!\w)(\*{1,3}|`)(?=\S)([^*`\n]+)(?<=\S)\1(?!\w)")
_URL = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_SCHEME = re.compile(r"(?:^|[^\w])(https?)$", re.IGNORECASE)
_AFTER_A_URL = ".,;:!?'*_~"
_QUOTED = re.compile(r"\s{0,3}>")
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_DIRECTED = (
    *("paragraph_open", "blockquote_open", "list_item_open"),
    *("bullet_list_open", "ordered_list_open"),
)
_MAIL_STYLES = {
    "blockquote_open": "margin:0 0 0 4px;padding-left:12px;border-left:2px solid #ccc;color:#555",
    "code_inline": "font-family:monospace",
    "fence": "font-family:monospace",
    "image": "max-width:100%",
}


def to_html(text: str, picture: Picture) -> str:
    """Safe HTML of a text, for our own pages; empty when it is as plain as it was typed."""
    tokens = _read(text)
    return _drawn(tokens, picture) if _is_formatted(tokens, links_count=True) else ""


def to_mail(text: str) -> str:
    """Safe HTML of a text, for a mail; empty when its plain text says everything.

    A picture is named by its content id.
    """
    tokens = _read(text)
    if not _is_formatted(tokens, links_count=False):
        return ""
    _style(tokens)
    return _drawn(tokens, lambda content_id: f"cid:{content_id}")


def plain(text: str) -> str:
    """The text for who reads no HTML: a picture is told by its name."""
    return _PICTURE.sub(lambda found: f"[{found[1]}]", text) if "](cid:" in text else text


def spoken(text: str) -> str:
    """The words without their marks, for a line of a list."""
    return _MARKED.sub(r"\2", plain(text))


def pictures_in(text: str) -> set[str]:
    """The content ids of the pictures that stand in a text."""
    return {found[2] for found in _PICTURE.finditer(text)}


def _read(text: str) -> list[Token]:
    if len(text) > LONGEST or not _MAY_BE_FORMATTED.search(text):
        return []
    return _MARKDOWN.parse(_with_room(text))


def _with_room(text: str) -> str:
    """A blank line where a quote or a list ends: Markdown would draw the next line into it."""
    lines: list[str] = []
    inside, is_code = "", False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        now_inside = inside
        if is_code or not line.strip():
            now_inside = ""
        elif _QUOTED.match(line):
            now_inside = "quote"
        elif _ITEM.match(line):
            now_inside = "list"
        elif inside == "quote" or (inside == "list" and not line[0].isspace()):
            now_inside = ""
            lines.append("")
        inside = now_inside
        lines.append(line)
    return "\n".join(lines)


def _is_formatted(tokens: Sequence[Token], *, links_count: bool) -> bool:
    plain_kinds = {"text", "softbreak", "hardbreak"}
    for token in tokens:
        if token.type not in ("paragraph_open", "paragraph_close", "inline"):
            return True
        for child in token.children or ():
            is_bare_link = child.info == "auto" and not links_count
            if child.type not in plain_kinds and not is_bare_link:
                return True
    return False


def _drawn(tokens: Sequence[Token], picture: Picture) -> str:
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {"picture": picture})
    return sanitise(html, inline=picture)


def _style(tokens: Sequence[Token]) -> None:
    """Programs that read mail have no style sheet."""
    for token in tokens:
        for each in (token, *(token.children or ())):
            if style := _MAIL_STYLES.get(each.type):
                each.attrSet("style", style)


def _directed(state: StateCore) -> None:
    """Each paragraph runs as its own words do."""
    for token in state.tokens:
        if token.type in _DIRECTED:
            token.attrSet("dir", "auto")


def _star_inside_a_word(state: StateInline, silent: bool) -> bool:
    """300*250*2 is no emphasis."""
    if state.src[state.pos] != "*":
        return False
    end = state.pos
    while state.src[end : end + 1] == "*":
        end += 1
    around = state.src[max(0, state.pos - 1) : state.pos] + state.src[end : end + 1]
    if len(around) < 2 or not around.isascii() or not around.isalnum():
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _bare_url(state: StateInline, silent: bool) -> bool:
    """An address of a page is a link without further marks."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending)
    found = scheme and _URL.match(state.src, state.pos - len(scheme[1]))
    if not scheme or not found:
        return False
    url = _ended(found[0])
    if len(url) <= len(scheme[1]) + 3 or not state.md.validateLink(url):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": state.md.normalizeLink(url)}
        opened.info = "auto"
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1).info = "auto"
    state.pos += len(url) - len(scheme[1])
    return True


def _ended(url: str) -> str:
    """Without what belongs to the sentence around it."""
    while True:
        shorter = url.rstrip(_AFTER_A_URL)
        if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


def _image(
    self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: EnvType
) -> str:
    """A picture that came with the message; any other stays the words that were typed."""
    token = tokens[at]
    source = str(token.attrGet("src") or "")
    if source.startswith("cid:") and env["picture"](source[4:]):
        style = token.attrGet("style")
        styled = f' style="{style}"' if style else ""
        return f'<img src="{escape(source)}" alt="{escape(token.content)}"{styled}>'
    return str(escape(f"![{token.content}]({source})"))


def _reader() -> MarkdownIt:
    made = MarkdownIt("zero", {"html": False, "breaks": True})
    made.enable(["list", "blockquote", "fence", "emphasis", "backticks", "newline"])
    made.enable(["link", "image", "autolink"])
    made.inline.ruler.before("emphasis", "star_inside_a_word", _star_inside_a_word)
    made.inline.ruler.before("emphasis", "bare_url", _bare_url)
    made.core.ruler.push("directed", _directed)
    made.add_render_rule("image", _image)
    return made


_MARKDOWN = _reader()
