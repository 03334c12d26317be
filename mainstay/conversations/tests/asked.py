"""Side conversations of the cast, for the tests."""

from typing import Any

from mainstay.conversations import actions
from mainstay.conversations.actions import Received
from mainstay.conversations.models import Conversation
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.demo.world import World

CLAIRE = "Claire Fabre <claire.fabre@lejournaldusud.example>"


def ask(world: World, whom: Any = None, **values: Any) -> Conversation:
    """Maya asks Claire for the sake of Daniel, whose payout is late."""
    given = {"subject": "Lien retiré", "text": "Bonjour, où est le lien ?", "by": world.maya}
    return actions.ask_outside(world.payout, whom or world.claire, **(given | values))


def ask_partners(world: World, **values: Any) -> Conversation:
    """Maya asks the partner team, to which only Oskar belongs."""
    given = {"text": "Who looks after Le Journal?", "by": world.maya}
    return actions.ask_department(world.payout, world.partner, **(given | values))


def claire_answers(
    side: Conversation, message_id: str = "<answer@lejournaldusud.example>", **values: str
) -> Received:
    """Claire answers the last mail of a side conversation."""
    said = side.messages.exclude(message_id="").order_by("at", "id").last()
    assert said is not None
    given = {"text": "Il revient vendredi.", "subject": "Re: Lien retiré", "sender": CLAIRE}
    return arrive(mail(message_id, **{"answers": said.message_id, **given, **values}))
