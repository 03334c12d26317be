"""To whom a reply goes: who is proposed, who is meant by an address, who may be written to."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q

from mainstay.channels.email.inbound import Address
from mainstay.channels.kinds import MAIL
from mainstay.channels.own_addresses import own_addresses
from mainstay.clients.addresses import normal
from mainstay.clients.models import Identity
from mainstay.conversations.apart import kept_apart
from mainstay.conversations.correspondence import Answered, recipient_of
from mainstay.conversations.details import people_of
from mainstay.conversations.models import Conversation, Draft
from mainstay.core.errors import Refused
from mainstay.ui.composing import Correspondents
from mainstay.web.addresses import reverse
from mainstay.web.conversation.writing import Writing, as_typed

MOST_KNOWN = 100


def build(
    conversation: Conversation,
    draft: Draft | None,
    writing: Writing | None,
    answered: Answered,
) -> Correspondents | None:
    """What was typed, else what is kept, else whom the client's last mail was between.

    None where no mail reaches the client.
    """
    try:
        client = recipient_of(conversation, answered)
    except Refused:
        return None
    names = {normal(client.address): client.name}
    if writing and writing.to is not None:
        to, cc, bcc = writing.to, writing.cc, writing.bcc
    elif draft and draft.to:
        to, cc, bcc = as_typed(draft.to), as_typed(draft.cc), as_typed(draft.bcc)
        names |= _names([*draft.to, *draft.cc, *draft.bcc])
    else:
        copied = _copied(client, answered.others)
        apart = kept_apart(conversation, [each[1] for each in copied])
        copied = [each for each in copied if normal(each[1]) not in apart]
        to, cc, bcc = client.address, as_typed(copied), ""
        names |= _names(copied)
    return Correspondents(
        to=to,
        cc=cc,
        bcc=bcc,
        suggestions_url=reverse("web:correspondents", args=[conversation.number]),
        to_names=_named(to, names),
        cc_names=_named(cc, names),
        bcc_names=_named(bcc, names),
    )


def known(conversation: Conversation) -> dict[str, str]:
    """Names by address: of the client, of who takes part, and of the client's colleagues.

    Nobody of the other side, where there is a side conversation.
    """
    theirs = Q(contact=conversation.contact_id)
    if conversation.organisation_id:
        theirs |= Q(contact__organisation=conversation.organisation_id)
    rows = Identity.objects.filter(theirs, kind=MAIL, contact__merged_into=None)
    people = rows.order_by("contact__name", "id").values_list("value", "contact__name")
    found = {normal(address): name for name, address in people_of(conversation)}
    found |= {normal(address): name for address, name in people[:MOST_KNOWN]}
    apart = kept_apart(conversation, found)
    return {address: name for address, name in found.items() if address not in apart}


def desk_address() -> str:
    return settings.ENV.mail_from


def _copied(client: Address, others: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Who else got the client's last mail: they expect to hear the answer."""
    if len(others) < 2:  # it came to us alone
        return ()
    known_here = own_addresses() | {normal(client.address)}
    return [each for each in others if each[1] and normal(each[1]) not in known_here]


def _names(people: Sequence[Sequence[str]]) -> dict[str, str]:
    return {normal(address): name for name, address in people if name}


def _named(typed: str, names: dict[str, str]) -> str:
    each = (address.strip() for address in typed.split(","))
    return ", ".join(names.get(normal(address)) or address for address in each if address)
