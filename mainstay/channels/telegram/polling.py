"""One bot, listened to by one thread: what is written to it is kept within a moment."""

import threading
import time

import structlog
from django.utils.translation import gettext as _

from mainstay.channels import kinds
from mainstay.channels.telegram import actions, arriving, hooks
from mainstay.channels.telegram.api import Api, updates_of
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.tokens import api_of, webhook_secret_of
from mainstay.channels.telegram.trouble import Trouble
from mainstay.channels.telegram.updates import READ
from mainstay.core.boundary import is_lost, let_go

HOLDS_FOR = 25
"""Seconds for which Telegram may keep our question while nobody writes."""

ASKS_EVERY = 60.0
"""Seconds between two questions whether Telegram can call us."""

_AT_ONCE = 100
_LONGEST_PAUSE = 300.0
_log = structlog.get_logger(__name__)


class Listener(kinds.Fetcher):
    """Brings in what is written to one bot until it is told to stop. Its troubles are its own."""

    def __init__(self, bot_id: int) -> None:
        super().__init__(name=f"telegram {bot_id}", daemon=True)
        self._bot_id = bot_id
        self._stopping = threading.Event()
        self._api: Api | None = None
        self._pause = 0.0

    def stop(self) -> None:
        self._stopping.set()
        if self._api is not None:
            self._api.close()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except Exception as error:
                if not self._stopping.is_set():
                    self._note(error)
                let_go()
                self._stopping.wait(self._pause)
        let_go()

    def _listen(self) -> None:
        bot = TelegramBot.objects.get(pk=self._bot_id)
        self._api = api = api_of(bot)
        if self._stopping.is_set():
            return
        me = api.ask("getMe")
        actions.note_username(bot, str(me.get("username", "")) if isinstance(me, dict) else "")
        if bot.is_called:
            self._be_called(bot, api)
        else:
            self._ask(bot, api)

    def _ask(self, bot: TelegramBot, api: Api) -> None:
        """Ask for updates, keep them, and let Telegram forget them by asking for the next."""
        # What waits at Telegram stays: only the calling ends.
        api.ask("deleteWebhook")
        hold = 0
        while not self._stopping.is_set():
            bot.refresh_from_db()
            asked = {
                "offset": arriving.next_update(bot),
                "limit": _AT_ONCE,
                "timeout": hold,
                "allowed_updates": READ,
            }
            # No connection to the database is held while nothing happens.
            let_go()
            updates = updates_of(api.ask_raw("getUpdates", asked, patience=hold))
            if updates:
                arriving.keep(bot.pk, updates)
            arriving.note_working(bot.pk)
            self._pause = 0.0
            # The first answer comes at once, so that one knows soon that all is well.
            hold = HOLDS_FOR

    def _be_called(self, bot: TelegramBot, api: Api) -> None:
        """Tell Telegram where to call us, and look now and then whether it can."""
        our_url = hooks.url_of(bot)
        secret = webhook_secret_of(bot)
        api.ask("setWebhook", _call(our_url, secret))
        while not self._stopping.is_set():
            began = time.time()
            told = api.ask("getWebhookInfo")
            info = told if isinstance(told, dict) else {}
            if info.get("url") != our_url:
                api.ask("setWebhook", _call(our_url, secret))
            failed_at = info.get("last_error_date")
            if isinstance(failed_at, int) and failed_at > began - 2 * ASKS_EVERY:
                said = _("Telegram cannot call us at {url}: {reason}. It tries again by itself.")
                reason = str(info.get("last_error_message", ""))[:300]
                arriving.note_failure(bot.pk, said.format(url=our_url, reason=reason))
            else:
                arriving.note_working(bot.pk)
            self._pause = 0.0
            let_go()
            self._stopping.wait(ASKS_EVERY)

    def _note(self, error: Exception) -> None:
        """Say what keeps us from listening, unless it is our own database: that comes back."""
        self._pause = min(max(self._pause * 2, 1.0), _LONGEST_PAUSE)
        if is_lost(error):
            _log.warning("database lost", bot=self._bot_id, error=str(error).strip())
            self._pause = 1.0
            return
        if isinstance(error, Trouble):
            sentence = error.sentence
            self._pause = max(self._pause, error.wait)
        else:
            _log.exception("bot failed", bot=self._bot_id)
            sentence = _(
                "Something of ours failed ({kind}). Look into the log of the desk."
            ).format(kind=type(error).__name__)
        _log.warning("updates not fetched", bot=self._bot_id, error=sentence)
        try:
            arriving.note_failure(self._bot_id, sentence)
        except Exception as problem:
            if not is_lost(problem):
                raise


def _call(url: str, secret: str) -> dict[str, object]:
    return {"url": url, "secret_token": secret, "allowed_updates": READ}
