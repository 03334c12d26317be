"""We ask somebody else for the sake of a client, in a conversation of its own."""

import pytest

from mainstay.channels import files
from mainstay.channels.email.inbound import Address
from mainstay.channels.models import Outbound
from mainstay.clients.models import Contact
from mainstay.conversations import actions, events, sides, work
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.tests.asked import ask, ask_partners, claire_answers
from mainstay.conversations.tests.mails import arrive
from mainstay.core import log
from mainstay.core.errors import Refused
from mainstay.core.models import Event, WorkItem


def waits_for_us(conversation):
    return WorkItem.objects.filter(kind=work.ANSWER.name, subject_id=conversation.pk).exists()


def test_the_mail_goes_to_whom_we_ask_with_a_subject_of_its_own(world):
    side = ask(world)
    sent = side.messages.get().outbound
    assert sent.to == [["Claire Fabre", "claire.fabre@lejournaldusud.example"]]
    assert (sent.subject, side.subject) == ("Lien retiré", "Lien retiré")
    assert (side.contact, side.organisation) == (world.claire, world.journal)
    assert (side.state, side.side_of, side.is_aside) == ("waiting", world.payout, True)


def test_the_main_one_waits_on_the_party_by_name(world, facts):
    ask(world)
    world.payout.refresh_from_db()
    assert (world.payout.state, world.payout.waiting_on) == ("waiting", "publisher")
    assert world.payout.waiting_note == "Claire Fabre of Le Journal du Sud"
    assert not waits_for_us(world.payout)
    assert facts(world.payout) == [events.ASKED_OUTSIDE.name, events.WAITED.name]


def test_it_need_not_wait(world):
    ask(world, waits=False)
    world.payout.refresh_from_db()
    assert world.payout.is_open


def test_a_solved_one_stays_solved_while_we_ask(world):
    actions.ask_outside(world.sign_in, world.claire, "Hello", "A word.", by=world.maya)
    world.sign_in.refresh_from_db()
    assert world.sign_in.state == "solved"


def test_an_address_that_is_new_becomes_a_contact(world):
    side = ask(world, Address("Ada", "Ada@Velo.example"))
    assert side.contact.name == "Ada"
    assert side.messages.get().to == [["Ada", "Ada@Velo.example"]]
    assert Contact.objects.filter(identities__value="ada@velo.example").count() == 1


def test_a_known_address_is_its_contact(world):
    side = ask(world, Address("", "claire.fabre@lejournaldusud.example"))
    assert side.contact == world.claire


