"""Choosing a saved reply while one answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.conversations import saved_replies
from mainstay.conversations.macros import Teller
from mainstay.team.languages import language_name
from mainstay.ui.composing import Along
from mainstay.web.addresses import reverse
from mainstay.web.conversation import along
from mainstay.web.conversation.access import find
from mainstay.web.pages import MemberRequest, is_htmx, page


@dataclass(frozen=True)
class Choice:
    """A reply, ready for the conversation. `note` says which language had to do."""

    url: str
    name: str
    folder: str
    text: str
    note: str
    along: Along


@require_safe
def picker(request: MemberRequest, number: int) -> HttpResponse:
    """What may be chosen: for a script the options, else a page of them."""
    found = find(request, number)
    query = request.GET.get("q", "")[:200]
    rows = saved_replies.usable(request.user, query)
    teller = Teller(rows)
    there = reverse("web:conversation", args=[found.number])
    choices = []
    for row in rows:
        made = saved_replies.filled(row, found, request.user)
        choices.append(
            Choice(
                f"{there}?reply={row.pk}#composer",
                row.name,
                row.folder,
                made.text,
                _note(made),
                along.build(row, teller),
            )
        )
    context = {"choices": choices, "query": query, "conversation": found}
    if is_htmx(request):
        return render(request, "web/saved_replies/_choices.html", context)
    return page(request, "web/saved_replies/picker.html", context, at="inbox")


def _note(made: saved_replies.Filled) -> str:
    if not made.wanted:
        return ""
    return _("In {language}: it is not written in {wanted}.").format(
        language=language_name(made.language), wanted=language_name(made.wanted)
    )
