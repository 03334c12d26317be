"""An answer finds its conversation by what only we can have written, and a stranger finds none."""

import pytest

from mainstay.channels import thread_ids
from mainstay.channels.email import signed_ids
from mainstay.clients import actions as clients
from mainstay.conversations import actions, history
from mainstay.conversations.models import Conversation, ThreadKey
from mainstay.conversations.tests.mails import arrive, conversation_of, mail

STRANGER = "Eve <eve@stranger.example>"
SES = "<0100017f-a1b2-000000@email.amazonses.com>"
OUTLOOK = """Thanks!

________________________________
From: Maya Brandt <desk@localhost>
Sent: Monday, 3 March 2025 10:00
To: Daniel Price <daniel.price@northwindads.example>
Subject: Re: Our payout is late

The bank has it.

--
Maya Brandt

{mark}
"""
GMAIL = """Thanks!

On Mon, 3 Mar 2025 at 10:00, Maya Brandt <desk@localhost> wrote:

> The bank has it.
>
> --
> Maya Brandt
>
> {mark}
"""


@pytest.fixture
def reply(world):
    return actions.reply(world.payout, "The bank has it.", by=world.maya)


@pytest.fixture
def mark(reply):
    return reply.outbound.text.rpartition("\n")[2]


def forgotten(conversation: Conversation) -> None:
    """As if the ids had never been kept, so that only what is signed can lead here."""
    ThreadKey.objects.filter(conversation=conversation).delete()


def test_an_id_of_ours_leads_to_its_conversation_without_being_kept(world, reply):
    forgotten(world.payout)
    received = arrive(mail("<a@client.example>", answers=reply.message_id))
    assert (received.outcome, received.conversation_id) == ("appended", world.payout.pk)


def test_an_id_of_ours_comes_before_the_nearest_message(world, reply):
    other = arrive(mail("<other@client.example>"))
    references = (reply.message_id, "<other@client.example>")
    received = arrive(
        mail("<b@client.example>", text="Both.", answers=references[1], references=references)
    )
    assert received.conversation_id == world.payout.pk != other.conversation_id


def test_ids_that_were_given_before_still_lead_to_their_conversation(world):
    before = world.payout.messages.filter(kind="in").order_by("at").first()
    received = arrive(mail("<c@client.example>", answers=before.message_id))
    assert received.conversation_id == world.payout.pk


@pytest.mark.parametrize(
    "forge",
    [
        lambda number: f"<c{number}.k3f9.aaaaaaaaaaaaaaaaaaaa@localhost>",
        lambda number: signed_ids.make("another key", "localhost", number, "k3f9"),
        lambda number: f"<{number}@localhost>",
    ],
)
def test_a_forged_id_of_ours_begins_a_conversation_of_its_own(world, reply, forge):
    forged = forge(world.payout.pk)
    received = arrive(
        mail("<d@x.example>", sender=STRANGER, answers=forged, references=(forged, forged))
    )
    assert received.outcome == "conversation"


def test_an_id_of_a_conversation_that_is_not_here_leads_nowhere(world):
    signed = thread_ids.new_id(10**12, "localhost")
    assert arrive(mail("<e@client.example>", answers=signed)).outcome == "conversation"


def test_behind_a_service_that_gives_our_mail_other_ids_the_references_lead_back(world):
    conversation = actions.begin(world.daniel, "Your new rates", world.support, by=world.maya)
    sent = actions.reply(conversation, "Here they are.", by=world.maya).outbound
    references = (*sent.references, SES)
    received = arrive(mail("<f@client.example>", answers=SES, references=references))
    assert sent.message_id not in references
    assert received.conversation_id == conversation.pk


def test_the_nearest_id_stays_the_last_of_the_references(world):
    conversation = conversation_of(arrive(mail("<first@client.example>")))
    sent = actions.reply(conversation, "Hello.", by=world.tomasz).outbound
    ours, nearest = sent.references
    assert nearest == sent.in_reply_to == "<first@client.example>"
    assert thread_ids.number_in([ours]) == conversation.pk
    again = actions.reply(conversation, "And this.", by=world.tomasz).outbound
    assert again.references == ["<first@client.example>", sent.message_id]


@pytest.mark.parametrize("quoting", [OUTLOOK, GMAIL], ids=["Outlook", "Gmail"])
def test_a_quoted_mark_leads_to_its_conversation(world, mark, quoting):
    text = quoting.format(mark=mark)
    received = arrive(mail("<g@client.example>", subject="Re: something else", text=text))
    assert received.conversation_id == world.payout.pk
    message = conversation_of(received).messages.latest("id")
    assert message.text == "Thanks!"
    assert mark not in conversation_of(received).last_words


