"""Speaking to Telegram for one of our bots."""

from django.utils.translation import gettext as _

from mainstay.channels.mailboxes.sealing import unseal
from mainstay.channels.telegram.api import Api
from mainstay.channels.telegram.models import TelegramBot
from mainstay.channels.telegram.trouble import Trouble
from mainstay.core.errors import Refused


def api_of(bot: TelegramBot) -> Api:
    """Raises Trouble when the token cannot be opened: the desk has another key than it had."""
    return Api(_opened(bot.token))


def webhook_secret_of(bot: TelegramBot) -> str:
    """What Telegram says when it calls us. Raises Trouble as `api_of`."""
    return _opened(bot.webhook_secret)


def _opened(sealed: str) -> str:
    try:
        return unseal(sealed)
    except Refused as refusal:
        said = _(
            "The token of this bot cannot be opened: the secret key of the desk is another one"
            " than when it was saved. Paste the token again, or give the desk its former key back."
        )
        raise Trouble("token", said, code=401) from refusal
