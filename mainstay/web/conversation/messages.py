"""Writing in a conversation, and taking it back."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.channels.email.inbound import Attachment as File
from mainstay.channels.kinds import MAIL
from mainstay.conversations import actions, macros
from mainstay.conversations.actions import draft_files, saving_replies
from mainstay.conversations.models import Conversation, Draft, Message
from mainstay.core.errors import Refused
from mainstay.ui.context import Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation import along, correspondents, drafts, moments, remarking
from mainstay.web.conversation.access import find, find_message
from mainstay.web.conversation.composer import build_composer, standing_of
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.returning import page_of
from mainstay.web.conversation.views import show
from mainstay.web.conversation.writing import NobodyThere, Writing, people, read
from mainstay.web.pages import MemberRequest, go, refusals_lead_back

LARGEST = draft_files.LARGEST


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, number: int) -> HttpResponse:
    found = find(request, number)
    if request.method != "POST":
        # A refused reply is shown under this address, which one may load again or come back to.
        return redirect("web:conversation", found.number)
    writing = read(request.POST)
    try:
        if not writing.kind:
            # What does not say that it is a reply must never leave the house as one.
            raise Refused(_("Choose whether it is a reply or a note."))
        if remarking.is_mended(writing):
            return _mend(request, found, writing)
        if drafts.is_meant(writing):
            return drafts.change(request, found, writing, _files(request))
        if writing.kind == Draft.NOTE:
            files = _files(request)
            actions.note(found, writing.text, by=request.user, attachments=files, with_draft=True)
            return _back(request, found)
        message = _reply(request, found, writing)
    except Refused as refusal:
        composer = build_composer(Known(found, request.user), writing=writing, refusal=refusal)
        return show(request, found, composer, status=422)
    return _back(request, found, _sent(message, _changed_since(found, writing)))


@require_POST
@refusals_lead_back
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    message = find_message(request, pk)
    actions.undo(message, by=request.user)
    return _back(request, message.conversation, Toast(_("Taken back. It did not leave.")))


@require_POST
@refusals_lead_back
def hurry(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a reply leave now that was to leave later."""
    message = find_message(request, pk)
    actions.send_now(message, by=request.user)
    return _back(request, message.conversation, Toast(_("It leaves now.")))


@require_POST
@refusals_lead_back
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    message = find_message(request, pk)
    actions.retry(message, by=request.user)
    return _back(request, message.conversation, Toast(_("It is being sent again.")))


def _mend(request: MemberRequest, found: Conversation, writing: Writing) -> HttpResponse:
    """Keep the text with one remark put right."""
    drafts.change(request, found, remarking.mend(found, request.user, writing), _files(request))
    return go(request, page_of(request, found.number))


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


def _reply(request: MemberRequest, found: Conversation, writing: Writing) -> Message:
    by_mail = writing.channel in ("", MAIL)
    names = correspondents.known(found) if by_mail and writing.to else {}
    to, cc, bcc = (
        people(typed, names) if by_mail and typed else []
        for typed in (writing.to, writing.cc, writing.bcc)
    )
    if by_mail and writing.to is not None and not to:
        raise NobodyThere(_("Say to whom it goes."))
    made_of = along.find(request.user, writing.saved_reply)
    state = macros.changes_of(made_of).state if made_of else ""

    def send() -> Message:
        return actions.reply(
            found,
            writing.text,
            by=request.user,
            to=to,
            cc=cc,
            bcc=bcc,
            channel=writing.channel,
            solve=(state or writing.send) == macros.SOLVE,
            attachments=_files(request),
            with_draft=True,
            seen_message_id=writing.seen,
            send_at=_send_at(writing),
        )

    return saving_replies.send_with(made_of, found, send, by=request.user) if made_of else send()


def _send_at(writing: Writing) -> datetime | None:
    """When it is to leave: a time of the menu, or one that was chosen beside it."""
    send, _colon, chosen = writing.send.partition(":")
    return moments.read(chosen or writing.send_at) if send == "at" else None


def _changed_since(found: Conversation, writing: Writing) -> str:
    """What colleagues changed while it was written, in a sentence; empty when nothing."""
    if not writing.standing or writing.standing == standing_of(found):
        return ""
    if found.assignee:
        return _("Meanwhile {name} has it, and it is: {state}.").format(
            name=found.assignee.name, state=found.state_words
        )
    return _("Meanwhile nobody has it, and it is: {state}.").format(state=found.state_words)


def _sent(message: Message, changed: str) -> Toast:
    outbound = message.outbound
    assert outbound is not None
    name = message.to[0][0] or message.to[0][1]
    undo_url = reverse("web:message_undoing", args=[message.pk])
    if outbound.leaves_later:
        text = _("Leaves {time}").format(time=moments.told(outbound.due_at))
        return Toast(f"{text}. {changed}".strip(), undo_url=undo_url)
    text = f"{_('Sending to {name}').format(name=name)}. {changed}" if changed else ""
    return Toast(
        text or _("Sending to {name}").format(name=name),
        undo_url=undo_url,
        undo_until=outbound.due_at,
    )


def _back(request: MemberRequest, found: Conversation, toast: Toast | None = None) -> HttpResponse:
    return go(request, page_of(request, found.number), toast)
