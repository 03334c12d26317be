"""A rule is tried on the mail that came last before anybody relies on it."""

import pytest

from mainstay.channels import intake
from mainstay.channels.models import SpamRule
from mainstay.channels.spam_rules import trial
from mainstay.channels.spam_rules.actions import unsaved
from mainstay.channels.spam_rules.trial import trial_of
from mainstay.core.errors import Refused

pytestmark = pytest.mark.django_db


def arrived(subject, text="Hello"):
    content = f"From: a@b.example\nSubject: {subject}\n\n{text}\n".encode()
    return intake.store(content, source="receive").raw_id


def tried(field, words, header=""):
    return trial_of(unsaved(field, words, "spam", header))


def test_it_counts_what_would_match_newest_first():
    first, _other, second = arrived("Cheap links"), arrived("Report"), arrived("CHEAP  links now")
    found = tried("subject", "cheap links")
    assert (found.seen, found.raw_ids) == (3, (second, first))
    assert tried("domain", "b.example").matching == 3


def test_what_nobody_can_read_is_counted_and_matches_nothing():
    intake.store(b"", source="receive")
    arrived("Cheap links")
    found = tried("subject", "cheap links")
    assert (found.seen, found.matching) == (2, 1)


def test_only_the_last_ones_are_looked_through(monkeypatch):
    monkeypatch.setattr(trial, "MOST", 2)
    for number in range(3):
        arrived(f"Cheap links {number}")
    assert tried("subject", "cheap links").seen == 2


def test_nobody_waits_forever(monkeypatch):
    monkeypatch.setattr(trial, "PATIENCE", -1)
    arrived("Cheap links")
    assert tried("subject", "cheap links").seen == 0


def test_a_trial_keeps_no_rule():
    tried("subject", "cheap links")
    assert not SpamRule.objects.exists()


def test_words_that_would_be_refused_are_not_tried():
    with pytest.raises(Refused):
        tried("subject", "a")
