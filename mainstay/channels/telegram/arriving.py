"""What Telegram gives us is kept and counted; only then it is told that we have it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from mainstay.channels import intake
from mainstay.channels.telegram.models import TelegramArrival, TelegramBot, TelegramChat
from mainstay.channels.telegram.updates import Glance, glance
from mainstay.core.clock import now

SOURCE = "telegram"
_NUMBERS_LAST = timedelta(days=6)


@transaction.atomic
def keep(bot_id: int, updates: Sequence[bytes], *, were_asked_for: bool = True) -> int:
    """Keep updates, count them and queue their taking in, all in one transaction.

    Safe to repeat: an update that is here already is known by its number. `were_asked_for`: they
    answer a question of ours, so the next one begins behind them. Returns how many are new.
    """
    bot = TelegramBot.objects.select_for_update(of=("self",)).get(pk=bot_id)
    seen = [(glance(raw), raw) for raw in updates]
    fresh = _unknown(bot, seen)
    stored = intake.store_all(
        [(raw, f"update {told.update_id}") for told, raw in fresh],
        source=SOURCE,
        channel="telegram",
    )
    TelegramArrival.objects.bulk_create(
        TelegramArrival(
            bot=bot,
            update_id=told.update_id,
            user_id=told.user_id,
            raw_id=each.raw_id,
            is_repeat=not each.is_new,
        )
        for (told, _raw), each in zip(fresh, stored, strict=True)
    )
    for (told, _raw), each in zip(fresh, stored, strict=True):
        if each.is_new:
            intake.pass_on([each.raw_id], in_turn=f"telegram {bot.pk} {told.user_id}")
    numbers = [told.update_id for told, _raw in seen if told.update_id is not None]
    if were_asked_for and numbers:
        TelegramBot.objects.filter(pk=bot.pk).update(offset=max(numbers) + 1)
    return len(fresh)


def next_update(bot: TelegramBot) -> int:
    """The number to ask from. After a quiet week Telegram numbers anew, perhaps from below."""
    last = bot.arrivals.order_by("-pk").values_list("at", flat=True).first()
    return bot.offset if last is None or now() - last < _NUMBERS_LAST else 0


def note_seen(bot: TelegramBot, user_id: int) -> None:
    """Somebody wrote to the bot, so it may write to them."""
    TelegramChat.objects.bulk_create(
        [TelegramChat(bot=bot, user_id=user_id, last_seen_at=now())],
        update_conflicts=True,
        unique_fields=["bot", "user_id"],
        update_fields=["last_seen_at", "blocked_at"],
    )


def note_blocked(bot: TelegramBot, user_id: int) -> None:
    """Telegram lets the bot not write to them."""
    chats = TelegramChat.objects.filter(bot=bot, user_id=user_id, blocked_at=None)
    chats.update(blocked_at=now())


def note_working(bot_id: int) -> None:
    """All that Telegram has is here."""
    rows = TelegramBot.objects.filter(pk=bot_id)
    rows.update(last_fetched_at=now(), last_error="", failing_since=None)


def note_failure(bot_id: int, sentence: str) -> None:
    """Nothing comes right now, and why."""
    rows = TelegramBot.objects.filter(pk=bot_id)
    rows.filter(failing_since=None).update(last_error=sentence, failing_since=now())
    rows.exclude(failing_since=None).update(last_error=sentence)


def _unknown(bot: TelegramBot, seen: Sequence[tuple[Glance, bytes]]) -> list[tuple[Glance, bytes]]:
    """Those that have not arrived yet, each once, in the order of their numbers."""
    numbers = [told.update_id for told, _raw in seen if told.update_id is not None]
    rows = TelegramArrival.objects.filter(bot=bot, update_id__in=numbers)
    known = set(rows.values_list("update_id", flat=True))
    fresh = []
    for told, raw in seen:
        if told.update_id is None or told.update_id not in known:
            known.add(told.update_id)
            fresh.append((told, raw))
    return sorted(fresh, key=lambda each: each[0].update_id or 0)
