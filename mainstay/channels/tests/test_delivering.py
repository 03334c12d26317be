"""A mail leaves once, or somebody learns that it did not."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from mainstay.channels import actions, events
from mainstay.channels.email.inbound import Address
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.transport import NotDelivered
from mainstay.channels.models import Outbound
from mainstay.channels.tests.letters import CLAIRE, queued
from mainstay.core import actions as core
from mainstay.core import clock
from mainstay.core.errors import Refused
from mainstay.core.models import Alarm, Event


def alarms_of(outbound) -> dict[str, object]:
    pending = Alarm.objects.filter(
        subject_kind="outbound", subject_id=outbound.pk, fired_at__isnull=True
    )
    return dict(pending.values_list("kind", "due_at"))


def facts_of(outbound) -> list[str]:
    rows = Event.objects.filter(subject_kind="outbound", subject_id=outbound.pk)
    return list(rows.order_by("id").values_list("kind", flat=True))


def long_ago(world, **values) -> Outbound:
    with clock.at(clock.now() - timedelta(hours=1)):
        return queued(world, **values)


def test_it_is_held_for_the_undo_window(world, mail_server, deliver):
    outbound = queued(world)
    deliver()
    assert mail_server.received == []
    assert alarms_of(outbound) == {actions.DUE: outbound.due_at}
    assert outbound.due_at >= outbound.created_at + actions.UNDO_WINDOW


def test_when_it_is_due_the_mail_server_gets_its_bytes(world, mail_server, deliver):
    outbound = long_ago(
        world, cc=[], references=["<a@client.example>"], in_reply_to="<a@client.example>"
    )
    deliver()
    envelope = mail_server.received[0]
    assert envelope.rcpt_tos == [CLAIRE.address]
    mail = parse(envelope.content)
    assert mail.message_id == outbound.message_id
    assert mail.in_reply_to == "<a@client.example>"
    assert (mail.subject, mail.text.strip()) == ("The link of May", "Bonjour Claire.")
    outbound.refresh_from_db()
    assert outbound.state == "sent"
    assert outbound.sent_at
    assert facts_of(outbound) == [events.SENT.name]
    assert alarms_of(outbound) == {}


def test_copies_leave_in_one_mail_and_hidden_ones_stay_hidden(world, mail_server, deliver):
    hidden = Address("", "books@mainstay.example")
    long_ago(world, bcc=[hidden])
    deliver()
    envelope = mail_server.received[0]
    assert envelope.rcpt_tos == [CLAIRE.address, hidden.address]
    assert b"books@" not in envelope.content


def test_delivering_twice_sends_once(world, mail_server):
    outbound = queued(world)
    actions.deliver(outbound.pk)
    actions.deliver(outbound.pk)
    assert len(mail_server.received) == 1
    assert facts_of(outbound) == [events.SENT.name]


@pytest.mark.django_db(transaction=True)
def test_two_who_deliver_at_once_send_once(world):
    outbound, sent, start = queued(world), [], threading.Barrier(4)

    def run() -> None:
        start.wait(10)
        actions.deliver(outbound.pk, send=sent.append)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert [letter.message_id for letter in sent] == [outbound.message_id]


def test_killed_between_claim_and_sending_it_is_uncertain(world, deliver):
    outbound = queued(world)
    _killed_while_sending(outbound)
    outbound.refresh_from_db()
    assert outbound.state == "sending"

    deliver()
    outbound.refresh_from_db()
    assert outbound.state == "uncertain"
    assert "may have left" in outbound.error
    assert facts_of(outbound) == [events.FAILED.name]


def test_what_is_uncertain_leaves_only_when_somebody_asks(world, mail_server, deliver):
    outbound = queued(world)
    _killed_while_sending(outbound)
    deliver()
    actions.deliver(outbound.pk)
    assert mail_server.received == []

    outbound.refresh_from_db()
    actions.retry(outbound, by=world.maya)
    deliver()
    assert parse(mail_server.received[0].content).message_id == outbound.message_id


def test_a_sender_that_came_back_in_time_is_not_uncertain(world, mail_server):
    outbound = queued(world)
    actions.deliver(outbound.pk)
    actions.give_up_waiting(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "sent"


def test_a_passing_refusal_is_tried_again_later(world, mail_server):
    mail_server.answer = "451 Try again later"
    outbound = queued(world)
    before = clock.now()
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert (outbound.state, outbound.attempts) == ("queued", 1)
    assert "451 Try again later" in outbound.error
    assert outbound.due_at - before >= timedelta(minutes=1)
    assert alarms_of(outbound) == {actions.DUE: outbound.due_at}
    assert facts_of(outbound) == []


def test_the_pauses_grow_and_after_the_last_a_person_learns_of_it(world, mail_server):
    mail_server.answer = "451 Try again later"
    outbound = queued(world)
    for pause in actions.PAUSES:
        actions.deliver(outbound.pk)
        outbound.refresh_from_db()
        assert outbound.state == "queued"
        assert outbound.due_at - clock.now() > timedelta(minutes=pause - 0.5)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "failed"
    assert facts_of(outbound) == [events.FAILED.name]
    assert actions.STUCK not in alarms_of(outbound)


def test_a_final_refusal_is_not_tried_again(world, mail_server):
    mail_server.answer = "550 No such person"
    outbound = queued(world)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert (outbound.state, outbound.attempts) == ("failed", 1)
    assert "550 No such person" in outbound.error
    assert facts_of(outbound) == [events.FAILED.name]


def test_a_final_refusal_rings_no_more(world, mail_server, deliver):
    mail_server.answer = "550 No such person"
    outbound = long_ago(world)
    deliver()
    assert alarms_of(outbound) == {}


def test_without_a_mail_server_it_waits_and_says_why(world):
    outbound = queued(world)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "queued"
    assert "MAINSTAY_SMTP_URL" in outbound.error


def test_a_mail_server_that_cannot_be_reached_is_tried_again(world, mail_server, settings):
    nowhere = type(settings.ENV.smtp_url)("smtp://127.0.0.1:1?tls=off")
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": nowhere})
    outbound = queued(world)
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "queued"
    assert "could not be reached" in outbound.error


def test_asked_to_try_again_it_keeps_its_message_id(world, mail_server, deliver):
    mail_server.answer = "550 No such person"
    outbound = queued(world)
    actions.deliver(outbound.pk)
    mail_server.answer = "250 OK"
    retried = actions.retry(outbound, by=world.maya)
    assert (retried.state, retried.attempts, retried.error) == ("queued", 0, "")
    deliver()
    assert parse(mail_server.received[0].content).message_id == outbound.message_id
    assert facts_of(outbound) == [events.FAILED.name, events.RETRIED.name, events.SENT.name]


def test_asking_twice_is_one_trying_again(world):
    outbound = queued(world)
    actions.deliver(outbound.pk, send=_refuses)
    actions.retry(outbound, by=world.maya)
    actions.retry(outbound, by=world.maya)
    assert facts_of(outbound) == [events.FAILED.name, events.RETRIED.name]


def test_while_sending_is_paused_nothing_leaves(world, mail_server, deliver):
    core.switch_off("sending", reason="restored", by=world.tomasz)
    outbound = long_ago(world)
    deliver()
    outbound.refresh_from_db()
    assert (outbound.state, outbound.attempts) == ("queued", 0)
    assert mail_server.received == []
    assert actions.DUE in alarms_of(outbound)


def test_after_the_pause_it_leaves(world, mail_server):
    core.switch_off("sending", reason="restored", by=world.tomasz)
    outbound = queued(world)
    actions.deliver(outbound.pk)
    core.switch_on("sending", by=world.tomasz)
    actions.deliver(outbound.pk)
    assert len(mail_server.received) == 1


def test_what_cannot_be_written_as_a_mail_is_not_sent(world):
    outbound = queued(world, headers={"Subject": "written twice"})
    actions.deliver(outbound.pk)
    outbound.refresh_from_db()
    assert outbound.state == "failed"
    assert "Subject" in outbound.error


def test_an_address_that_is_none_is_refused_before_anything_is_queued(world):
    with pytest.raises(Refused, match="undisclosed"):
        queued(world, cc=[Address("", "undisclosed recipients")])
    assert not Alarm.objects.exists()


def test_the_demo_writes_into_its_own_home(world, settings, tmp_path):
    settings.ENV = settings.ENV.model_copy(update={"is_demo": True})
    settings.HOME = tmp_path
    outbound = queued(world)
    actions.deliver(outbound.pk)
    (kept,) = (tmp_path / "outbox").iterdir()
    assert parse(kept.read_bytes()).message_id == outbound.message_id


def test_what_is_gone_is_delivered_to_nobody(db):
    actions.deliver(404)


def _killed_while_sending(outbound) -> None:
    def dies(_letter):
        raise SystemExit

    with clock.at(clock.now() - timedelta(minutes=10)), pytest.raises(SystemExit):
        actions.deliver(outbound.pk, send=dies)


def _refuses(_letter):
    raise NotDelivered("No such person.", is_final=True)
