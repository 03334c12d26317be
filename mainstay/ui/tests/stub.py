"""A Jinja2 environment without the rest of the product, for these tests and for screenshots."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mainstay.core.clock import now

UI = Path(__file__).parents[1]
TEMPLATES = UI / "templates"
STATIC = UI / "static" / "ui"
TOKEN = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token">')
ONCE = Markup('<input type="hidden" name="once" value="0b0a1c52-6f1c-4f5e-9a5f-000000000000">')


def environment(static: str = "/static/") -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_null_translations(newstyle=True)
    env.globals.update(
        url=lambda name, *args, **kwargs: f"/{name}/",
        static=lambda path: static + path,
        now=now,
        remembered=cache,
        csrf_field=lambda: TOKEN,
        form_keys=lambda: TOKEN + ONCE,
    )
    return env


def request_context(import_map: str = "") -> dict[str, Any]:
    return {"request": None, "import_map": import_map}
