"""A few of the cast and four short stories: the world that most tests begin from."""

from dataclasses import replace

from mainstay.demo import cast
from mainstay.demo.people import Cast
from mainstay.demo.story import START, Story, client, days, hours, minutes, reply, solve, take

_MEMBERS = {each.key: each for each in cast.MEMBERS}
_PLACES = {
    "maya": ("support",),
    "oskar": ("partner",),
    "ines": ("support",),
    "tomasz": ("support",),
    "ruth": ("support",),
}

SMALL_CAST = Cast(
    departments=tuple(each for each in cast.DEPARTMENTS if each.key in ("support", "partner")),
    members=tuple(replace(_MEMBERS[key], departments=places) for key, places in _PLACES.items()),
    organisations=tuple(
        each for each in cast.ORGANISATIONS if each.key in ("northwind", "journal")
    ),
    contacts=tuple(each for each in cast.CONTACTS if each.key in ("daniel", "tom", "claire")),
)

# fmt: off
SMALL_STORIES = (
    Story(
        key="payout",
        subject="Our payout is late",
        contact="daniel",
        department="support",
        language="en",
        last=hours(2),
        assignee="maya",
        ends="open",
        turns=(
            client("daniel", START, "Hello, the payout of last week has not arrived. Can you look?"),
            take("maya", minutes(20)),
            reply("maya", minutes(10), "Hello Daniel, it left on Tuesday. I ask the bank and write by tomorrow."),
            client("daniel", days(1), "It is tomorrow now. What did the bank say?"),
        ),
    ),
    Story(
        key="invoice",
        subject="Invoice without a purchase order",
        contact="tom",
        department="support",
        language="en",
        last=minutes(40),
        assignee=None,
        ends="open",
        turns=(client("tom", START, "Hello, invoice N-3307 lacks our order number. Can it be added?"),),
    ),
    Story(
        key="tracking",
        subject="Lien sans suivi",
        contact="claire",
        department="partner",
        language="fr",
        last=hours(5),
        assignee="oskar",
        ends="waiting",
        turns=(
            client("claire", START, "Bonjour, le lien de suivi manque dans la commande 2210."),
            take("oskar", minutes(15)),
            reply("oskar", minutes(5), "Bonjour Claire, il est en place. Le voyez-vous ?"),
        ),
    ),
    Story(
        key="sign-in",
        subject="Cannot sign in on my phone",
        contact="daniel",
        department="support",
        language="en",
        last=days(3),
        assignee="ines",
        ends="solved",
        turns=(
            client("daniel", START, "The code is refused on my new phone."),
            take("ines", minutes(5)),
            reply("ines", minutes(5), "Its clock is ten minutes late. Set it to automatic and try again."),
            client("daniel", hours(1), "That was it, thank you."),
            solve("ines", minutes(2)),
        ),
    ),
)
