"""The environment of our templates."""

import functools
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import jinja2
from django.core.files.storage import Storage, storages
from django.templatetags.static import static as address_of
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from mainstay.core.clock import now
from mainstay.ui.form_keys import csrf_field, form_keys
from mainstay.web.addresses import reverse

_said: dict[tuple[str, str], Markup] = {}
"""The words of our templates by language: no more than the catalogues hold."""

_addresses: WeakKeyDictionary[Storage, dict[str, str]] = WeakKeyDictionary()
"""Where our files lie. They never move while a process runs, and each row of a list has an icon."""


class _Environment(jinja2.Environment):
    """What every template may use never changes, so none has to look for it in two places."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


def environment(**options: Any) -> jinja2.Environment:
    """Jinja2 with our few globals. An unknown name in a template is an error, not an empty word."""
    options |= {"undefined": jinja2.StrictUndefined, "autoescape": True}
    made = _Environment(
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals |= {
        "_": translated,
        "remembered": functools.lru_cache(maxsize=2000),
        "static": static,
        "url": url,
        "csrf_field": csrf_field,
        "form_keys": form_keys,
        "now": now,
        "query": lambda **values: f"?{urlencode({k: v for k, v in values.items() if v})}",
    }
    made.filters |= {"local": timezone.localtime, "file_size": file_size}
    return made


def static(path: str) -> str:
    """The address of one of our own files."""
    known = _addresses.setdefault(storages["staticfiles"], {})
    if path not in known:
        known[path] = address_of(path)
    return known[path]


def translated(text: str, **values: object) -> Markup:
    """What the extension would give, in a quarter of the time: a page says some 250 words."""
    language = translation.get_language() or ""
    said = _said.get((language, text))
    if said is None:
        said = _said[language, text] = Markup(translation.gettext(text))  # noqa: S704
    return said % values if values else said


def url(name: str, *args: int | str) -> str:
    return reverse(name, args)


def file_size(size: int) -> str:
    """Bytes in the unit a person would use: 812 B, 14 kB, 2.3 MB."""
    if size < 1000:
        return _("{size} B").format(size=size)
    if size < 1_000_000:
        return _("{size} kB").format(size=f"{size / 1000:.0f}")
    return _("{size} MB").format(size=formats.number_format(size / 1_000_000, 1))
