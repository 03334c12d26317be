"""Who may change what about clients. The refusals stand in the actions, so all ways obey them."""

from django.utils.translation import gettext as _

from mainstay.clients.models import target_of
from mainstay.clients.models.merging import Row
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.team.models import Member


def may_write(by: Actor) -> None:
    """Everybody who works at the desk and does not only read."""
    if isinstance(by, Member) and not by.may_write:
        raise Refused(_("You may read here, not write. Ask a lead if that is wrong."))


def may_merge(by: Actor) -> None:
    """Leads, managers and administrators."""
    if isinstance(by, Member) and not by.keeps_watch:
        raise Refused(_("Leads, managers and administrators merge. Ask one of them."))


def must_stand(row: Row) -> None:
    """One that was merged into another is changed there."""
    if row.merged_into_id is not None:
        raise Refused(
            _("This was merged into {name}. Change that one.").format(name=target_of(row))
        )


def may_take_out_people(by: Actor) -> None:
    """Managers and administrators export a person's data and erase it."""
    if isinstance(by, Member) and not by.sees_all:
        raise Refused(_("Only a manager or an administrator may do this."))


def may_administrate(by: Actor) -> None:
    """Who runs the desk."""
    if isinstance(by, Member) and not by.is_administrator:
        raise Refused(_("Only an administrator may do this."))


def may_look_after(member: Member | None) -> None:
    """Whether a client can be given to this member."""
    if member is None:
        return
    if not member.is_active:
        raise Refused(_("{name} has no open account any more.").format(name=member.name))
    if not member.may_write:
        raise Refused(_("{name} may only read, so cannot look after it.").format(name=member.name))
