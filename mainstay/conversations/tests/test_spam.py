"""What the desk's own rules call spam is set aside, and is taken in when a person says so."""

import pytest

from mainstay.channels import events as channel_events
from mainstay.channels import intake
from mainstay.channels.email.sources import Source
from mainstay.channels.models import RawMessage, SpamRule
from mainstay.channels.spam_rules import actions as rules
from mainstay.conversations import actions
from mainstay.conversations.actions.retaking import retake, take_as_good
from mainstay.conversations.importing import import_mail
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Message
from mainstay.conversations.tests.mails import arrive, conversation_of, mail
from mainstay.core.errors import Refused
from mainstay.core.models import Event

SPAM, NEVER = SpamRule.Verdict.SPAM, SpamRule.Verdict.NEVER_SPAM
CHEAP = {"subject": "Cheap links", "sender": "Win <win@casino.example>"}


@pytest.fixture
def rule(world):
    return rules.add("subject", "cheap links", SPAM, by=world.ines)


def set_aside(raw):
    """Take in what is expected to be set aside."""
    raw_id = intake.store(raw, source="receive").raw_id
    assert take_in(raw_id) is None
    return RawMessage.objects.get(pk=raw_id)


def test_it_is_set_aside_with_its_cause_and_the_rule_counts_it(world, rule):
    raw = set_aside(mail(**CHEAP))
    assert (raw.state, raw.cause) == ("quarantined", "spam")
    assert raw.explanation == "subject: cheap links"
    rule.refresh_from_db()
    assert rule.hits == 1
    assert rule.last_hit_at
    assert not Message.objects.filter(subject="Cheap links").exists()


def test_other_mail_passes_and_counts_nothing(world, rule):
    assert arrive(mail()).outcome == "conversation"
    rule.refresh_from_db()
    assert rule.hits == 0


def test_a_rule_that_rests_sets_nothing_aside(world, rule):
    rules.switch_off(rule, by=world.ines)
    assert arrive(mail(**CHEAP)).outcome == "conversation"


def test_what_the_server_calls_spam_stays_a_conversation(world):
    received = arrive(mail(X_Spam_Flag="YES", **CHEAP))
    assert Message.objects.get(conversation=received.conversation_id).mail_kind == "spam"


def test_a_rule_that_saves_overrules_the_server_and_is_counted(world):
    saving = rules.add("domain", "casino.example", NEVER, by=world.ines)
    received = arrive(mail(X_Spam_Flag="YES", **CHEAP))
    assert Message.objects.get(conversation=received.conversation_id).mail_kind == "normal"
    saving.refresh_from_db()
    assert saving.hits == 1


def test_a_bounce_is_no_spam_whatever_it_quotes(world, rule):
    report = (
        b"From: MAILER-DAEMON@mx.example\r\nTo: desk@localhost\r\nSubject: Cheap links failed\r\n"
        b"Message-ID: <9@mx.example>\r\nX-Failed-Recipients: a@b.example\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        b"--x\r\n\r\nIt could not be delivered.\r\n--x\r\nContent-Type: message/delivery-status"
        b"\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n"
    )
    received = arrive(report)
    assert Message.objects.get(conversation=received.conversation_id).mail_kind == "bounce"


def test_a_client_who_answers_us_may_use_any_words(world, rule):
    said = actions.reply(world.payout, "We do not sell cheap links.", by=world.maya)
    answer = mail("<2@x>", answers=said.message_id, subject="Re: cheap links")
    assert arrive(answer).conversation_id == world.payout.pk


def test_an_answer_to_what_was_taken_back_has_no_such_right(world, rule):
    asked = conversation_of(arrive(mail()))
    said = actions.reply(asked, "We do not sell cheap links.", by=world.maya)
    actions.undo(said, by=world.maya)
    set_aside(mail("<2@x>", answers=said.message_id, subject="Re: cheap links"))


def test_a_blocked_sender_stays_blocked_when_they_answer(world):
    rules.add("sender", "win@casino.example", SPAM, by=world.ines)
    said = actions.reply(world.payout, "No, thank you.", by=world.maya)
    set_aside(mail("<2@x>", answers=said.message_id, **CHEAP))


def test_a_person_says_that_it_is_no_spam(world, rule):
    raw = set_aside(mail(**CHEAP))
    received = take_as_good(raw, by=world.ines)
    assert Message.objects.get(conversation=received.conversation_id).mail_kind == "normal"
    fact = Event.objects.get(kind=channel_events.VOUCHED.name)
    assert (fact.subject_id, fact.actor_id) == (raw.pk, str(world.ines.pk))
    assert SpamRule.objects.count() == 1
    set_aside(mail("<2@x>", **CHEAP))


def test_saying_it_twice_is_refused(world, rule):
    raw = set_aside(mail(**CHEAP))
    take_as_good(raw, by=world.ines)
    with pytest.raises(Refused, match="meanwhile"):
        take_as_good(raw, by=world.ines)


def test_trusting_the_sender_saves_what_they_write_later(world, rule):
    take_as_good(set_aside(mail(**CHEAP)), by=world.ines, trusts_sender=True)
    assert arrive(mail("<2@x>", **CHEAP)).outcome == "conversation"


def test_an_agent_may_not_say_so(world, rule):
    raw = set_aside(mail(**CHEAP))
    with pytest.raises(Refused):
        take_as_good(raw, by=world.maya)
    raw.refresh_from_db()
    assert (raw.state, raw.is_vouched_for) == ("quarantined", False)


def test_what_was_set_aside_for_another_cause_is_not_vouched_for(world):
    raw_id = intake.store(b"no mail at all", source="receive").raw_id
    raw = intake.quarantine(raw_id, "no_headers", "This is no mail.")
    with pytest.raises(Refused):
        take_as_good(raw, by=world.ines)


def test_tried_again_it_is_told_by_the_rules_of_now(world, rule):
    raw = set_aside(mail(**CHEAP))
    assert retake(raw, by=world.ines) is None
    rules.remove(rule, by=world.ines)
    assert retake(raw, by=world.ines).outcome == "conversation"


def test_an_import_counts_it_among_what_was_set_aside(world, rule):
    sources = [Source("1.eml", mail(**CHEAP)), Source("2.eml", mail("<2@x>"))]
    *_running, tally = import_mail(sources)
    assert tally.quarantined == {"spam": 1}
    assert tally.settled == tally.read == 2
