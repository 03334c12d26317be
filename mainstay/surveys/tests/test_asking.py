"""A solved conversation is asked about once, in the client's language, and never a machine."""

import re
from datetime import timedelta

import pytest

from mainstay.channels.models import Brand
from mainstay.clients import actions as clients
from mainstay.clients.models import Contact, Identity
from mainstay.conversations import actions as conversations
from mainstay.conversations import events as conversation_events
from mainstay.conversations.models import Conversation, Message
from mainstay.core import clock, personal
from mainstay.core.log import timeline
from mainstay.surveys import actions, links
from mainstay.surveys.models import RatingRequest
from mainstay.surveys.tests.conftest import questions


def test_an_hour_after_it_was_solved_the_client_gets_one_mail(world, solved, later):
    later(minutes=50)
    assert not questions().exists()
    later(minutes=70)
    mail = questions().get()
    assert mail.to == [["Daniel Price", "daniel.price@northwindads.example"]]
    assert mail.subject == "Re: Our payout is late"
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert "Is it settled?" in mail.text
    assert "5 – very good" in mail.text
    request = RatingRequest.objects.get()
    assert (request.member, request.department) == (world.maya, world.support)
    sent = timeline(solved).get(kind=conversation_events.SENT_AUTOMATICALLY.name)
    assert (sent.actor_id, sent.facts) == ("rating", {"outbound": mail.pk})


def test_the_link_leads_to_the_request_and_the_database_holds_no_link(solved, later):
    later(hours=2)
    request = RatingRequest.objects.get()
    [token] = set(re.findall(rf"/{links.FOLDER}/([\w-]+)/", questions().get().text))
    assert len(token) >= 43
    assert actions.find(token) == request
    assert token not in str(list(RatingRequest.objects.values()))


def test_among_us_the_mail_is_shown_without_the_links(solved, later):
    later(hours=2)
    shown = links.without_links(questions().get().text)
    assert "/r/" not in shown
    assert "Yes, it is settled: (link for the client alone)\n" in shown


def test_every_link_of_the_mail_proposes_one_answer(solved, later):
    later(hours=2)
    for text in (questions().get().text, questions().get().html):
        proposed = re.findall(r"\?(settled=\w+|score=\d)", text)
        assert proposed == ["settled=yes", "settled=no", *(f"score={n}" for n in (5, 4, 3, 2, 1))]


def test_the_mail_never_says_what_we_renamed_it_to(world, solved, later):
    conversations.rename(solved, "Daniel is difficult again", by=world.maya)
    later(hours=2)
    mail = questions().get()
    assert "difficult" not in mail.subject + mail.text + mail.html


def test_it_speaks_the_language_of_the_client(world, later):
    conversations.reply(world.tracking, "C'est fait.", by=world.oskar)
    Message.objects.filter(conversation=world.tracking, kind="in").update(subject="Lien sans suivi")
    conversations.solve(world.tracking, by=world.oskar)
    later(hours=2)
    assert RatingRequest.objects.get().language == "fr"
    assert 'lang="fr"' in questions().get().html


def test_a_language_that_we_do_not_have_is_written_in_that_of_the_desk(world, solved, later):
    Contact.objects.filter(pk=world.daniel.pk).update(language="ar", name="ليلى حداد")
    later(hours=2)
    mail = questions().get()
    assert 'lang="en"' in mail.html
    assert "Hello ليلى حداد," in mail.text


def test_it_wears_the_look_of_the_brand(world, solved, later):
    brand = Brand.objects.create(name="Northwind", accent="#7a1f4d", footer="Ltd, <London>")
    Conversation.objects.filter(pk=solved.pk).update(brand=brand)
    later(hours=2)
    mail = questions().get()
    assert "#7a1f4d" in mail.html
    assert "Ltd, &lt;London&gt;" in mail.html


def test_opened_again_in_time_nobody_is_asked(world, solved, later):
    conversations.reopen(solved, by=world.maya)
    later(hours=2)
    assert not questions().exists()


