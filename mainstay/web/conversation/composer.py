"""The composer under a conversation: what is begun, to whom it goes, what arrived meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from mainstay.channels.kinds import MAIL
from mainstay.conversations import working
from mainstay.conversations.actions.overtaking import Overtaken, arrived_since
from mainstay.conversations.actions.signing import mailbox_of
from mainstay.conversations.formatting import spoken
from mainstay.conversations.models import Conversation, Draft, DraftFile, Message, first_words
from mainstay.conversations.working import Begun
from mainstay.core.errors import Refused
from mainstay.ui.composing import Arrived, ArrivedMessage, Keeping, OtherDraft, WaitingFile
from mainstay.ui.context import ComposerView, SendOption
from mainstay.web.addresses import reverse
from mainstay.web.conversation import along, correspondents, moments
from mainstay.web.conversation.channels import build_choice
from mainstay.web.conversation.known import Known
from mainstay.web.conversation.remarks import remarks_on, written_in
from mainstay.web.conversation.writing import NobodyThere, Writing
from mainstay.web.templating import file_size

OTHER = {Draft.REPLY: Draft.NOTE, Draft.NOTE: Draft.REPLY}


def build_composer(
    known: Known,
    *,
    writing: Writing | None = None,
    refusal: Refused | None = None,
    added: str = "",
    saved_reply: int | None = None,
) -> ComposerView:
    """The composer with what its member has begun, or with what was `writing` when it was refused.

    `added` are words to put under what is begun, `saved_reply` the one that they are made of.
    """
    conversation, member = known.conversation, known.member
    begun = working.begun(conversation, member) if known.holds.drafts else Begun()
    kind = Draft.NOTE if conversation.is_internal else _kind(writing, begun)
    draft = begun.own.get(kind)
    text = writing.text if writing else draft.text if draft else ""
    text = f"{text.rstrip()}\n\n{added}".lstrip("\n") if added else text
    view = ComposerView(
        action=reverse("web:messages", args=[conversation.number]),
        ways=(
            SendOption(_("Send and wait"), "wait", "Control+Enter"),
            SendOption(_("Send and solve"), "solve"),
        ),
        note_ways=(SendOption(_("Add note"), "note", "Control+Enter"),),
        kind="note" if kind == Draft.NOTE else "reply",
        text=text,
        error=str(refusal or ""),
        remarks=remarks_on(
            known,
            written_in(conversation, member, text) if text and kind == Draft.REPLY else None,
        ),
        keeping=_keeping(known, begun, kind, writing),
        saved=_saved(draft) if draft and not writing else "",
        times=tuple(
            SendOption(each.label, f"at:{each.value}", aside=each.words)
            for each in moments.choices()
        ),
        is_formatted=True,
        no_reply=_("to colleagues, nothing leaves the house") if conversation.is_internal else "",
    )
    view = along.with_along(view, member, _made_of(writing, draft, saved_reply))
    view = _addressed(view, known, draft, writing)
    if view.people and isinstance(refusal, NobodyThere):
        view = replace(view, people=replace(view.people, is_open=True))
    if writing and isinstance(refusal, Overtaken):
        return _stopped(view, known, writing, refusal)
    if draft and not writing and draft.kind == Draft.REPLY:
        return _told_of_news(view, known, draft)
    return view


def _made_of(writing: Writing | None, draft: Draft | None, chosen: int | None) -> int | None:
    """The saved reply that an answer is made of: the latest that was chosen."""
    if writing:
        return writing.saved_reply
    return chosen or (draft.saved_reply_id if draft else None)


def standing_of(conversation: Conversation) -> str:
    """State and assignee as one word, to tell that they have changed."""
    return f"{conversation.state} {conversation.assignee_id or 0}"


def files_of(draft: Draft | None, begun: Sequence[DraftFile]) -> tuple[WaitingFile, ...]:
    return tuple(_file(each) for each in begun) if draft else ()


def _kind(writing: Writing | None, begun: Begun) -> str:
    if writing:
        return writing.kind or Draft.NOTE
    latest = max(begun.own.values(), key=lambda draft: draft.updated_at, default=None)
    return latest.kind if latest else Draft.REPLY


def _keeping(known: Known, begun: Begun, kind: str, writing: Writing | None) -> Keeping:
    conversation = known.conversation
    number = [conversation.number]
    reply, note = begun.own.get(Draft.REPLY), begun.own.get(Draft.NOTE)
    other = begun.own.get(OTHER[kind])
    seen = writing.seen if writing else None
    return Keeping(
        url=reverse("web:draft_of", args=number),
        files_url=reverse("web:draft_files", args=number),
        files=files_of(reply, begun.files.get(reply.pk, []) if reply else []),
        note_files=files_of(note, begun.files.get(note.pk, []) if note else []),
        others=_others(conversation, begun),
        other_text=other.text if other else "",
        reply_known_at=reply.updated_at.isoformat() if reply else "",
        note_known_at=note.updated_at.isoformat() if note else "",
        seen=known.holds.newest_message if seen is None else seen,
        standing=writing.standing if writing else standing_of(conversation),
        has_draft=bool(begun.own),
    )


def _others(conversation: Conversation, begun: Begun) -> tuple[OtherDraft, ...]:
    lines = []
    for draft in begun.of_others:
        words = _("{name} has a note begun here.") if draft.kind == Draft.NOTE else ""
        words = words or _("{name} has a draft here.")
        lines.append((words.format(name=draft.member.name), draft))
    for draft in begun.further:
        words = _("You have another draft here, from conversation {number}.")
        lines.append((words.format(number=draft.conversation_id), draft))
    return tuple(OtherDraft(words, reverse("web:draft", args=[draft.pk])) for words, draft in lines)


def _addressed(
    view: ComposerView, known: Known, draft: Draft | None, writing: Writing | None
) -> ComposerView:
    """By which channel and to whom: only a mail goes to whom one types."""
    conversation = known.conversation
    begun_by = draft.channel if draft else ""
    choice = build_choice(known, writing.channel if writing else begun_by)
    if choice and choice.chosen != MAIL:
        return replace(view, to=str(conversation.contact or ""), by=choice)
    people = correspondents.build(conversation, draft, writing, known.answered)
    if people is None:
        return replace(view, to=str(conversation.contact or ""), by=choice)
    mailbox = mailbox_of(conversation)
    return replace(
        view,
        people=people,
        sender=mailbox.address if mailbox else correspondents.desk_address(),
        channel="" if choice else _("by e-mail"),
        by=choice,
    )


def _stopped(
    view: ComposerView, known: Known, writing: Writing, overtaken: Overtaken
) -> ComposerView:
    """Show what stopped the sending; once it is shown it stops nothing more."""
    send, read = writing.send or "wait", f"read-{overtaken.messages[0].pk}"
    shown = tuple(_arrived(each) for each in overtaken.messages)
    return _with_news(view, known, Arrived(str(overtaken), shown, send, read))


def _told_of_news(view: ComposerView, known: Known, draft: Draft) -> ComposerView:
    """Show what came since a draft was begun."""
    messages = arrived_since(known.conversation, draft.seen_message_id, but=known.member)
    if not messages:
        return view
    shown = tuple(_arrived(each) for each in messages)
    return _with_news(view, known, Arrived(_("This arrived since you began:"), shown))


def _with_news(view: ComposerView, known: Known, arrived: Arrived) -> ComposerView:
    assert view.keeping is not None
    seen = known.holds.newest_message
    return replace(view, arrived=arrived, keeping=replace(view.keeping, seen=seen))


def _arrived(message: Message) -> ArrivedMessage:
    return ArrivedMessage(
        author=str(message.contact or message.member or ""),
        at=message.at,
        text=first_words(spoken(message.text), 400) or message.subject,
        url=f"#message-{message.pk}",
    )


def _file(file: DraftFile) -> WaitingFile:
    picture = reverse("web:draft_picture", args=[file.pk]) if file.content_id else ""
    return WaitingFile(
        id=file.pk,
        name=file.filename or _("file"),
        size=file_size(file.size),
        url=reverse("web:draft_file", args=[file.pk]),
        remove_value=f"remove-{file.pk}",
        picture_url=picture,
        content_id=file.content_id,
    )


def _saved(draft: Draft) -> str:
    return _("Draft kept {time}").format(time=moments.told(draft.updated_at))


def draft_words(draft: Draft) -> dict[str, Any]:
    """The context of `_draft_saved.html` for a draft that was kept."""
    return {"known_at": draft.updated_at.isoformat(), "words": _saved(draft)}
