"""Rules about spam are added, changed, switched and removed by who keeps watch."""

import pytest

from mainstay.channels import events
from mainstay.channels.models import SpamRule
from mainstay.channels.spam_rules import actions, signs
from mainstay.core.errors import Refused
from mainstay.core.models import Event

pytestmark = pytest.mark.django_db
SPAM, NEVER = SpamRule.Verdict.SPAM, SpamRule.Verdict.NEVER_SPAM


def told():
    return list(Event.objects.filter(subject_kind="spamrule").values_list("kind", flat=True))


@pytest.fixture
def rule(world):
    return actions.add("subject", "cheap links", SPAM, by=world.ines)


def test_a_rule_is_kept_with_who_made_it(world, rule):
    assert (rule.field, rule.words, rule.verdict) == ("subject", "cheap links", "spam")
    assert (rule.is_active, rule.hits, rule.created_by) == (True, 0, world.ines)
    assert told() == [events.SPAM_RULE_ADDED.name]


@pytest.mark.parametrize(
    ("field", "typed", "header", "kept"),
    [
        ("sender", " Win@Casino.Example ", "X-Mailer", ("win@casino.example", "")),
        ("domain", "@Casino.Example.", "", ("casino.example", "")),
        ("domain", "*.casino.example", "", ("casino.example", "")),
        ("domain", "пример.рф", "", ("пример.рф", "")),
        ("subject", "  Cheap \t links\x00 ", "", ("Cheap links", "")),
        ("text", "лінки", "", ("лінки", "")),
        ("text", "链接", "", ("链接", "")),
        ("header", "bulk", " X-Mailer: ", ("bulk", "x-mailer")),
    ],
)
def test_words_are_kept_as_they_are_compared(world, field, typed, header, kept):
    rule = actions.add(field, typed, SPAM, header, by=world.ines)
    assert (rule.words, rule.header) == kept


@pytest.mark.parametrize(
    ("field", "typed", "header"),
    [
        ("sender", "casino", ""),
        ("sender", "", ""),
        ("domain", "two words", ""),
        ("domain", "@", ""),
        ("subject", "", ""),
        ("subject", " a ", ""),
        ("text", "ab", ""),
        ("header", "bulk", ""),
        ("header", "bulk", "X Mailer"),
    ],
)
def test_words_that_would_mean_nothing_or_everything_are_refused(world, field, typed, header):
    with pytest.raises(Refused):
        actions.add(field, typed, SPAM, header, by=world.ines)
    assert not SpamRule.objects.exists()


def test_the_same_rule_twice_is_one_rule(world, rule):
    actions.switch_off(rule, by=world.ines)
    again = actions.add("subject", "Cheap LINKS", SPAM, by=world.tomasz)
    assert again.pk == rule.pk
    assert again.is_active
    assert SpamRule.objects.count() == 1


def test_the_contrary_of_a_rule_is_refused_and_names_it(world, rule):
    with pytest.raises(Refused, match="Subject: cheap links"):
        actions.add("subject", "cheap links", NEVER, by=world.ines)


def test_trusting_a_sender_turns_the_rule_against_them(world):
    rule = actions.add("sender", "win@casino.example", SPAM, by=world.ines)
    actions.switch_off(rule, by=world.ines)
    trusted = actions.trust("Win@casino.example", by=world.ines)
    assert (trusted.pk, trusted.verdict, trusted.is_active) == (rule.pk, NEVER, True)


def test_a_rule_is_changed_and_keeps_its_count(world, rule):
    signs.count_hit(signs.sign_of(rule))
    changed = actions.change(rule, "text", "cheap posts", SPAM, by=world.ines)
    assert (changed.field, changed.words, changed.hits) == ("text", "cheap posts", 1)
    assert told() == [events.SPAM_RULE_ADDED.name, events.SPAM_RULE_CHANGED.name]


def test_a_change_into_another_rule_is_refused(world, rule):
    other = actions.add("text", "cheap posts", SPAM, by=world.ines)
    with pytest.raises(Refused, match="already"):
        actions.change(other, "subject", "CHEAP links", NEVER, by=world.ines)


def test_no_change_leaves_no_fact(world, rule):
    actions.change(rule, "subject", "cheap links", SPAM, by=world.ines)
    actions.switch_on(rule, by=world.ines)
    assert told() == [events.SPAM_RULE_ADDED.name]


def test_a_removed_rule_rests_and_can_be_brought_back(world, rule):
    actions.remove(rule, by=world.ines)
    actions.remove(rule, by=world.ines)
    assert not SpamRule.objects.kept().exists()
    assert signs.at_work() == ()
    actions.bring_back(rule, by=world.ines)
    assert [each.rule_id for each in signs.at_work()] == [rule.pk]
    assert told()[1:] == [events.SPAM_RULE_REMOVED.name, events.SPAM_RULE_RETURNED.name]


def test_a_rule_that_was_written_again_is_not_brought_back_beside_itself(world, rule):
    actions.remove(rule, by=world.ines)
    actions.add("subject", "cheap links", SPAM, by=world.ines)
    with pytest.raises(Refused, match="already"):
        actions.bring_back(rule, by=world.ines)


@pytest.mark.parametrize("name", ["maya", "ruth"])
def test_agents_and_readers_are_refused(world, rule, name):
    by = getattr(world, name)
    for act in (actions.switch_off, actions.switch_on, actions.remove, actions.bring_back):
        with pytest.raises(Refused):
            act(rule, by=by)
    with pytest.raises(Refused):
        actions.add("subject", "guest posts", SPAM, by=by)
    with pytest.raises(Refused):
        actions.change(rule, "subject", "guest posts", SPAM, by=by)


def test_rules_are_read_once_and_anew_after_a_change(world, rule, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _mail in range(50):
            assert len(signs.at_work()) == 1
    actions.switch_off(rule, by=world.ines)
    assert signs.at_work() == ()


def test_what_another_process_has_changed_is_seen_after_some_seconds(world, rule, monkeypatch):
    signs.at_work()
    SpamRule.objects.update(is_active=False)
    assert len(signs.at_work()) == 1
    at = signs._read[0][0]
    monkeypatch.setattr("time.monotonic", lambda: at + signs.KEPT_FOR)
    assert signs.at_work() == ()
