"""HTML built to choke its readers is recognised before they meet it.

Tree builders take quadratic time on tens of thousands of open elements, and rebuild every
open formatting element in each new paragraph. No letter a person writes comes near either.
"""

import re
from collections import Counter
from html import unescape

_HARMLESS_SIZE = 5_000
_MOST_WORK = 5_000_000

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<verbatim>script|style|title|textarea|xmp|noscript|iframe)\b.*?(?:</(?P=verbatim)|\Z)"
    r"""|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?:[^"'>]|"[^"]*"|'[^']*')*+>?""",
    re.DOTALL | re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")


def tags(names: str) -> frozenset[str]:
    """The set of tag names written in one line."""
    return frozenset(names.split())


# Never open, or closed by their next neighbour.
_NOT_OPENING = tags(
    "area base br col dd dt hr img input li link meta option p source tbody td tfoot th thead tr"
    " wbr"
)


def is_tangled(html: str) -> bool:
    """True when a tree builder would work out of all proportion to the size."""
    if len(html) < _HARMLESS_SIZE:
        return False
    open_by_name: Counter[str] = Counter()
    depth = work = 0
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name:
            continue
        if tag["close"]:
            if open_by_name[name] > 0:
                open_by_name[name] -= 1
                depth -= 1
        elif name not in _NOT_OPENING:
            open_by_name[name] += 1
            depth += 1
        work += depth
        if work > _MOST_WORK:
            return True
    return False


def untangled(html: str) -> str:
    """The words of such a page, tags simply struck out."""
    return unescape(_ANY_TAG.sub(" ", html))
