"""Two contacts turn out to be one person, or two organisations one company."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_merge
from mainstay.clients.models import Contact
from mainstay.clients.models.merging import Row
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record


@transaction.atomic
def merge(row: Row, into: Row, *, by: Actor) -> Row:
    """Let a row stand for another from now on. Nothing is moved, so it can be separated again.

    Both must stand by themselves: that keeps pointers from leading around in a circle. Of two
    people who merge the same rows the other way around at once, one is refused.
    """
    rows = {each.pk: each for each in _locked(type(row), row.pk, into.pk)}
    row, into = rows[row.pk], rows[into.pk]
    if row.merged_into_id == into.pk:
        return row
    may_merge(by)
    if row.pk == into.pk:
        raise Refused(_("Choose another: this is the same one."))
    for each in (row, into):
        if each.merged_into_id is not None:
            raise Refused(
                _("{name} was merged into {other} meanwhile.").format(
                    name=each, other=each.merged_into
                )
            )
    row.merged_into = into
    row.save(update_fields=["merged_into"])
    if isinstance(row, Contact):
        record(events.CONTACT_MERGED, row, by=by, contact=row.pk, into=into.pk)
    else:
        record(events.ORGANISATION_MERGED, row, by=by, organisation=row.pk, into=into.pk)
    return row


@transaction.atomic
def separate(row: Row, *, by: Actor) -> Row:
    """Let a merged row stand by itself again, with everything that was its own."""
    (row,) = _locked(type(row), row.pk)
    before = row.merged_into_id
    if before is None:
        return row
    may_merge(by)
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    if isinstance(row, Contact):
        record(events.CONTACT_SEPARATED, row, by=by, contact=row.pk, before=before)
    else:
        record(events.ORGANISATION_SEPARATED, row, by=by, organisation=row.pk, before=before)
    return row


def _locked(model: type[Row], *ids: int) -> list[Row]:
    """Rows in one order, so that two who want the same ones never wait for each other.

    Without what they point to: a lock that was waited for reads its own row anew, no joined one.
    """
    rows = model._default_manager.select_for_update()
    return list(rows.filter(pk__in=ids).order_by("pk"))
