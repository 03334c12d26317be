"""Nothing of a side conversation reaches the client, and nothing of the client's whom we ask."""

import json

import pytest

from mainstay.channels import files, thread_ids
from mainstay.channels.chat import ChatMessage
from mainstay.channels.email.inbound import Address
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.clients.models import Identity
from mainstay.conversations import actions, details, events, queries, search, sides
from mainstay.conversations.actions.chat_places import link_chat, place_in_chat
from mainstay.conversations.actions.joining import join_early_answers
from mainstay.conversations.actions.recognising import recognise, repeated_by
from mainstay.conversations.actions.siding_following import take_along
from mainstay.conversations.actions.siding_rules import may_become_one
from mainstay.conversations.models import Attachment, Conversation, Message, ThreadKey
from mainstay.conversations.saved_replies import VARIABLES, fill
from mainstay.conversations.tests.asked import CLAIRE, ask, ask_partners, claire_answers
from mainstay.conversations.tests.mails import DANIEL, arrive, mail
from mainstay.core import personal
from mainstay.core.actor import System
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.core.models import Event

STRANGER = "Eve <eve@stranger.example>"
DANIELS = "daniel.price@northwindads.example"
OURS = "mx.desk.example"
FAILS = f"{OURS}; spf=softfail smtp.mailfrom=x.example; dkim=none; dmarc=fail"


