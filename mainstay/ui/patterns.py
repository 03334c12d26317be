"""The page of patterns: every component in every state, with the cast.

The designer's table and the target of screenshots. `?theme=dark&density=compact&dir=rtl` set a
state. Texts of the cast are data and stay untranslated, like the words of clients.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.safestring import mark_safe

from mainstay.ui import form_keys, pattern_cast, pattern_forms
from mainstay.ui.modules import import_map

ICONS = Path(__file__).parent / "static" / "ui" / "icons.svg"


@dataclass(frozen=True)
class Group:
    """One part of the page; `ui/patterns/<name>.html` shows it."""

    name: str
    title: str
    text: str


GROUPS = (
    Group("ground", "Colour, type, icons", "Neutral unless it means something."),
    Group("button", "Button, menu, keys", "One filled button on a screen. Its key stands on it."),
    Group("badge", "Badge and avatar", "A word first; the mark and the colour repeat it."),
    Group("clock", "Promise clock, time, numbers", "The ring empties, the words say how long."),
    Group("field", "Form", "The label stays. An error says what happened and how to mend it."),
    Group("tabs", "Bar, tabs, filters, banner", "Where one is, and what narrows it."),
    Group("row", "List row, pagination, empty", "Who and where, what, the last words, the clock."),
    Group("table", "Table", "Names its cells when it has to become cards."),
    Group("notice", "Notice, toast, progress", "Says what, why, and the one step."),
    Group("timeline", "Timeline and composer", "What the client cannot see says so."),
    Group("panel", "Context panel and card", "Space first, a hairline second, a box third."),
    Group("dialog", "Dialog, palette, keys", "The question, what it does, the verb."),
    Group("frame", "Frame", "The rail on the canvas, the sheet on top of it."),
)


def view(request: HttpRequest) -> HttpResponse:
    """Render past the context processors: this page brings a frame of its own."""
    template = cast(Any, engines["jinja2"]).env.get_template("ui/patterns.html")
    form_keys.belong_to(request)
    page = template.render(
        request=request,
        import_map=mark_safe(import_map()),  # noqa: S308  (our own JSON, no input in it)
        **context(request.GET.get("theme"), request.GET.get("density"), request.GET.get("dir")),
    )
    return HttpResponse(page)


def context(
    theme: str | None = None, density: str | None = None, direction: str | None = None
) -> dict[str, Any]:
    """What the templates of the page need, apart from what comes with a request."""
    frame = pattern_cast.frame(
        theme=_one_of(theme, "light", "dark"),
        density=_one_of(density, "comfortable", "compact"),
        text_direction="rtl" if direction == "rtl" else "ltr",
    )
    return {
        "frame": frame,
        "pattern_groups": GROUPS,
        "icon_names": icon_names(),
        "form": pattern_forms.wrong_form(),
        "short_form": pattern_forms.ShortForm(),
        **pattern_cast.shown(),
    }


def icon_names() -> list[str]:
    return re.findall(r'id="icon-([\w-]+)"', ICONS.read_text())


def _one_of(value: str | None, *allowed: str) -> Literal[""] | Any:
    return value if value in allowed else ""