@pytest.mark.parametrize(
    ("whom", "sentence"),
    [
        (Address("", "no address"), "no e-mail address"),
        (Address("", "desk@localhost"), "our own address"),
        (Address("", "daniel.price@northwindads.example"), "client’s side"),
        (Address("Tom", "tom.ashby@northwindads.example"), "client’s side"),
    ],
)
def test_whom_one_cannot_ask(world, whom, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(world, whom)
    assert not sides.sides_of(world.payout)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"subject": "  "}, "subject of its own"),
        ({"text": ""}, "Write something"),
        ({"party": "requester"}, "Say who it is"),
        ({"party": "department"}, "Say who it is"),
        ({"party": "x"}, "Say who it is"),
    ],
)
def test_what_has_to_be_said(world, values, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(world, **values)
    assert not Conversation.objects.filter(side_of=world.payout).exists()


def test_who_may_only_read_asks_nobody(world):
    with pytest.raises(Refused, match="read here"):
        ask(world, by=world.ruth)
    with pytest.raises(Refused, match="read here"):
        ask_partners(world, by=world.ruth)


def test_from_a_side_conversation_nobody_is_asked(world):
    side = ask(world)
    with pytest.raises(Refused, match="side conversation itself"):
        actions.ask_outside(side, world.claire, "And", "more", by=world.maya)
    with pytest.raises(Refused, match="side conversation itself"):
        actions.ask_department(side, world.partner, "more", by=world.maya)


def test_only_chosen_files_go_along(world):
    said = world.payout.messages.first()
    wanted, other = (
        Attachment.objects.create(
            message=said, filename=name, content_type="text/csv", size=3, file=files.keep(content)
        )
        for name, content in (("a.csv", b"one"), ("b.csv", b"two"))
    )
    side = ask(world, files=[wanted])
    assert [each[0] for each in side.messages.get().outbound.attachments] == ["a.csv"]
    elsewhere = Attachment.objects.create(
        message=world.tracking.messages.first(),
        filename="c",
        content_type="a/b",
        size=1,
        file=other.file,
    )
    with pytest.raises(Refused, match="Choose only files of"):
        ask(world, files=[elsewhere])


def test_an_answer_comes_into_it_and_opens_the_main_one(world, facts):
    side = ask(world)
    received = claire_answers(side)
    assert received.conversation_id == side.pk
    side.refresh_from_db()
    world.payout.refresh_from_db()
    assert (side.state, world.payout.state) == ("open", "open")
    assert waits_for_us(world.payout)
    assert not waits_for_us(side)
    assert facts(world.payout)[-1] == events.SIDE_ANSWERED.name
    told = log.tell(log.timeline(world.payout).filter(kind=events.SIDE_ANSWERED.name))
    assert told[0].sentence == "Claire Fabre answered in the side conversation"


@pytest.mark.parametrize("end", [actions.solve, actions.close])
def test_an_answer_opens_a_finished_one_too(world, end):
    side = ask(world)
    end(world.payout, by=world.maya)
    claire_answers(side)
    world.payout.refresh_from_db()
    side.refresh_from_db()
    assert (world.payout.state, side.state) == ("open", "open")


def test_an_automatic_answer_opens_nothing(world):
    side = ask(world)
    claire_answers(side, Auto_Submitted="auto-replied")
    world.payout.refresh_from_db()
    assert side.messages.count() == 2
    assert world.payout.state == "waiting"


def test_years_later_an_answer_still_comes_into_it(world):
    side = ask(world)
    actions.close(world.payout, by=world.maya)
    Conversation.objects.filter(pk__in=[side.pk, world.payout.pk]).update(
        since="2020-01-01T00:00:00Z"
    )
    assert claire_answers(side).conversation_id == side.pk
    assert Conversation.objects.get(pk=world.payout.pk).is_open


def test_a_bounce_stands_in_it_and_is_told_in_the_main_one(world, facts):
    side = ask(world)
    sent = side.messages.get().outbound
    arrive(bounce_of(sent))
    assert list(side.messages.order_by("id").values_list("mail_kind", flat=True)) == [
        "normal",
        "bounce",
    ]
    assert facts(world.payout)[-1] == events.SIDE_NOT_REACHED.name


def test_what_is_taken_back_is_waited_for_no_longer(world):
    side = ask(world)
    actions.undo(side.messages.get(), by=world.maya)
    world.payout.refresh_from_db()
    assert world.payout.is_open
    assert waits_for_us(world.payout)


def test_we_answer_in_it_as_anywhere(world):
    side = ask(world)
    claire_answers(side)
    again = actions.reply(side, "Merci.", by=world.maya, solve=True)
    assert again.outbound.subject == "Re: Lien retiré"
    side.refresh_from_db()
    assert side.state == "solved"


def test_closing_the_main_one_closes_what_was_asked(world, facts):
    side, inside = ask(world), ask_partners(world)
    actions.close(world.payout, by=world.maya)
    for each in (side, inside):
        each.refresh_from_db()
        assert each.state == "closed"
        assert facts(each)[-1] == events.SIDE_CLOSED.name


def test_solving_the_main_one_leaves_what_was_asked(world):
    side = ask(world)
    actions.solve(world.payout, by=world.maya)
    side.refresh_from_db()
    assert side.state == "waiting"


def test_it_goes_where_the_main_one_goes(world):
    side = ask(world)
    actions.move(world.payout, world.partner, by=world.ines)
    actions.assign(world.payout, world.oskar, by=world.ines)
    side.refresh_from_db()
    assert (side.department, side.assignee) == (world.partner, world.oskar)
    actions.unassign(world.payout, by=world.ines)
    side.refresh_from_db()
    assert side.assignee is None


@pytest.mark.parametrize(
    "do",
    [
        lambda side, world: actions.assign(side, world.ines, by=world.ines),
        lambda side, world: actions.unassign(side, by=world.ines),
        lambda side, world: actions.move(side, world.partner, by=world.ines),
        lambda side, world: actions.escalate(side, world.ines, "Look", by=world.maya),
    ],
)
def test_by_itself_it_goes_nowhere(world, do):
    with pytest.raises(Refused, match="stands in no list"):
        do(ask(world), world)


def test_the_main_one_tells_of_it_with_its_latest_words(world):
    side = ask(world)
    for number in range(4):
        claire_answers(side, f"<{number}@lejournaldusud.example>", text=f"Word {number}")
    (told,) = sides.sides_of(world.payout)
    assert (told.contact, told.organisation) == ("Claire Fabre", "Le Journal du Sud")
    assert [each.text for each in told.messages] == ["Word 1", "Word 2", "Word 3"]
    assert told.earlier == 2


def test_those_of_one_that_was_merged_in_belong_to_the_other(world):
    side = ask(world)
    Conversation.objects.filter(pk=world.payout.pk).update(
        merged_into=world.invoice, state="closed", waiting_on=""
    )
    assert [each.number for each in sides.sides_of(world.invoice)] == [side.pk]
    side.refresh_from_db()
    claire_answers(side)
    facts = Event.objects.filter(subject_id=world.invoice.pk, kind=events.SIDE_ANSWERED.name)
    assert facts.exists()


def bounce_of(sent: Outbound) -> bytes:
    address = sent.to[0][1]
    return (
        "From: Mail Delivery <mailer-daemon@mx.example>\r\nTo: desk@localhost\r\n"
        "Subject: Undelivered\r\nMessage-ID: <b@mx.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {sent.message_id}\r\n"
        f"From: desk@localhost\r\nTo: {address}\r\nSubject: {sent.subject}\r\n\r\n"
        "Hello\r\n--b--\r\n"
    ).encode()
