"""Writing in a conversation, and taking it back."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions
from mainstay.conversations.models import Conversation, Message
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.conversation.access import find, find_message
from mainstay.web.conversation.context import build_composer
from mainstay.web.conversation.views import show
from mainstay.web.pages import MemberRequest, go, refusals_lead_back

LARGEST = 20 * 1024 * 1024
"""Bytes of all attachments of a message: more than most mail servers take."""


class MessageForm(forms.Form):
    kind = forms.ChoiceField(choices=[("reply", ""), ("note", "")])
    send = forms.CharField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    if request.method != "POST":
        # A refused reply is shown under this address, which one may load again or come back to.
        return redirect("web:conversation", found.number)
    form = MessageForm(request.POST)
    # What does not say that it is a reply must never leave the house as one.
    kind = form.cleaned_data["kind"] if form.is_valid() else "note"
    text = request.POST.get("body", "")
    try:
        if not form.is_valid():
            raise Refused(_("Choose whether it is a reply or a note."))
        files = _files(request)
        if kind == "note":
            actions.note(found, text, by=request.user, attachments=files)
            return _back(request, found)
        solves = form.cleaned_data.get("send") == "solve"
        message = actions.reply(
            found,
            text,
            by=request.user,
            solve=solves,
            attachments=files,
            channel=request.POST.get("channel", ""),
        )
    except Refused as refusal:
        channel = request.POST.get("channel", "")
        composer = build_composer(found, kind=kind, text=text, error=str(refusal), channel=channel)
        return show(request, found, composer, status=422)
    return _back(request, found, _sent(message))


@require_POST
@refusals_lead_back
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    message = find_message(request, pk)
    actions.undo(message, by=request.user)
    return _back(request, message.conversation, Toast(_("Taken back. It did not leave.")))


@require_POST
@refusals_lead_back
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    message = find_message(request, pk)
    actions.retry(message, by=request.user)
    return _back(request, message.conversation, Toast(_("It is being sent again.")))


def _files(request: MemberRequest) -> list[File]:
    files = []
    left = LARGEST
    for upload in request.FILES.getlist("attachments"):
        left -= upload.size or 0
        if left < 0:
            raise Refused(
                _("With {name} the files are larger than 20 MB. Share it by a link.").format(
                    name=upload.name
                )
            )
        content_type = upload.content_type or "application/octet-stream"
        files.append(File(upload.name or "file", content_type, upload.read(), None, False))
    return files


def _sent(message: Message) -> Toast:
    assert message.outbound is not None
    text = _("Sending to {name}").format(name=message.to[0][0] or message.to[0][1])
    if message.outbound.due_at - message.at > timedelta(minutes=5):
        return Toast(text)
    return Toast(
        text,
        undo_url=reverse("web:message_undoing", args=[message.pk]),
        undo_until=message.outbound.due_at,
    )


def _back(request: MemberRequest, found: Conversation, toast: Toast | None = None) -> HttpResponse:
    return go(request, f"{reverse('web:conversation', args=[found.number])}", toast)