def test_a_mark_that_only_the_html_quotes_is_found(world, mark):
    parts = f"""\
--x
Content-Type: text/plain

Thanks!
--x
Content-Type: text/html

<p>Thanks!</p><blockquote><div style="color:#999999">{mark}</div></blockquote>
--x--
""".replace("\n", "\r\n")
    raw = mail("<h@client.example>", text=parts)
    plain = b"text/plain; charset=utf-8\r\n\r\n--x"
    received = arrive(raw.replace(plain, b'multipart/alternative; boundary="x"\r\n\r\n--x'))
    assert conversation_of(received).messages.latest("id").text == "Thanks!"
    assert received.conversation_id == world.payout.pk


def test_a_forged_mark_leads_nowhere(world, mark):
    for forged in (
        signed_ids.marker("another key", world.payout.pk),
        mark.replace(str(world.payout.pk), str(world.invoice.pk)),
        f"ref:aaaaaaaaaaaaa{world.payout.pk}:ref",
    ):
        received = arrive(
            mail(f"<{forged}@x.example>".replace(":", "."), sender=STRANGER, text=f"> {forged}")
        )
        assert received.outcome == "conversation"


def test_a_number_in_the_subject_counts_from_the_client(world):
    subject = f"About [#{world.payout.pk}]"
    received = arrive(mail("<i@client.example>", subject=subject))
    assert (received.outcome, received.conversation_id) == ("appended", world.payout.pk)


def test_a_number_counts_from_another_address_of_the_client(world):
    clients.merge(clients.meet("dan@home.example", "Dan"), world.daniel, by=world.ines)
    subject = f"[#{world.payout.pk}] from home"
    received = arrive(mail("<j@home.example>", sender="dan@home.example", subject=subject))
    assert received.conversation_id == world.payout.pk


def test_a_number_counts_from_who_was_copied_in(world):
    raw = mail("<k@client.example>", Cc="Pia <Pia@Elsewhere.example>")
    conversation = conversation_of(arrive(raw))
    subject = f"Re: [#{conversation.pk}]"
    received = arrive(mail("<l@x.example>", sender="pia@elsewhere.example", subject=subject))
    assert received.conversation_id == conversation.pk


@pytest.mark.parametrize("sender", [STRANGER, "Oskar <claire.fabre@lejournaldusud.example>"])
def test_a_number_does_not_count_from_others(world, sender):
    subject = f"Re: [#{world.payout.pk}] our payout"
    received = arrive(mail("<m@x.example>", sender=sender, subject=subject))
    assert received.outcome == "conversation"


def test_a_number_does_not_count_from_an_address_of_our_own(world, settings):
    conversation = conversation_of(arrive(mail("<n@client.example>")))
    subject = f"[#{conversation.pk}]"
    raw = mail("<o@x.example>", sender=settings.ENV.mail_from.upper(), subject=subject)
    assert arrive(raw).outcome == "conversation"


def test_a_number_of_no_conversation_is_only_words(world):
    received = arrive(mail("<p@client.example>", subject=f"[#{10**17}] and [#0]"))
    assert received.outcome == "conversation"


def test_our_subjects_carry_no_number(world, reply):
    assert reply.outbound.subject == "Re: Our payout is late"


def test_what_was_joined_with_another_is_answered_there(world, reply):
    forgotten(world.payout)
    world.payout.merged_into = world.invoice
    world.payout.save()
    received = arrive(mail("<q@client.example>", answers=reply.message_id))
    assert received.conversation_id == world.invoice.pk


def test_a_stranger_with_true_references_is_taken_in_and_shown_as_new(world, reply):
    references = (reply.message_id,)
    received = arrive(mail("<r@x.example>", sender=STRANGER, references=references))
    arrive(mail("<s@x.example>", sender=STRANGER, references=references, text="And this."))
    assert received.conversation_id == world.payout.pk
    said = [each for each in history.latest(world.payout).entries if hasattr(each, "is_newcomer")]
    assert [each.is_newcomer for each in said][-2:] == [True, False]
    assert not any(each.is_newcomer for each in said[:-2])


def test_who_was_written_to_is_no_newcomer(world):
    raw = mail("<t@client.example>", Cc="Pia <pia@elsewhere.example>")
    conversation = conversation_of(arrive(raw))
    raw = mail("<u@x.example>", sender="pia@elsewhere.example", answers="<t@client.example>")
    assert arrive(raw).conversation_id == conversation.pk
    said = [each for each in history.latest(conversation).entries if hasattr(each, "is_newcomer")]
    assert [each.is_newcomer for each in said] == [False, False]


def test_a_mail_with_neither_is_not_looked_through(world, monkeypatch):
    def never(*_arguments):
        raise AssertionError

    monkeypatch.setattr(signed_ids, "find_marker", never)
    monkeypatch.setattr("mainstay.conversations.actions.belonging.takes_part", never)
    received = arrive(mail("<v@client.example>", text="We prefer a refund of the reference."))
    assert received.outcome == "conversation"
