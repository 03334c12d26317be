"""Addresses of our pages: a page has seventy, and Django looks each of them up by patterns."""

import functools
from collections.abc import Sequence

from django import urls

_MARK = 10**15
"""Numbers from here on stand for whatever will stand in their place."""


def reverse(name: str, args: Sequence[int | str] = ()) -> str:
    """As Django's `reverse`. An address whose arguments are numbers is looked up once."""
    if all(type(each) is int and each >= 0 for each in args):
        return _shape(urls.get_script_prefix(), name, len(args)) % tuple(args)
    return urls.reverse(name, args=args)


@functools.cache
def _shape(_prefix: str, name: str, count: int) -> str:
    marks = [_MARK + n for n in range(count)]
    found = urls.reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        found = found.replace(str(mark), "%d", 1)
    return found
