"""Mail as one of the channels: from whose address it leaves, when, and by which server."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mainstay.channels import kinds, turns
from mainstay.channels.email import transport
from mainstay.channels.email.trouble import Trouble
from mainstay.channels.letters import letter_of
from mainstay.channels.mailboxes.fetching import Fetcher
from mainstay.channels.mailboxes.ways import way_out
from mainstay.channels.models import Mailbox, Outbound
from mainstay.channels.queries import outline_of
from mainstay.channels.undelivered import NotDelivered


class Mail(kinds.Kind):
    name = kinds.MAIL
    icon = "mail"
    is_chat = False

    @property
    def words(self) -> str:
        return _("by e-mail")

    def outline(self, head: bytes) -> tuple[str, str]:
        return outline_of(head)

    def wanted_fetchers(self) -> Mapping[int, int]:
        return dict(Mailbox.objects.fetching().values_list("pk", "version"))

    def fetcher(self, pk: int) -> kinds.Fetcher:
        return Fetcher(pk)

    def turn_of(self, outbound: Outbound) -> datetime | None:
        return turns.turn_of(outbound)

    def send(self, outbound: Outbound) -> None:
        try:
            letter = letter_of(outbound)
        except FileNotFoundError as error:
            raise NotDelivered(_("A file that belongs to it is gone."), is_final=True) from error
        try:
            transport.send(letter, way_out(outbound.mailbox) if outbound.mailbox else None)
        except Trouble as trouble:
            raise NotDelivered(trouble.sentence, of_server=True) from trouble

    def note_sent(self, outbound: Outbound) -> None:
        if outbound.mailbox_id:
            failing = Mailbox.objects.filter(pk=outbound.mailbox_id).exclude(sending_error="")
            failing.update(sending_error="")

    def note_failure(self, outbound: Outbound, failure: NotDelivered) -> None:
        if outbound.mailbox_id and failure.of_server:
            rows = Mailbox.objects.filter(pk=outbound.mailbox_id)
            rows.update(sending_error=failure.sentence)

    def reachable(self, values: Sequence[str]) -> set[str]:
        return set(values)