def test_solved_again_it_asks_once_and_counts_anew(world, solved, later):
    conversations.reopen(solved, by=world.maya)
    conversations.solve(solved, by=world.maya)
    later(hours=2)
    assert questions().count() == 1


def test_at_most_one_a_week_for_a_contact(world, solved, later):
    with clock.at(later(hours=2)):
        conversations.reopen(world.sign_in, by=world.ines)
        conversations.solve(world.sign_in, by=world.ines)
        assert actions.ask(world.sign_in) is None
    assert questions().count() == 1
    with clock.at(clock.now() + timedelta(days=8)):
        Conversation.objects.filter(pk=world.sign_in.pk).update(since=clock.now())
        assert actions.ask(world.sign_in) is not None
    assert questions().count() == 2


def test_two_addresses_of_one_person_are_one_person(world, solved, later):
    clients.merge(world.tom, world.daniel, by=world.tomasz)
    later(hours=2)
    conversations.reply(world.invoice, "Added.", by=world.maya)
    conversations.solve(world.invoice, by=world.maya)
    assert actions.ask(world.invoice) is None


def test_asking_twice_is_one_mail(solved):
    assert actions.ask(solved) is not None
    assert actions.ask(solved) is None
    assert questions().count() == 1


def test_an_erased_person_is_not_asked(world, solved, later):
    personal.erase(world.daniel.pk)
    later(hours=2)
    assert not questions().exists()


def test_an_unproven_sender_has_no_address_and_is_not_asked(solved):
    stranger = clients.admit_unproven("daniel.price@northwindads.example", "Daniel")
    Conversation.objects.filter(pk=solved.pk).update(contact=stranger)
    Message.objects.filter(conversation=solved, kind="in").update(contact=stranger)
    assert actions.ask(solved) is None


def test_an_address_that_mail_does_not_reach_is_not_asked(world, solved):
    Identity.objects.filter(contact=world.daniel).update(bounced_at=clock.now())
    assert actions.ask(solved) is None
    refused = timeline(solved).get(kind=conversation_events.NOT_SENT_AUTOMATICALLY.name)
    assert refused.facts == {"reason": "address_bounced"}


def test_the_brake_on_automatic_mail_holds_this_one_too(world, solved, settings):
    settings.ENV = settings.ENV.model_copy(update={"automatic_per_hour": 0})
    assert actions.ask(solved) is None
    assert not RatingRequest.objects.exists()


def test_whoever_prefers_another_channel_gets_no_mail(world, solved):
    Contact.objects.filter(pk=world.daniel.pk).update(preferred_channel="telegram")
    assert actions.ask(solved) is None


@pytest.mark.parametrize("kind", ["auto_reply", "bounce", "list", "receipt", "spam"])
def test_a_machine_is_not_asked(solved, kind):
    Message.objects.filter(conversation=solved, kind="in").update(mail_kind=kind)
    assert actions.ask(solved) is None


def test_nobody_is_asked_where_we_said_nothing(world):
    conversations.solve(world.invoice, by=world.maya)
    assert actions.ask(world.invoice) is None


def test_a_third_party_is_not_asked_in_a_side_conversation(world, solved):
    Conversation.objects.filter(pk=solved.pk).update(side_of=world.invoice, is_aside=True)
    assert actions.ask(solved) is None


def test_what_went_into_another_is_not_asked_about(world, solved):
    Conversation.objects.filter(pk=solved.pk).update(merged_into=world.invoice)
    assert actions.ask(solved) is None


def test_days_late_nobody_is_asked(solved):
    with clock.at(clock.now() + timedelta(days=4)):
        assert actions.ask(solved) is None


def test_the_desk_may_ask_nobody(world, solved, later):
    actions.set_terms(is_asking=False, ask_after_minutes=60, close_after_days=7, by=world.tomasz)
    later(hours=2)
    assert not questions().exists()
