"""What was said and what happened, as the timeline shows it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mainstay.channels import kinds
from mainstay.channels.models import Outbound
from mainstay.channels.thread_ids import unmarked
from mainstay.conversations import history
from mainstay.conversations.history import Said
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.unwritten import SentAutomatically
from mainstay.core.log import Told
from mainstay.surveys.links import without_links
from mainstay.ui.context import AttachmentView, Delivery, FactView, MessageView, Person, Tone
from mainstay.web.addresses import reverse
from mainstay.web.conversation import formatted, moments, proof
from mainstay.web.conversation.sides import SideView, among
from mainstay.web.templating import file_size

_State = Outbound.State
_LATE = {"message.not_sent"}
_BY_MACHINES = {
    "auto_reply": gettext_lazy("automatic answer"),
    "bounce": gettext_lazy("delivery report"),
    "receipt": gettext_lazy("receipt"),
}
_KEPT = {"conversation.solved", "conversation.closed"}


def build_timeline(
    conversation: Conversation, before: str = "", sides: Sequence[SideView] = ()
) -> dict[str, object]:
    """The context of `_timeline.html`: entries, and where what is earlier lies.

    Side conversations stand among them.
    """
    latest = history.latest(conversation, before)
    is_part = bool(latest.earlier or before)
    entries = among([_entry(each) for each in latest.entries], sides, is_part=is_part)
    earlier = ""
    if latest.earlier:
        page = reverse("web:conversation", args=[conversation.number])
        earlier = f"{page}?before={latest.earlier}"
    return {
        "conversation": conversation,
        "entries": entries,
        "earlier_url": earlier,
        "heard_numbers": [conversation.number, *(side.number for side in sides)],
        "timeline_url": reverse("web:timeline", args=[conversation.number]),
    }


def _entry(entry: Said | SentAutomatically | Told) -> MessageView | FactView:
    if isinstance(entry, Said):
        return _message(entry)
    return _automatic(entry) if isinstance(entry, SentAutomatically) else _fact(entry)


def _automatic(sent: SentAutomatically) -> MessageView:
    outbound = sent.outbound
    failure, deliveries = _delivery(outbound)
    to = ", ".join(name or address for name, address in outbound.to)
    return MessageView(
        kind="machine",
        author=Person("Mainstay", kind="machine"),
        at=sent.at,
        id=f"automatic-{sent.event_id}",
        meta=_("automatic message to {names} · by e-mail").format(names=to),
        subject=outbound.subject,
        text=without_links(unmarked(outbound.text)),
        deliveries=deliveries,
        failure=failure,
        # What did not go well, or may not, is not hidden.
        is_folded=not failure and not any(each.tone in ("soon", "late") for each in deliveries),
    )


def _fact(told: Told) -> FactView:
    tone: Tone = "late" if told.kind in _LATE else "kept" if told.kind in _KEPT else ""
    return FactView(told.sentence, told.at, told.icon, tone, id=f"fact-{told.event_id}")


def _message(said: Said) -> MessageView:
    failure, retry_url = "", ""
    waits = bool(said.outbound and said.outbound.leaves_later)
    deliveries: tuple[Delivery, ...] = ()
    if said.outbound:
        failure, deliveries = _delivery(said.outbound)
        if said.outbound.can_be_retried:
            retry_url = reverse("web:message_retry", args=[said.id])
    body_url = reverse("web:message_body", args=[said.id]) if said.has_html else ""
    # Calm first: only a mail without readable text of its own is shown as HTML.
    is_framed = bool(body_url) and not said.text.strip()
    if said.undone_at:
        deliveries = (Delivery(_("Taken back, the client did not get it"), "undo"),)
    if said.kind == "in":
        deliveries = _about_the_sender(said)
    return MessageView(
        kind="machine" if said.mail_kind in _BY_MACHINES else said.kind,  # type: ignore[arg-type]
        author=Person(said.author_name, id=said.author_id),
        at=said.at,
        id=f"message-{said.id}",
        meta=_meta(said),
        text=said.text,
        formatted="" if said.kind == "in" else formatted.of_message(said.text, said.pictures),
        quoted="\n\n".join(filter(None, [_former(said), said.signature, said.quoted])),
        html_url=body_url if is_framed else "",
        original_url="" if is_framed else body_url,
        raw_url=reverse("web:message_raw", args=[said.id]) if said.raw_id else "",
        language_code=said.language,
        attachments=tuple(_attachment(each) for each in said.attachments),
        origin=proof.in_full(said.authentication) if said.raw_id else None,
        deliveries=deliveries,
        failure=failure,
        retry_url=retry_url,
        send_now_url=reverse("web:message_sending", args=[said.id]) if waits else "",
        take_back_url=reverse("web:message_undoing", args=[said.id]) if waits else "",
        quote_url=reverse("web:message_quote", args=[said.id]) if _may_be_quoted(said) else "",
    )


def _may_be_quoted(said: Said) -> bool:
    """A note must not go to the client."""
    return said.kind != "note" and bool(said.text.strip()) and not said.undone_at


def _meta(said: Said) -> str:
    if said.kind == "note":
        return ""
    parts = []
    if said.mail_kind in _BY_MACHINES:
        parts.append(str(_BY_MACHINES[said.mail_kind]))
    is_mail = said.channel == kinds.MAIL
    if is_mail and said.kind == "in" and said.sender_address not in ("", said.author_name):
        parts.append(said.sender_address)
    if said.kind == "in" and (mark := proof.mark(said.authentication)):
        parts.append(mark)
    if said.cc:
        copied = ", ".join(name or address for name, address in said.cc)
        parts.append(_("copy to {names}").format(names=copied))
    parts.append(kinds.words_of(said.channel))
    if said.edited_at:
        parts.append(_("edited"))
    return " · ".join(parts)


def _former(said: Said) -> str:
    """What it said before its writer changed it."""
    if not said.former_text:
        return ""
    return _("Before it was changed:\n{text}").format(text=said.former_text)


def _about_the_sender(said: Said) -> tuple[Delivery, ...]:
    found = []
    if warning := proof.warning(said.authentication):
        found.append(warning)
    if said.is_newcomer:
        found.append(
            Delivery(_("New here: nobody in this conversation had written to them"), "user")
        )
    return tuple(found)


def _delivery(outbound: Outbound) -> tuple[str, tuple[Delivery, ...]]:
    if outbound.state in (_State.FAILED, _State.UNCERTAIN):
        return outbound.error, ()
    if outbound.state == _State.SENT and outbound.error:  # it may still arrive
        return "", (Delivery(outbound.error, "alert", "soon"),)
    if outbound.state == _State.SENT:
        return "", (Delivery(_("Sent"), "check"),)
    if outbound.error:
        again = _("Not sent yet, tried {count} times: {error}").format(
            count=outbound.attempts, error=outbound.error
        )
        return "", (Delivery(again, "alert", "soon"),)
    if outbound.leaves_later:
        leaves = _("Leaves {time}").format(time=moments.told(outbound.due_at))
        return "", (Delivery(leaves, "clock", "other"),)
    return "", (Delivery(str(_State(outbound.state).label), "clock"),)


def _attachment(attachment: Attachment) -> AttachmentView:
    return AttachmentView(
        attachment.filename or _("file"),
        reverse("web:attachment", args=[attachment.pk]),
        file_size(attachment.size),
    )
