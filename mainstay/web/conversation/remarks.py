"""What is worth knowing before an answer leaves. It never stops anybody."""

from django.utils.translation import gettext as _

from mainstay.clients import queries as clients
from mainstay.clients.addresses import normal
from mainstay.clients.models import Identity
from mainstay.conversations.correspondence import recipient_of
from mainstay.conversations.models import Conversation, Draft, DraftFile
from mainstay.conversations.remarks import Written, remarks_about
from mainstay.conversations.remarks.promises import promises_in
from mainstay.core.errors import Refused
from mainstay.team.models import Member
from mainstay.ui.context import Remark
from mainstay.web.conversation.doubts import doubtful
from mainstay.web.conversation.known import Known

MEND = "mend"
"""What a button that mends sends before the key of its remark."""


def remarks_on(known: Known, written: Written | None = None) -> tuple[Remark, ...]:
    """About where a mail goes, and about what is `written`."""
    return (*_on_the_way(known), *(on_text(written) if written else ()))


def on_text(written: Written) -> list[Remark]:
    return [
        Remark(each.text, each.mend_label, "send", f"{MEND}-{each.key}")
        for each in remarks_about(written)
    ]


def written_in(
    conversation: Conversation, member: Member, text: str, *, has_files: bool = False
) -> Written:
    """A reply to this conversation as far as it is written; its files are those of the draft."""
    contact = conversation.contact
    return Written(
        text,
        conversation.language or (contact.language if contact else ""),
        has_files=lambda: has_files or _has_files(conversation, member),
        promises=lambda: promises_in(conversation, member),
    )


def _has_files(conversation: Conversation, member: Member) -> bool:
    own = Draft.objects.at(conversation).filter(member=member, kind=Draft.REPLY)
    return DraftFile.objects.filter(draft__in=own).exists()


def _on_the_way(known: Known) -> tuple[Remark, ...]:
    try:
        address = recipient_of(known.conversation, known.answered).address
    except Refused:
        return ()
    bounced = [_bounced(each.value, each.bounce_status) for each in _bounced_at(address, known)]
    return (*bounced, *doubtful(known.doubts, address))


def _bounced_at(address: str, known: Known) -> list[Identity]:
    """Asked for only where the address is not one of the client's."""
    theirs = [each for each in known.identities if each.value == normal(address)]
    if theirs:
        return [each for each in theirs if each.bounced_at is not None]
    return clients.bounced([address])


def _bounced(address: str, status: str) -> Remark:
    if not status:
        return Remark(_("The last mail to {address} came back.").format(address=address))
    sentence = _("The last mail to {address} came back: {status}")
    return Remark(sentence.format(address=address, status=status))
