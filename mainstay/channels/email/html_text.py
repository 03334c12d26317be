"""HTML as plain text: paragraphs, lists, quotes, tables and the addresses of links."""

import re
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mainstay.channels.email.charsets import storable
from mainstay.channels.email.tangle import is_tangled, tags, untangled

_LONGEST = 1_000_000
_DEEPEST_QUOTE = _DEEPEST_LIST = 20
_UNSEEN = tags(
    "head script style title template object embed applet iframe svg math audio video"
    " select textarea"
)
_SPACED = tags("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table")
_OWN_LINE = tags(
    "div li dt dd tr section article header footer main aside nav address center form fieldset"
    " figure figcaption caption tbody thead tfoot body"
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_FOLLOWABLE = ("http://", "https://", "mailto:", "tel:", "ftp://")


def text_of(html: str) -> str:
    """What a reader of this HTML sees, as lines of text; links as `words <address>`."""
    html = html[:_LONGEST]
    if is_tangled(html):
        return _SPACE.sub(" ", storable(untangled(html))).strip()
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return ""
    page = _Page(hides=_HIDDEN.search(html) is not None)
    page.read(root)
    return storable(page.text())


class _Page:
    """Lines being written while the tree is walked, once, without recursion."""

    def __init__(self, *, hides: bool) -> None:
        self._hides = hides
        self._lines: list[str] = []
        self._line: list[str] = []
        self._is_spaced = True
        self._last_address = ""
        self._links: list[tuple[int, int]] = []
        self._marker = ""
        self._quotes = 0
        self._verbatim = 0
        self._lists: list[int | None] = []
        self._gap_quotes: int | None = None

    def read(self, root: LexborNode) -> None:
        node: LexborNode | None = root.child
        while node is not None:
            inside = self._enter(node)
            if inside is not None:
                node = inside
                continue
            while node is not None and node.next is None:
                node = node.parent
                if node is None or node.mem_id == root.mem_id:
                    return
                self._leave(node, node.tag or "")
            node = node.next if node is not None else None

    def text(self) -> str:
        self._end_line()
        lines = [line.rstrip() for line in self._lines]
        kept = [
            line for before, line in pairwise(["", *lines]) if line.strip("> ") or line != before
        ]
        return "\n".join(kept).strip("\n")

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Write what stands at this node's beginning; the first child if one is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._write(node.text_content or "")
            return None
        if tag.startswith(("-", "_", "!")) or tag in _UNSEEN or self._is_hidden(node):
            return None
        self._begin(node, tag)
        if node.child is None:
            self._leave(node, tag)
        return node.child

    def _begin(self, node: LexborNode, tag: str) -> None:
        if tag in _SPACED:
            self._end_line()
            if not (tag in ("ul", "ol") and self._lists):
                self._gap()
        elif tag in _OWN_LINE:
            self._end_line()

        if tag == "br":
            self._break()
        elif tag == "hr":
            self._rule()
        elif tag == "a":
            self._links.append((len(self._lines), len(self._line)))
        elif tag == "img":
            self._picture(node)
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._verbatim += 1
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._next_marker()

    def _leave(self, node: LexborNode, tag: str) -> None:
        if tag == "a" and self._links:
            self._address(node, *self._links.pop())
        if tag not in _SPACED and tag not in _OWN_LINE:
            return
        self._end_line()
        if tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._verbatim -= 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        if tag in _SPACED and not self._lists:
            self._gap()

    def _write(self, text: str) -> None:
        if self._verbatim:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._add(first)
            for line in others:
                self._break()
                self._add(line)
            return
        text = _SPACE.sub(" ", text)
        self._add(text.removeprefix(" ") if self._is_spaced else text)

    def _add(self, text: str) -> None:
        if text:
            self._line.append(text)
            self._is_spaced = text.endswith(" ")

    def _end_line(self) -> None:
        line = "".join(self._line)
        if line.strip():
            self._put(line)
        self._line.clear()
        self._is_spaced = True

    def _break(self) -> None:
        self._put("".join(self._line))
        self._line.clear()
        self._is_spaced = True

    def _put(self, line: str) -> None:
        if self._gap_quotes is not None:
            self._lines.append("> " * min(self._gap_quotes, self._quotes, _DEEPEST_QUOTE))
            self._gap_quotes = None
        indent = "  " * max(min(len(self._lists), _DEEPEST_LIST) - 1, 0)
        hanging = "  " if self._lists and not self._marker else ""
        lead = f"{indent}{self._marker}{hanging}" if line.strip() else ""
        self._marker = "" if line.strip() else self._marker
        self._lines.append("> " * min(self._quotes, _DEEPEST_QUOTE) + lead + line)

    def _gap(self) -> None:
        """Ask for a blank line before the next one."""
        if self._lines and self._lines[-1].strip("> "):
            before = self._quotes if self._gap_quotes is None else self._gap_quotes
            self._gap_quotes = min(before, self._quotes)

    def _rule(self) -> None:
        self._end_line()
        self._put("-" * 20)

    def _cell(self) -> None:
        if not self._is_spaced:
            self._add("  ")

    def _picture(self, node: LexborNode) -> None:
        words = _SPACE.sub(" ", node.attributes.get("alt") or "").strip()
        if words:
            self._write(f"[{words}]")

    def _address(self, node: LexborNode, lines_before: int, pieces_before: int) -> None:
        href = _SPACE.sub("", node.attributes.get("href") or "")
        if not href.lower().startswith(_FOLLOWABLE):
            return
        is_one_line = len(self._lines) == lines_before
        words = "".join(self._line[pieces_before:]) if is_one_line else ""
        is_repeated_picture = is_one_line and not words.strip() and href == self._last_address
        if _bare(words.strip()) == _bare(href) or is_repeated_picture:
            return
        self._last_address = href
        self._add(f"<{href}>" if self._is_spaced else f" <{href}>")

    def _next_marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _is_hidden(self, node: LexborNode) -> bool:
        return self._hides and _HIDDEN.search(node.attributes.get("style") or "") is not None


def _bare(link: str) -> str:
    """The part of an address by which a person knows it."""
    bare = link.lower().partition("?")[0] if link.lower().startswith("mailto:") else link.lower()
    for scheme in _FOLLOWABLE:
        bare = bare.removeprefix(scheme)
    return bare.rstrip("/")
