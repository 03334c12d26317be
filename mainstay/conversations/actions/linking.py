"""Two conversations that have to do with each other, without being one."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mainstay.conversations import events
from mainstay.conversations.actions.access import may_write, sees
from mainstay.conversations.actions.merging import lock_both
from mainstay.conversations.models import Conversation, Link
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Member

MOST = 50


@transaction.atomic
def link(one: Conversation, other: Conversation, *, by: Member) -> Link:
    """Let each show the other. Both must be seen by who links them."""
    one, other = lock_both(one, other)
    if found := _between(one, other):
        return found
    may_write(by)
    if one.pk == other.pk:
        raise Refused(_("Choose another conversation: this is the same one."))
    for each in (one, other):
        if each.merged_into_id or each.side_of_id:
            raise Refused(
                _("Conversation {number} belongs to another one. Link that.").format(
                    number=each.number
                )
            )
        if not sees(by, each):
            raise Refused(_("You do not see conversation {number}.").format(number=each.number))
        if Link.objects.filter(Q(first=each) | Q(second=each)).count() >= MOST:
            raise Refused(_("{count} links are the most.").format(count=MOST))
    made = Link.objects.create(first=one, second=other)
    record(events.LINKED, one, by=by, conversation=other.pk)
    record(events.LINKED, other, by=by, conversation=one.pk)
    return made


@transaction.atomic
def unlink(one: Conversation, other: Conversation, *, by: Member) -> None:
    """They have nothing to do with each other after all. What was split off stays so."""
    one, other = lock_both(one, other)
    found = _between(one, other)
    if found is None:
        return
    may_write(by)
    if found.kind == Link.Kind.SPLIT:
        raise Refused(_("One was split off the other. Merge them to take that back."))
    found.delete()
    record(events.UNLINKED, one, by=by, conversation=other.pk)
    record(events.UNLINKED, other, by=by, conversation=one.pk)


def _between(one: Conversation, other: Conversation) -> Link | None:
    return Link.objects.filter(Q(first=one, second=other) | Q(first=other, second=one)).first()
