"""Bytes are kept as they arrived, once, before anybody tries to understand them."""

import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from mainstay.channels import intake
from mainstay.channels.models import RawContent, RawMessage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

RAW = b"From: a@client.example\r\nSubject: Hello\r\n\r\n\xff\x00 whatever it is\r\n"


def test_what_is_stored_comes_back_byte_for_byte():
    stored = intake.store(RAW, source="receive", origin="inbox/1.eml")
    assert stored.is_new
    assert intake.content_of(stored.raw_id) == RAW
    raw = RawMessage.objects.get(pk=stored.raw_id)
    assert (raw.state, raw.size, raw.source, raw.origin) == (
        "stored",
        len(RAW),
        "receive",
        "inbox/1.eml",
    )


def test_the_same_bytes_are_kept_once():
    first = intake.store(RAW, source="receive")
    second = intake.store(RAW, source="import")
    assert (second.raw_id, second.is_new) == (first.raw_id, False)
    assert RawMessage.objects.get().source == "receive"


def test_the_same_bytes_twice_in_one_batch_are_kept_once():
    others = b"From: b@client.example\r\n\r\n"
    stored = intake.store_all([(RAW, "1"), (others, "2"), (RAW, "3")], source="import")
    assert [each.is_new for each in stored] == [True, True, False]
    assert stored[0].raw_id == stored[2].raw_id != stored[1].raw_id


def test_up_to_a_mebibyte_stays_in_the_database():
    stored = intake.store(b"x" * intake.IN_TABLE, source="receive")
    assert RawContent.objects.get(pk=stored.raw_id).file == ""


def test_more_than_a_mebibyte_goes_to_the_file_store():
    raw = b"x" * (intake.IN_TABLE + 1)
    stored = intake.store(raw, source="receive")
    content = RawContent.objects.get(pk=stored.raw_id)
    assert content.compressed is None
    assert default_storage.exists(content.file)
    assert intake.content_of(stored.raw_id) == raw


def test_no_bytes_are_bytes_too():
    stored = intake.store(b"", source="receive")
    assert intake.content_of(stored.raw_id) == b""


def test_what_waits_is_listed_oldest_first():
    ids = [intake.store(b"%d" % number, source="receive").raw_id for number in range(5)]
    assert intake.waiting() == ids
    assert intake.waiting(limit=2) == ids[:2]
    assert intake.waiting(after=ids[2]) == ids[3:]


def test_what_was_taken_waits_no_longer():
    stored = intake.store(RAW, source="receive")
    raw = intake.claim(stored.raw_id)
    assert raw is not None
    intake.mark(raw, RawMessage.State.TAKEN)
    assert intake.waiting() == []
    assert intake.claim(stored.raw_id) is None


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_from_many_at_once_are_kept_once():
    ids, start = [], threading.Barrier(4)

    def store() -> None:
        start.wait(10)
        ids.append(intake.store(RAW, source="receive").raw_id)
        connection.close()

    threads = [threading.Thread(target=store) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert len(ids) == 4
    assert set(ids) == {RawMessage.objects.get().pk}
    assert intake.content_of(ids[0]) == RAW
