"""Whatever keys a mail carries, it comes to the side where its writer belongs."""

import pytest

from mainstay.channels import thread_ids
from mainstay.channels.chat import ChatMessage
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.clients.models import Identity
from mainstay.conversations import history
from mainstay.conversations.actions.chat_places import link_chat, place_in_chat
from mainstay.conversations.actions.joining import join_early_answers
from mainstay.conversations.models import Conversation, ThreadKey
from mainstay.conversations.tests.asked import CLAIRE, ask_partners, claire_answers
from mainstay.conversations.tests.mails import DANIEL, arrive, mail
from mainstay.core.models import Event

STRANGER = "Eve <eve@stranger.example>"
OURS = "mx.desk.example"
FAILS = f"{OURS}; spf=softfail smtp.mailfrom=x.example; dkim=none; dmarc=fail"


def of_side(side):
    return side.messages.get(kind="out")


def of_main(world):
    return world.payout.messages.get(kind="out")


# The ways in which a mail can name a conversation, from what one of its mails was.
BY_ANSWERING = pytest.param(lambda ours: {"answers": ours.message_id}, id="answers")
BY_REFERENCES = pytest.param(lambda ours: {"references": (ours.message_id,)}, id="references")
BY_MARK = pytest.param(
    lambda ours: {"text": f"See:\n\n{ours.outbound.text.rpartition(chr(10))[2]}"}, id="mark"
)
WAYS = [BY_ANSWERING, BY_REFERENCES, BY_MARK]


@pytest.mark.parametrize("way", WAYS)
def test_the_client_who_learned_the_keys_of_a_side_one_writes_in_their_own(world, side, way):
    received = arrive(mail("<leak@northwindads.example>", **way(of_side(side))))
    assert received.conversation_id == world.payout.pk


@pytest.mark.parametrize("way", WAYS)
def test_whom_we_ask_writes_in_the_side_one_whatever_keys_they_learned(world, side, way):
    given = {"sender": CLAIRE, **way(of_main(world))}
    received = arrive(mail("<leak@lejournaldusud.example>", **given))
    assert received.conversation_id == side.pk


def test_a_number_in_a_subject_leads_neither_in(world, side):
    for sender, named in ((DANIEL, side.pk), (CLAIRE, world.payout.pk), (STRANGER, side.pk)):
        received = arrive(
            mail(f"<{named}@x.example>", sender=sender, subject=f"Re: [#{named}] the link")
        )
        assert received.conversation_id not in (side.pk, named)


def test_the_client_who_was_copied_in_by_whom_we_ask_still_writes_in_their_own(world, side):
    claire_answers(side, Cc=DANIEL)
    received = arrive(mail("<all@northwindads.example>", answers=of_side(side).message_id))
    assert received.conversation_id == world.payout.pk


def test_whom_we_ask_and_the_client_has_copied_in_still_writes_in_the_side_one(world, side):
    arrive(mail("<cc@x.example>", answers=of_main(world).message_id, Cc=CLAIRE))
    received = arrive(mail("<r@sud.example>", sender=CLAIRE, answers="<cc@x.example>"))
    assert received.conversation_id == side.pk


@pytest.mark.parametrize("keys", [of_side, None], ids=["side", "main"])
def test_a_stranger_comes_where_the_keys_lead_and_is_marked_as_new(world, side, keys):
    ours = keys(side) if keys else of_main(world)
    received = arrive(mail("<s@stranger.example>", sender=STRANGER, answers=ours.message_id))
    assert received.conversation_id == ours.conversation_id
    entries = history.latest(ours.conversation).entries
    said = [each for each in entries if isinstance(each, history.Said)]
    assert said[-1].is_newcomer


@pytest.mark.parametrize(("claims", "keys"), [(DANIEL, "side"), (CLAIRE, "main")])
def test_one_who_only_claims_an_address_is_kept_where_it_belongs(world, side, claims, keys):
    mailbox = add_mailbox()
    mailbox.trusted_servers = [OURS]
    mailbox.save()
    ours = of_side(side) if keys == "side" else of_main(world)
    forged = mail(
        "<f@evil.example>",
        sender=claims,
        answers=ours.message_id,
        Authentication_Results=FAILS,
    )
    received = arrive(forged, mailbox)
    assert received.conversation_id == (world.payout.pk if keys == "side" else side.pk)


def test_a_forged_id_of_a_side_one_leads_nowhere(world, side):
    forged = f"<c{side.pk}.k3f9.aaaaaaaaaaaaaaaaaaaa@localhost>"
    assert arrive(mail("<x@x.example>", answers=forged)).outcome == "conversation"


def test_nothing_leads_into_what_is_asked_in_house(world):
    inside = ask_partners(world)
    signed = thread_ids.new_id(inside.pk, "localhost")
    received = arrive(mail("<x@x.example>", answers=signed))
    assert received.conversation_id != inside.pk


def test_ids_that_one_speaks_of_bring_the_two_never_together(world, side):
    spoken_of = "<question@northwindads.example>"
    claire_answers(side, references=(spoken_of,))
    question = mail(spoken_of, answers=of_main(world).message_id)
    assert arrive(question).conversation_id == world.payout.pk
    assert side.messages.count() == 2


@pytest.mark.parametrize("is_early", [True, False])
def test_early_answers_are_joined_neither_to_nor_from_a_side_one(world, side, is_early):
    early, late = (side, world.invoice) if is_early else (world.invoice, side)
    Conversation.objects.filter(pk=side.pk).update(department=world.support, assignee=None)
    Event.objects.filter(actor_kind="member").delete()
    join_early_answers(early.pk, late)
    early.refresh_from_db()
    assert early.merged_into is None


def test_keys_of_each_stay_its_own(world, side):
    claire_answers(side)
    arrive(mail("<more@northwindads.example>", answers=of_main(world).message_id))
    for one in (side, world.payout):
        for message in one.messages.exclude(message_id=""):
            keys = ThreadKey.objects.filter(conversation=one)
            assert keys.count() >= one.messages.exclude(message_id="").count()
            assert arrive_again(message) == one.pk


def arrive_again(message):
    """Where an answer of a stranger to this message would come."""
    sender = f"Eve <eve{message.pk}@stranger.example>"
    given = {"sender": sender, "answers": message.message_id, "text": f"{message.pk}"}
    return arrive(mail(f"<again{message.pk}@stranger.example>", **given)).conversation_id


@pytest.mark.parametrize(("who", "leads_to_it"), [("daniel", False), ("claire", True)])
def test_a_link_into_a_chat_leads_only_whom_we_ask_into_it(world, side, who, leads_to_it):
    contact = getattr(world, who)
    Identity.objects.create(contact=contact, kind="telegram", value="7")
    said = ChatMessage("telegram", "7", contact.name, "telegram:7:1", "Salut")
    linked = link_chat(said, side.pk, contact)
    assert linked == (side if leads_to_it else None)
    placed = place_in_chat(said, contact)
    assert (placed == side) is leads_to_it


def test_what_is_said_in_a_chat_stays_out_of_it_unless_it_was_linked(world, side):
    Identity.objects.create(contact=world.claire, kind="telegram", value="7")
    said = ChatMessage("telegram", "7", "Claire", "telegram:7:1", "Salut")
    assert place_in_chat(said, world.claire) == world.tracking
