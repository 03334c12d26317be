"""Telegram as one of the channels."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mainstay.channels import kinds
from mainstay.channels.chat import ChatMessage
from mainstay.channels.models import Outbound
from mainstay.channels.telegram import chats, codes, playing, queries, reading, sending, updates
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.polling import Listener
from mainstay.channels.undelivered import NotDelivered


class Telegram(kinds.Kind):
    name = "telegram"
    icon = "chat"

    @property
    def words(self) -> str:
        return _("by Telegram")

    @property
    def label(self) -> str:
        return _("Telegram")

    @property
    def causes(self) -> Mapping[str, tuple[str, str]]:
        return {
            "telegram_group": (
                _("It was written in a group"),
                _("The bot answers people, not groups: it says nothing there."),
            ),
            "telegram_no_message": (
                _("It is no message of a person"),
                _("Telegram tells of other things, too. There is nothing to answer."),
            ),
            "telegram_no_update": (
                _("It is not from Telegram"),
                _("It is not written as Telegram writes. Look at its beginning."),
            ),
            "telegram_no_bot": (
                _("Nobody knows by which bot it came"),
                _("The bot was taken away meanwhile. Export it if somebody needs it."),
            ),
        }

    def read(self, raw_id: int, content: bytes) -> ChatMessage:
        return reading.read(raw_id, content)

    def outline(self, head: bytes) -> tuple[str, str]:
        return updates.outline(head)

    def wanted_fetchers(self) -> Mapping[int, int]:
        listening = TelegramBot.objects.filter(is_paused=False).order_by("pk")
        return dict(listening.values_list("pk", "version"))

    def fetcher(self, pk: int) -> kinds.Fetcher:
        return Listener(pk)

    def troubles(self) -> Sequence[tuple[str, str]]:
        return queries.troubles()

    def prepare(self, outbound: Outbound) -> None:
        chats.prepare(outbound)

    def turn_of(self, outbound: Outbound) -> datetime | None:
        return chats.turn_of(outbound)

    def send(self, outbound: Outbound) -> None:
        sending.send(outbound)

    def note_sent(self, outbound: Outbound) -> None:
        chats.note_sent(outbound)

    def note_failure(self, outbound: Outbound, failure: NotDelivered) -> None:
        chats.note_failure(outbound, failure)

    def reachable(self, values: Sequence[str]) -> set[str]:
        return chats.reachable(values)

    def introduces(self) -> bool:
        return codes.introduces()

    def introduce(self, stands_for: Mapping[str, int]) -> kinds.Introduction:
        return codes.introduce(stands_for)

    def redeem(self, code: str) -> Mapping[str, int] | None:
        return codes.redeem(code)

    def greet(self, message: ChatMessage, *, is_known: bool) -> None:
        codes.greet(message, is_known=is_known)

    def begin_to_play(self) -> None:
        playing.begin_to_play()

    def play(self, player: kinds.Player, text: str) -> None:
        playing.play(player, text)
