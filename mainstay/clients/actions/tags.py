"""Clients and contacts are marked with words."""

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.clients import events
from mainstay.clients.actions.access import may_write, must_stand
from mainstay.clients.models import Contact, Tag
from mainstay.clients.models.merging import Row
from mainstay.clients.words import clean, forget_unused, named
from mainstay.core.actor import Actor
from mainstay.core.errors import Refused
from mainstay.core.log import record

MOST = 30
"""How many one row may have."""


@transaction.atomic
def tag(row: Row, name: str, *, by: Actor) -> Tag:
    """Mark a client or a contact with a word, which is made when it is new."""
    may_write(by)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    must_stand(row)
    name = clean(name)
    if not name:
        raise Refused(_("Write a word first."))
    if known := row.tags.filter(name__iexact=name).first():
        return known
    if row.tags.count() >= MOST:
        raise Refused(_("{count} tags are the most.").format(count=MOST))
    found = named(name)
    row.tags.add(found)
    _note(row, by)
    return found


@transaction.atomic
def untag(row: Row, tag: Tag, *, by: Actor) -> None:
    """Take a word away. One that nothing is marked with any more is forgotten."""
    may_write(by)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not row.tags.filter(pk=tag.pk).exists():
        return
    row.tags.remove(tag)
    forget_unused(tag)
    _note(row, by)


def _note(row: Row, by: Actor) -> None:
    if isinstance(row, Contact):
        record(events.CONTACT_EDITED, row, by=by, fields="tags", contact=row.pk)
    else:
        record(events.ORGANISATION_EDITED, row, by=by, fields="tags")
