"""The hidden fields of a form: against forgery, and against being sent twice.

Templates get them as globals, so that none of our macros needs the context of a page: Jinja then
makes each file of macros once for a process, and not once for every import of every page.
"""

from contextvars import ContextVar

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe

from mainstay.core import once

_token: ContextVar[object] = ContextVar("csrf_field")


def belong_to(request: HttpRequest) -> None:
    """Whatever is rendered from here on in this thread answers this request."""
    # A page has some thirty forms: one token for all, made where there is a form.
    _token.set(SimpleLazyObject(lambda: csrf_input(request)))


def csrf_field() -> SafeString:
    """The token alone. LookupError outside of a request."""
    return mark_safe(str(_token.get()))  # noqa: S308  (Django made it)


def form_keys() -> SafeString:
    """The token and a once-key: for each form that changes something."""
    key = f'<input type="hidden" name="once" value="{once.new_key()}">'
    return mark_safe(f"{_token.get()}{key}")  # noqa: S308  (Django and we made them)