@pytest.fixture
def side(world):
    return ask(world)


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
BY_SUBJECT = pytest.param(
    lambda ours: {"subject": f"Re: [#{ours.conversation_id}] x"}, id="subject"
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
    entries = queries.history(ours.conversation).entries
    said = [each for each in entries if isinstance(each, queries.Said)]
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


def test_the_asked_department_sees_what_it_was_asked_and_nothing_else(world, side):
    inside = ask_partners(world)
    visible = Conversation.objects.visible_to(world.oskar)
    assert set(visible.filter(pk__in=[inside.pk, side.pk, world.payout.pk])) == {inside}
    reached = sides.within_reach(world.oskar)
    assert set(reached.filter(pk__in=[inside.pk, side.pk, world.payout.pk])) == {inside}
    assert sides.main_seen_by(inside, world.oskar) is None
    listed = {row.id: row for row in queries.inbox(world.oskar, "all", "active").rows}
    assert inside.pk in listed
    assert not {side.pk, world.payout.pk} & listed.keys()
    assert (inside.contact, inside.organisation) == (None, None)
    assert not details.ties_of(inside, world.oskar)


def test_who_sees_the_main_one_reaches_what_was_asked_for_it(world, side):
    inside = ask_partners(world)
    assert not Conversation.objects.visible_to(world.ines).filter(pk=inside.pk).exists()
    for member in (world.maya, world.ines, world.ruth, world.tomasz):
        assert set(sides.within_reach(member).filter(side_of=world.payout)) == {side, inside}


def test_who_is_gone_reaches_nothing(world, side):
    world.maya.is_active = False
    assert not sides.within_reach(world.maya).exists()


@pytest.mark.parametrize("merged", [1, 2])
def test_after_a_merge_what_was_asked_is_reached_by_who_sees_where_it_went(world, side, merged):
    inside = ask_partners(world)
    Conversation.objects.filter(pk=inside.pk).update(department=world.support)
    between = world.invoice if merged == 2 else None
    if between:
        Conversation.objects.filter(pk=between.pk).update(merged_into=world.tracking)
    Conversation.objects.filter(pk=world.payout.pk).update(merged_into=between or world.tracking)
    take_along(world.tracking)
    side.refresh_from_db()
    assert side.department == world.partner
    assert not sides.within_reach(world.ines).filter(pk=side.pk).exists()
    assert {each.number for each in sides.sides_of(world.tracking)} == {side.pk, inside.pk}
    assert sides.within_reach(world.oskar).filter(pk__in=[side.pk, inside.pk]).count() == 2


def test_a_search_finds_on_each_side_only_its_own(world, side):
    claire_answers(side, text="Un mot rarissime.")
    inside = ask_partners(world, text="Something inhouse and unusual.")

    def found(member, words):
        return {hit.conversation_id for hit in search.find(member, words).hits}

    assert found(world.oskar, "bank") == set()
    assert found(world.oskar, "rarissime") == set()
    assert found(world.oskar, str(world.payout.pk)) == set()
    assert found(world.oskar, "unusual") == {inside.pk}
    assert found(world.maya, "rarissime") == {side.pk}
    assert found(world.ines, "rarissime") == {side.pk}


def test_no_list_of_conversations_has_a_side_one_with_somebody_outside(world, side):
    claire_answers(side)
    actions.watch(side, world.maya, by=world.maya)
    for shelf in queries.SHELVES:
        for box in queries.BOXES:
            assert side.pk not in [row.id for row in queries.inbox(world.tomasz, box, shelf).rows]
    assert side.pk not in [row.id for row in queries.inbox(world.maya, "watching", "active").rows]


def test_neither_stands_among_the_earlier_ones_of_the_other(world, side):
    inside = ask_partners(world)
    for given in ({"contact_id": world.daniel.pk}, {"organisation_id": world.northwind.pk}):
        ids = {row.id for row in queries.of_client(world.tomasz, **given)}
        assert world.payout.pk in ids
        assert not {side.pk, inside.pk} & ids
    for given in ({"contact_id": world.claire.pk}, {"organisation_id": world.journal.pk}):
        ids = {row.id for row in queries.of_client(world.tomasz, **given)}
        assert side.pk in ids
        assert world.payout.pk not in ids


def test_a_side_one_is_no_earlier_contact_and_no_repeated_topic(world, side):
    known = recognise(world.claire, world.support.pk, "Lien retiré", now(), None)
    assert known.repeats is None
    assert repeated_by(side) is None


def test_whom_we_ask_stands_in_no_clients_queue(world):
    waiting = actions.begin(world.claire, "Another", world.support, by=world.maya)
    actions.reopen(waiting, by=world.maya)
    before = Conversation.objects.get(pk=waiting.pk).turn_at
    side = ask(world)
    claire_answers(side)
    actions.solve(side, by=world.maya)
    assert Conversation.objects.get(pk=waiting.pk).turn_at == before


def test_the_clients_export_knows_nothing_of_it(world, side):
    claire_answers(side)
    ask_partners(world)
    exported = json.dumps(personal.export(world.daniel.pk), default=str)
    for secret in ("Lien retiré", "vendredi", "Claire", "Le Journal", "lejournaldusud", "side."):
        assert secret not in exported
    assert "asked_outside" not in exported


def test_the_export_of_whom_we_ask_has_only_what_was_said_with_them(world, side):
    claire_answers(side)
    actions.note(side, "Daniel of Northwind waits.", by=world.maya)
    exported = json.dumps(personal.export(world.claire.pk), default=str, ensure_ascii=False)
    assert "vendredi" in exported
    assert "où est le lien" in exported
    for secret in ("payout", "Daniel", "Northwind", "northwindads", "What did the bank say"):
        assert secret not in exported


def test_forgetting_the_client_takes_them_out_of_what_was_asked(world):
    said = world.payout.messages.first()
    theirs = Attachment.objects.create(
        message=said, filename="id.png", content_type="image/png", size=3, file=files.keep(b"one")
    )
    side = ask(world, subject="Daniel’s link", text="Price asks.", files=[theirs])
    personal.erase(world.daniel.pk)
    side.refresh_from_db()
    message = side.messages.get()
    assert "Daniel" not in side.subject
    assert "Price" not in message.text
    assert not message.attachments.exists()
    assert message.contact is None
    assert side.contact == world.claire


def test_forgetting_whom_we_ask_takes_them_out_of_the_clients(world, side):
    claire_answers(side)
    actions.note(world.payout, "Claire Fabre says Friday. Claire is sure.", by=world.maya)
    personal.erase(world.claire.pk)
    world.payout.refresh_from_db()
    note = world.payout.messages.get(kind="note")
    assert "Claire" not in note.text
    assert "Claire" not in world.payout.waiting_note
    assert world.payout.subject == "Our payout is late"
    said = Message.objects.filter(conversation=side, kind="in").get()
    assert said.text == ""


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


@pytest.mark.parametrize("other", ["payout", "invoice", "tracking"])
def test_a_side_one_goes_into_no_other(world, side, other):
    for pair in ((side, getattr(world, other)), (getattr(world, other), side)):
        with pytest.raises(Refused, match="kept apart"):
            may_become_one(*pair)


def test_two_with_the_same_person_for_the_same_sake_may_become_one(world, side):
    may_become_one(side, ask(world))
    with pytest.raises(Refused, match="kept apart"):
        may_become_one(side, ask_partners(world))
    may_become_one(world.payout, world.invoice)


def test_facts_of_each_are_heard_only_where_it_is_seen(world, side):
    inside = ask_partners(world)
    actions.note(inside, "That is Claire.", by=world.oskar)
    audiences = set(
        Event.objects.filter(
            subject_kind="conversation", subject_id__in=[world.payout.pk, side.pk]
        ).values_list("audience", flat=True)
    )
    assert audiences == {f"department:{world.support.pk}"}
    heard = Event.objects.filter(audience=f"department:{world.partner.pk}", subject_id=inside.pk)
    assert all(world.payout.pk not in each.facts.values() for each in heard)


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


def test_the_department_answers_and_the_main_one_hears_of_it(world, facts):
    inside = ask_partners(world)
    assert (inside.state, inside.department, inside.asked_by) == (
        "open",
        world.partner,
        world.maya,
    )
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.waiting_note) == ("waiting", "Partner team")
    actions.note(inside, "Claire Fabre does.", by=world.oskar)
    inside.refresh_from_db()
    world.payout.refresh_from_db()
    assert (inside.state, world.payout.state) == ("waiting", "open")
    assert inside.last_words == "Claire Fabre does."
    assert facts(world.payout)[-1] == events.SIDE_ANSWERED_INSIDE.name
    actions.note(inside, "Since when?", by=world.maya)
    inside.refresh_from_db()
    assert inside.state == "open"
    actions.solve(inside, by=world.oskar)
    assert facts(world.payout)[-1] == events.SIDE_SETTLED.name


def test_a_department_is_not_asked_about_its_own(world):
    with pytest.raises(Refused, match="has this conversation"):
        actions.ask_department(world.payout, world.support, "Who?", by=world.maya)


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


def test_a_saved_reply_is_filled_with_whom_we_ask(world, side):
    every = " ".join(f"{{{name}}}" for name in VARIABLES)
    text = fill(every, side, world.maya)
    assert "Claire Fabre" in text
    for secret in ("Daniel", "Northwind", "payout", str(world.payout.pk)):
        assert secret not in text.replace(str(side.pk), "")
