"""By what an answer is known to belong to a thread of ours: ids and a mark that only we can make.

They are signed with a key derived from the desk's secret key, which never stands in the
database. With another key what was sent before is still known by the ids that were kept.
"""

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.html import escape

from mainstay.channels.email import signed_ids

_PURPOSE = b"mainstay thread ids, 1"
_OF_ALL = "thread"
# What ours begin and end with: whoever quotes it breaks lines between words.
_SIGNS = ("ref:", ":ref")
_MARKED = re.compile(r"\n\nref:\w+:ref\Z")
_STYLE = "margin-top:24px;color:#999999;font-size:10px;line-height:1.2"


def new_id(number: int, domain: str) -> str:
    """A Message-ID for one mail of the thread with this number."""
    return signed_ids.make(_secret(), domain, number, secrets.token_hex(8))


def with_thread_id(ids: Iterable[str], number: int, domain: str) -> list[str]:
    """References in which at least one id is ours.

    A service that gives our mail another Message-ID as it leaves (Amazon SES) keeps the
    references: an answer then still names the thread. The nearest id stays the last.
    """
    ids = list(ids)
    if number_in(ids) is not None:
        return ids
    of_all = signed_ids.make(_secret(), domain, number, _OF_ALL)
    return [*ids[:-1], of_all, *ids[-1:]]


def number_in(ids: Iterable[str]) -> int | None:
    """The thread that the first of these ids made by us belongs to."""
    numbers = (signed_ids.verify(_secret(), each) for each in ids)
    return next((each for each in numbers if each is not None), None)


def marked(text: str, number: int) -> str:
    """The text of a mail over the mark of its thread, which stands in a line of its own."""
    return f"{text}\n\n{signed_ids.marker(_secret(), number)}"


def unmarked(text: str) -> str:
    """What `marked` was given."""
    return _MARKED.sub("", text)


def marked_html(html: str, number: int) -> str:
    """The same of the HTML of a mail. The mark is small and grey."""
    mark = f'<div style="{_STYLE}">{escape(signed_ids.marker(_secret(), number))}</div>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{mark}{end}{after}" if end else f"{html}{mark}"


def number_marked(*texts: str) -> int | None:
    """The thread whose mark stands in one of these texts, however it was quoted."""
    for text in texts:
        if any(sign in text.lower() for sign in _SIGNS):
            number = signed_ids.find_marker(_secret(), text)
            if number is not None:
                return number
    return None


def _secret() -> str:
    return _derived(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _derived(key: str) -> str:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode()).hex()
