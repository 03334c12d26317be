"""Why Telegram could not be used: at which step, and what to do, in a sentence."""

import socket
import ssl
from typing import Literal

from django.utils.translation import gettext as _

Step = Literal["name", "reach", "tls", "token", "way", "talk"]


class Trouble(Exception):
    """Telegram did not do what it was asked for.

    `step` is how far we came, `sentence` is for a person. `code` is the number of Telegram's
    answer, 0 without one. `wait` are the seconds that it asks us to wait. `is_unanswered`: the
    request was on its way, so it may have been done.
    """

    def __init__(
        self,
        step: Step,
        sentence: str,
        *,
        code: int = 0,
        wait: float = 0.0,
        is_unanswered: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.step = step
        self.sentence = sentence
        self.code = code
        self.wait = wait
        self.is_unanswered = is_unanswered

    @property
    def is_passing(self) -> bool:
        """Whether the same request may well succeed later."""
        return self.code in (0, 409, 429) or self.code >= 500


def of_connection(error: OSError, host: str, *, is_unanswered: bool) -> Trouble:
    """What an error of the network means."""
    if isinstance(error, socket.gaierror):
        said = _("There is no server named {host}. Check MAINSTAY_TELEGRAM_URL, and the network.")
        return Trouble("name", said.format(host=host))
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "verify_message", "") or error.reason or type(error).__name__
        said = _("No safe connection to {host}: {reason}.").format(host=host, reason=reason)
        return Trouble("tls", said)
    if isinstance(error, TimeoutError):
        said = _("{host} did not answer in time. We try again by ourselves.").format(host=host)
        return Trouble("reach", said, is_unanswered=is_unanswered)
    said = _("{host} could not be reached: {reason}. We try again by ourselves.").format(
        host=host, reason=error.strerror or type(error).__name__
    )
    return Trouble("reach", said, is_unanswered=is_unanswered)


def of_answer(code: int, description: str, wait: float) -> Trouble:
    """What an answer that says no means. `description` is in Telegram's own words."""
    said = _("Telegram answered “{code} {answer}”.").format(code=code, answer=description)
    if code in (401, 404):
        advice = _(
            "It does not know this token. Ask @BotFather for the token of the bot and paste it"
            " again."
        )
        return Trouble("token", f"{said} {advice}", code=code)
    if code == 409:
        advice = _("Another program fetches the messages of this bot. Only one can: stop it.")
        return Trouble("way", f"{said} {advice}", code=code)
    if code == 403:
        return Trouble("talk", _("They have blocked the bot, so nothing reaches them."), code=code)
    return Trouble("talk", said, code=code, wait=wait)
