"""Asking somebody else for the sake of a client, who sees nothing of it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mainstay.channels import files as store
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.inbound import Attachment as File
from mainstay.channels.kinds import MAIL
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients import actions as clients
from mainstay.clients.addresses import EMAIL, normal
from mainstay.clients.models import Contact, Identity, family_of, target_of
from mainstay.conversations import events
from mainstay.conversations.actions.access import lock, may_write
from mainstay.conversations.actions.answering import note, reply
from mainstay.conversations.actions.draft_files import check_size
from mainstay.conversations.actions.siding_rules import (
    asks_nobody_of_the_client,
    only_files_of,
    only_from_a_main_one,
)
from mainstay.conversations.actions.signing import mailbox_of
from mainstay.conversations.actions.waiting import wait
from mainstay.conversations.models import Attachment, Conversation, first_words
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.log import record
from mainstay.team.models import Department, Member

_Party = Conversation.Party
PARTIES_OUTSIDE = (
    _Party.PUBLISHER,
    _Party.ADVERTISER,
    _Party.FINANCE,
    _Party.TECH,
    _Party.OTHER,
)
"""Whom one can ask by mail: not the client, and our departments have a door of their own."""


@transaction.atomic
def ask_outside(
    main: Conversation,
    whom: Contact | Address,
    subject: str,
    text: str,
    *,
    by: Member,
    party: str = _Party.PUBLISHER,
    cc: Sequence[Address] = (),
    files: Sequence[Attachment] = (),
    waits: bool = True,
) -> Conversation:
    """Begin a side conversation with somebody outside by a mail. Returns it.

    The mail has a subject and a thread of its own and quotes nothing; of the main conversation
    only these `files` go along. With `waits` the main one waits on the `party`.
    """
    main = lock(main)
    may_write(by)
    only_from_a_main_one(main)
    if party not in PARTIES_OUTSIDE:
        raise Refused(_("Say who it is: the publisher, the advertiser or somebody else."))
    subject = " ".join(subject.split())[:1000]
    if not subject:
        raise Refused(_("Give the mail a subject of its own: the client’s would tell too much."))
    contact = _contact_of(whom, by)
    asks_nobody_of_the_client(main, contact)
    attachments = _taken_along(main, files)
    mailbox = mailbox_of(main)
    side = Conversation.objects.create(
        subject=subject,
        contact=contact,
        organisation_id=contact.organisation_id,
        department_id=main.department_id,
        assignee_id=main.assignee_id,
        mailbox=mailbox,
        brand_id=main.brand_id,
        language=contact.language,
        side_of=main,
        side_party=party,
        asked_by=by,
        is_aside=True,
        since=now(),
        turn_at=now(),
        created_at=now(),
        last_message_at=now(),
    )
    record(events.SIDE_BEGUN, side, by=by)
    to = Address(whom.name or contact.name, whom.address) if isinstance(whom, Address) else None
    reply(side, text, by=by, to=to, cc=cc, attachments=attachments, channel=MAIL)
    record(events.ASKED_OUTSIDE, main, by=by, contact=contact.pk, side=side.pk)
    if waits and not main.is_finished:
        wait(main, party, note=_called(contact), by=by)
    return Conversation.objects.get(pk=side.pk)


@transaction.atomic
def ask_department(
    main: Conversation,
    department: Department,
    text: str,
    *,
    by: Member,
    subject: str = "",
    files: Sequence[Attachment] = (),
    waits: bool = True,
) -> Conversation:
    """Ask another department of ours by a note that stands in its inbox. Returns the side
    conversation.

    It knows of the main conversation only what the note says and these `files` of it.
    """
    main = lock(main)
    may_write(by)
    only_from_a_main_one(main)
    if department.pk == main.department_id:
        raise Refused(
            _("{department} has this conversation. Call a colleague in a note instead.").format(
                department=department
            )
        )
    attachments = _taken_along(main, files)
    side = Conversation.objects.create(
        subject=" ".join(subject.split())[:1000] or first_words(text, 80),
        department=department,
        side_of=main,
        side_party=_Party.DEPARTMENT,
        asked_by=by,
        language="",
        since=now(),
        turn_at=now(),
        created_at=now(),
        last_message_at=now(),
    )
    record(events.SIDE_BEGUN, side, by=by)
    note(side, text, by=by, attachments=attachments)
    record(events.ASKED_INSIDE, main, by=by, department=department.pk, side=side.pk)
    if waits and not main.is_finished:
        wait(main, _Party.DEPARTMENT, note=department.name, by=by)
    return Conversation.objects.get(pk=side.pk)


def _contact_of(whom: Contact | Address, by: Member) -> Contact:
    """Who is asked; somebody new when the address is."""
    if isinstance(whom, Contact):
        return target_of(whom)
    value = normal(whom.address)
    if not EMAIL.fullmatch(value):
        raise Refused(_("“{value}” is no e-mail address.").format(value=whom.address))
    if value in own_addresses():
        raise Refused(
            _("{value} is our own address. Ask a department instead.").format(value=value)
        )
    rows = Identity.objects.select_related("contact")
    identity = rows.filter(kind=Identity.Kind.EMAIL, value=value).first()
    if identity is not None:
        return target_of(identity.contact)
    return clients.add_contact(whom.name, by=by, addresses=[value])


def _taken_along(main: Conversation, chosen: Sequence[Attachment]) -> list[File]:
    only_files_of(main, chosen, family_of(Conversation, main.pk) if chosen else ())
    size, found = 0, []
    for each in chosen:
        size += each.size
        check_size(each.filename, size)
        try:
            content = store.read(each.file)
        except FileNotFoundError as gone:
            raise Refused(
                _("The file {name} is no longer there.").format(name=each.filename)
            ) from gone
        found.append(File(each.filename, each.content_type, content, None, False))
    return found


def _called(contact: Contact) -> str:
    if contact.organisation is None:
        return str(contact)
    return _("{name} of {organisation}").format(name=contact, organisation=contact.organisation)
