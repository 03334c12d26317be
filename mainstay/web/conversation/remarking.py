"""Remarks on what is being written: asked for while it is typed, and mended by a click."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mainstay.conversations.models import Conversation, Draft
from mainstay.conversations.remarks import mended
from mainstay.team.models import Member
from mainstay.web.conversation.access import find
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.remarks import MEND, remarks_on, written_in
from mainstay.web.conversation.writing import Writing
from mainstay.web.pages import MemberRequest

LONGEST = 20_000
"""Characters that are looked at; nobody writes more by hand."""


@require_POST
def remarks(request: MemberRequest, number: int) -> HttpResponse:
    """The list below the text. Nothing is kept."""
    found = find(request, number)
    written = None
    if request.POST.get("kind") == Draft.REPLY:
        text = request.POST.get("body", "")[:LONGEST]
        has_files = request.POST.get("files") == "yes"
        written = written_in(found, request.user, text, has_files=has_files)
    context = {"remarks": remarks_on(Known(found, request.user), written)}
    return render(request, "web/conversation/_remarks.html", context)


def is_mended(writing: Writing) -> bool:
    """Whether a button of a remark was pressed."""
    return writing.send.startswith(f"{MEND}-")


def mend(found: Conversation, member: Member, writing: Writing) -> Writing:
    """What was written, with the matter of one remark put right."""
    key = writing.send.removeprefix(f"{MEND}-")
    text = mended(key, written_in(found, member, writing.text.replace("\r\n", "\n")))
    return replace(writing, text=text, send="keep")
