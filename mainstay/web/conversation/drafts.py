"""What somebody has begun to write: kept as it is typed, read by colleagues, thrown away."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.channels.email.inbound import Attachment as File
from mainstay.conversations import actions, working
from mainstay.conversations.actions import Kept
from mainstay.conversations.models import Conversation, Draft, DraftFile
from mainstay.core.errors import Refused
from mainstay.ui.context import EmptyState, Toast
from mainstay.web.addresses import reverse
from mainstay.web.conversation import along, formatted
from mainstay.web.conversation.access import find, find_draft
from mainstay.web.conversation.composer import draft_words, files_of
from mainstay.web.conversation.returning import page_of
from mainstay.web.conversation.writing import Writing, loosely, read
from mainstay.web.pages import MemberRequest, go, page, refusals_lead_back, say

_SAVED = "web/conversation/_draft_saved.html"
_CHANGES = ("keep", "drop", "read", "remove")


@require_POST
def keep(request: MemberRequest, number: int) -> HttpResponse:
    """Take the words of a form while they are typed, and say what became of them."""
    found, writing = find(request, number), read(request.POST)
    try:
        kept = _keep(request, found, writing)
    except Refused as refusal:
        context = {"known_at": None, "words": str(refusal)}
        return render(request, _SAVED, context, status=422)
    context = draft_words(kept.draft) if kept.draft else {"known_at": "", "words": ""}
    return render(request, _SAVED, context | {"surprise": _surprise(kept)})


def is_meant(writing: Writing) -> bool:
    """Whether a button of the composer changes the draft instead of sending it."""
    return writing.send.partition("-")[0] in _CHANGES


def change(
    request: MemberRequest, found: Conversation, writing: Writing, files: Sequence[File]
) -> HttpResponse:
    """Do what a button of the composer says; what was typed is kept. Raises Refused."""
    verb, _dash, pk = writing.send.partition("-")
    there = page_of(request, found.number)
    kept = _keep(request, found, writing)
    for file in files:
        actions.add_draft_file(found, writing.kind, file, by=request.user)
    if verb == "drop":
        return _drop(request, found, writing.kind, there)
    if verb == "remove":
        unwanted = get_object_or_404(_own_files(request), pk=_number(pk))
        actions.remove_draft_file(unwanted, by=request.user)
        return go(request, there)
    if verb == "read":
        # Another address than the page has: to a mere place in itself the browser would only
        # scroll, and the form that was just used would be sent a second time.
        if pk.isdecimal():
            there = f"{page_of(request, found.number, read=pk)}#message-{pk}"
        return go(request, there)
    is_kept = kept.draft or files
    return go(request, there, Toast(_("Draft kept.") if is_kept else _("Nothing to keep.")))


@require_safe
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft to be read, of a colleague or one's own where one sees the conversation no more."""
    draft = find_draft(request, pk)
    sees = Conversation.objects.visible_to(request.user).filter(pk=draft.conversation_id).exists()
    context = {
        "draft": draft,
        "is_own": draft.member_id == request.user.pk,
        "html": formatted.of_draft(draft),
        "title": draft.conversation.subject if sees else "",
        "sees": sees,
        "may_write": request.user.may_write,
    }
    return page(request, "web/conversation/draft.html", context, at="inbox")


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    nothing = EmptyState(
        _("Nothing begun"),
        _("What you begin to write and do not send stands here, until you send it."),
        icon="edit",
    )
    context = {"drafts": working.drafts_of(request.user), "nothing": nothing}
    return page(request, "web/conversation/drafts.html", context, at="inbox")


@require_POST
@refusals_lead_back
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """Go on with what a colleague has begun."""
    draft = find_draft(request, pk)
    into = find(request, draft.conversation_id)
    actions.copy_draft(draft, into=into, by=request.user)
    return go(request, reverse("web:conversation", args=[into.number]))


@require_POST
@refusals_lead_back
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    draft = actions.drop_draft(find_draft(request, pk), by=request.user)
    return go(request, reverse("web:drafts"), _dropped(draft))


@require_POST
@refusals_lead_back
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(Draft, pk=pk, member=request.user)
    draft = actions.bring_draft_back(draft, by=request.user)
    say(request, Toast(_("It is here again.")))
    visible = Conversation.objects.visible_to(request.user)
    if visible.filter(pk=draft.conversation_id).exists():
        return go(request, reverse("web:conversation", args=[draft.conversation_id]))
    return go(request, reverse("web:drafts"))


@require_POST
def files(request: MemberRequest, number: int) -> HttpResponse:
    """Put a file to the draft, or take one away; answers with the list of them."""
    found, kind = find(request, number), request.POST.get("kind", "")
    added = None
    try:
        if kind not in Draft.KINDS:
            raise Refused(_("Choose whether it is a reply or a note."))
        if pk := request.POST.get("remove"):
            unwanted = _own_files(request).filter(pk=_number(pk)).first()
            if unwanted:
                actions.remove_draft_file(unwanted, by=request.user)
        else:
            added = _added(request, found, kind)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    begun = working.begun(found, request.user)
    draft = begun.own.get(kind)
    listed = files_of(draft, begun.files.get(draft.pk, []) if draft else [])
    context = {"files": listed, "inserted": added.pk if added and added.content_id else None}
    return render(request, "web/conversation/_draft_files.html", context)


def _added(request: MemberRequest, found: Conversation, kind: str) -> DraftFile:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Choose a file."))
    content_type = upload.content_type or "application/octet-stream"
    file = File(upload.name or "file", content_type, upload.read(), None, False)
    is_inline = bool(request.POST.get("inline"))
    return actions.add_draft_file(found, kind, file, by=request.user, is_inline=is_inline)


def _keep(request: MemberRequest, found: Conversation, writing: Writing) -> Kept:
    return actions.keep_draft(
        found,
        writing.kind or Draft.NOTE,
        writing.text,
        by=request.user,
        to=loosely(writing.to or ""),
        cc=loosely(writing.cc),
        bcc=loosely(writing.bcc),
        channel=writing.channel,
        saved_reply=along.find(request.user, writing.saved_reply),
        seen_message_id=writing.seen or 0,
        known_at=writing.known_at,
        form=writing.form,
    )


def _surprise(kept: Kept) -> str:
    return {
        "replaced": _("This took the place of what you wrote in another tab."),
        "returned": _("It had been sent or thrown away in another tab, and is a draft again."),
        "sent": _("This was sent already."),
    }.get(kept.surprise, "")


def _drop(request: MemberRequest, found: Conversation, kind: str, there: str) -> HttpResponse:
    draft = working.begun(found, request.user).own.get(kind)
    if draft is None:
        return redirect(there)
    return go(request, there, _dropped(actions.drop_draft(draft, by=request.user)))


def _dropped(draft: Draft) -> Toast:
    return Toast(_("Thrown away."), undo_url=reverse("web:draft_return", args=[draft.pk]))


def _own_files(request: MemberRequest) -> QuerySet[DraftFile]:
    return DraftFile.objects.filter(draft__member=request.user)


def _number(value: str) -> int:
    """The id that a button sends; 0, which no row has, for anything else."""
    return int(value) if value.isdecimal() and len(value) < 19 else 0
