"""No mail of a side conversation goes to the client, and none of the client's to whom we ask."""

import pytest

from mainstay.channels import thread_ids
from mainstay.channels.email.inbound import Address
from mainstay.conversations import actions
from mainstay.conversations.models import Conversation
from mainstay.conversations.saved_replies import VARIABLES, fill
from mainstay.conversations.tests.asked import CLAIRE, ask, ask_partners, claire_answers
from mainstay.conversations.tests.mails import arrive, mail
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.errors import Refused

DANIELS = "daniel.price@northwindads.example"


def of_main(world):
    return world.payout.messages.get(kind="out")


def test_the_mails_of_the_two_share_no_id_no_mark_and_no_word(world, side):
    claire_answers(side)
    actions.reply(side, "Merci.", by=world.maya)
    actions.reply(world.payout, "It comes on Friday.", by=world.maya)
    ours = {one: _letters(one) for one in (side, world.payout)}
    for one, other in ((side, world.payout), (world.payout, side)):
        ids = set(other.messages.exclude(message_id="").values_list("message_id", flat=True))
        words = [message.text for message in other.messages.all()]
        for letter in ours[one]:
            known = {letter.in_reply_to, *letter.references}
            assert not known & ids
            assert thread_ids.number_in([letter.message_id]) == one.pk
            assert {thread_ids.number_in([each]) for each in known} <= {one.pk, None}
            assert thread_ids.number_marked(letter.text, letter.html) == one.pk
            assert not any(each and each in letter.text for each in words)
            assert other.subject not in letter.subject
            assert not letter.headers


def _letters(conversation):
    said = conversation.messages.filter(kind="out").select_related("outbound")
    return [each.outbound for each in said]


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
@pytest.mark.parametrize(
    "address",
    [
        DANIELS,
        "D.Price@northwind-old.example",
        "tom.keller@northwindads.example",
        "nobody.knows@northwindads.example",
        "agency@elsewhere.example",
    ],
)
def test_no_mail_of_a_side_one_goes_to_the_clients_side(world, side, field, address):
    copied = "agency@elsewhere.example"
    arrive(mail("<cc@x.example>", answers=of_main(world).message_id, Cc=copied))
    values = {field: Address("X", address) if field == "to" else [Address("X", address)]}
    with pytest.raises(Refused, match="of the client’s side"):
        actions.reply(side, "Merci.", by=world.maya, **values)
    assert side.messages.count() == 1


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
def test_no_mail_of_the_clients_goes_to_whom_we_ask(world, side, field):
    claire_answers(side, Cc="Chef <chef@sud.example>")
    for address in ("Claire.Fabre@lejournaldusud.example", "chef@sud.example"):
        values = {field: Address("", address) if field == "to" else [Address("", address)]}
        with pytest.raises(Refused, match="asked in a side conversation"):
            actions.reply(world.payout, "Hello.", by=world.maya, **values)


def test_whom_the_client_has_brought_in_gets_the_clients_mail_too(world, side):
    arrive(mail("<cc@x.example>", answers=of_main(world).message_id, Cc=CLAIRE))
    message = actions.reply(
        world.payout,
        "Both of you.",
        by=world.maya,
        cc=[Address("", "claire.fabre@lejournaldusud.example")],
    )
    assert message.cc


def test_a_wish_where_to_answer_leads_not_to_the_other_side(world, side):
    claire_answers(side, Reply_To=DANIELS)
    message = actions.reply(side, "Merci.", by=world.maya)
    assert message.to == [["Claire Fabre", "claire.fabre@lejournaldusud.example"]]
    arrive(
        mail(
            "<w@x.example>",
            answers=of_main(world).message_id,
            Reply_To="claire.fabre@lejournaldusud.example",
        )
    )
    message = actions.reply(world.payout, "Friday.", by=world.maya)
    assert message.to == [["Daniel Price", DANIELS]]


def test_copies_of_the_first_mail_are_looked_at_too(world):
    with pytest.raises(Refused, match="of the client’s side"):
        ask(world, cc=[Address("", DANIELS)])
    assert not Conversation.objects.filter(side_of=world.payout).exists()


def test_nothing_asked_in_house_leaves_the_house(world):
    inside = ask_partners(world)
    for to in (None, Address("", "x@x.example"), Address("", DANIELS)):
        with pytest.raises(Refused, match="Nobody outside"):
            actions.reply(inside, "Hello", by=world.maya, to=to)


def test_nobody_writes_by_itself_to_the_wrong_one(world, side):
    claire_answers(side)
    sent = actions.send_automatically(side, "How was it?", by=System("test"))
    assert [each[1] for each in sent.outbound.to] == ["claire.fabre@lejournaldusud.example"]


def test_what_leaves_later_is_held_back_only_where_somebody_wrote(world, side):
    later = now().replace(year=now().year + 1, month=1, day=1)
    held = actions.reply(world.payout, "Later.", by=world.maya, send_at=later).outbound
    claire_answers(side)
    held.refresh_from_db()
    assert held.state == "held"


def test_a_draft_at_one_is_none_at_the_other(world, side):
    actions.keep_draft(world.payout, "reply", "For Daniel", by=world.maya)
    message = actions.reply(side, "Merci.", by=world.maya, with_draft=True)
    assert message.text == "Merci."
    assert world.payout.drafts.get().text == "For Daniel"


def test_a_saved_reply_is_filled_with_whom_we_ask(world, side):
    every = " ".join(f"{{{name}}}" for name in VARIABLES)
    text = fill(every, side, world.maya)
    assert "Claire Fabre" in text
    for secret in ("Daniel", "Northwind", "payout", str(world.payout.pk)):
        assert secret not in text.replace(str(side.pk), "")
