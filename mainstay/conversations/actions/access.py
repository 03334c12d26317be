"""What each action asks first: lock the row, and may this person write?"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mainstay.conversations.models import Conversation
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.prepared import prepared
from mainstay.team.models import Member


def lock(conversation: Conversation) -> Conversation:
    """The row as it is now, held until the transaction ends."""
    found = locked(conversation.pk)
    if found is None:
        raise Conversation.DoesNotExist
    return found


def locked(number: int) -> Conversation | None:
    """The same by its number; None where there is none."""
    return _rows.first(number)


@prepared
def _rows(pk: int) -> QuerySet[Conversation]:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("contact")
    return rows.filter(pk=pk)


def sees(member: Member, conversation: Conversation) -> bool:
    """What `visible_to` says, for one loaded row."""
    if not member.is_active:
        return False
    is_theirs = member.sees_all or conversation.assignee_id == member.pk
    return is_theirs or conversation.department_id in member.department_ids


def may_write(by: Actor) -> None:
    if isinstance(by, Member) and not by.may_write:
        raise Refused(_("You may read here, not write. Ask a lead if that is wrong."))
