"""Mails that people and spammers really sent."""

import json

from mainstay.channels.email.inbound import Unreadable
from mainstay.channels.email.outline import as_json
from mainstay.channels.email.parsing import parse
from mainstay.channels.email.sources import count, messages
from mainstay.channels.email.tests.mails import data


def test_every_mail_of_the_corpus_is_read():
    corpus = data("spamassassin")
    seen = without_text = 0
    for source in messages(corpus):
        inbound = parse(source.raw)
        seen += 1
        without_text += not inbound.text
        assert inbound.sender is not None, source.file
        assert inbound.message_id, source.file
    assert seen == count(corpus) == 3_000
    # One is only a picture, one has an empty body.
    assert without_text <= 2


def test_every_mail_of_the_corpus_becomes_json():
    for source in messages(data("spamassassin")):
        line = json.dumps(as_json(source.file, source.raw), ensure_ascii=False)
        assert "\\u0000" not in line
        line.encode()


def test_replies_name_the_mail_they_answer():
    corpus = data("spamassassin")
    links = (corpus / "parent_links.tsv").read_text().splitlines()[1:]
    for reply, parent in (line.split("\t") for line in links):
        answered = parse((corpus / parent).read_bytes()).message_id
        assert answered in parse((corpus / reply).read_bytes()).thread_ids, reply


def test_the_edge_cases_of_the_standard_library_are_read_or_refused():
    refused = {}
    for file in sorted(data("mime_edge_cases").glob("*.txt")):
        try:
            parse(file.read_bytes())
        except Unreadable as unreadable:
            refused[file.name] = unreadable.cause
    assert set(refused.values()) <= {"no_headers"}, refused
    assert len(refused) <= 1, refused
