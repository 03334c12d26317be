"""Replies, notes and files, taking back and sending again: as a browser posts them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mainstay.channels.email.parsing import parse
from mainstay.channels.models import Outbound
from mainstay.conversations import actions
from mainstay.conversations.models import Attachment, Message
from mainstay.core import clock
from mainstay.core.clock import now
from mainstay.web.conversation import messages


@pytest.fixture
def to_payout(world):
    return f"/conversations/{world.payout.pk}/messages/"


def page_of(world):
    return f"/conversations/{world.payout.pk}/"


def last(world):
    return world.payout.messages.order_by("id").last()


def test_a_reply_leaves_and_the_page_offers_to_take_it_back(as_maya, world, to_payout):
    response = as_maya.post(to_payout, {"kind": "reply", "body": "It left.", "send": "wait"})
    assert response.url == page_of(world)
    message = last(world)
    assert (message.kind, message.text) == ("out", "It left.")
    world.payout.refresh_from_db()
    assert world.payout.state == "waiting"
    text = as_maya.get(response.url).content.decode()
    assert "Sending to Daniel Price" in text
    assert f"/messages/{message.pk}/undoing/" in text


def test_the_toast_is_shown_once(as_maya, world, to_payout):
    as_maya.post(to_payout, {"kind": "reply", "body": "It left."})
    assert "Sending to" in as_maya.get("/inbox/").content.decode()
    assert "Sending to" not in as_maya.get("/inbox/").content.decode()


def test_htmx_is_led_to_the_page(as_maya, world, to_payout):
    response = as_maya.post(
        to_payout, {"kind": "reply", "body": "It left."}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == page_of(world)


def test_send_and_solve_does_both(as_maya, world, to_payout):
    as_maya.post(to_payout, {"kind": "reply", "body": "Done.", "send": "solve"})
    world.payout.refresh_from_db()
    assert world.payout.state == "solved"


def test_a_note_stays_among_us(as_maya, world, to_payout):
    as_maya.post(to_payout, {"kind": "note", "body": "Their bank is slow."})
    assert last(world).kind == "note"
    assert not Outbound.objects.filter(message=last(world)).exists()
    world.payout.refresh_from_db()
    assert world.payout.state == "open"


@pytest.mark.parametrize("kind", [{}, {"kind": ""}, {"kind": "Note"}, {"kind": "out"}])
def test_what_does_not_say_that_it_is_a_reply_is_not_sent(as_maya, world, to_payout, kind):
    before = Message.objects.count()
    response = as_maya.post(to_payout, {**kind, "body": "For the team only", "send": "wait"})
    assert response.status_code == 422
    assert Message.objects.count() == before
    assert "For the team only" in response.content.decode()
    assert "reply or a note" in response.content.decode()


@pytest.mark.parametrize("body", ["", "   ", "\r\n \r\n", "\x00"])
@pytest.mark.parametrize("kind", ["reply", "note"])
def test_nothing_is_not_sent(as_maya, world, to_payout, kind, body):
    before = Message.objects.count()
    response = as_maya.post(to_payout, {"kind": kind, "body": body})
    assert response.status_code == 422
    assert "Write something first." in response.content.decode()
    assert Message.objects.count() == before


def test_a_refused_text_stays_in_the_composer(as_maya, world, to_payout):
    typed = "<script>alert(1)</script>\n</textarea><b>" + "x" * 100_001
    response = as_maya.post(to_payout, {"kind": "note", "body": typed})
    assert response.status_code == 422
    text = response.content.decode()
    assert "This is longer than 100000 characters" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\n&lt;/textarea&gt;&lt;b&gt;xxx" in text
    assert "<script>alert" not in text
    assert re.search(r'name="kind" value="note"[^>]* checked', text)


def test_a_refused_reply_can_be_mended_under_its_once_key(as_maya, world, to_payout):
    key = str(uuid.uuid4())
    assert as_maya.post(to_payout, {"kind": "reply", "body": "", "once": key}).status_code == 422
    mended = as_maya.post(to_payout, {"kind": "reply", "body": "Better", "once": key})
    assert mended.status_code == 302
    assert last(world).text == "Better"


def test_the_page_of_a_refused_reply_can_be_loaded_again(as_maya, world, to_payout):
    assert as_maya.get(to_payout).url == page_of(world)


def test_from_the_page_of_a_refused_reply_one_comes_back_to_the_conversation(
    as_maya, world, to_payout
):
    taken = as_maya.post(
        f"{page_of(world)}assignment/",
        {"member": ""},
        headers={"Referer": f"http://testserver{to_payout}"},
    )
    assert as_maya.get(taken.url, follow=True).status_code == 200


def test_a_double_click_is_one_reply(as_maya, world, to_payout):
    form = {"kind": "reply", "body": "Once.", "once": str(uuid.uuid4())}
    first, second = as_maya.post(to_payout, form), as_maya.post(to_payout, form)
    assert first.url == second.url == page_of(world)
    assert Message.objects.filter(text="Once.").count() == 1


def test_a_broken_once_key_is_as_none(as_maya, world, to_payout):
    for key in ("", "abc", "\x00", "1" * 5000):
        form = {"kind": "note", "body": f"Key {key[:3]!r}", "once": key}
        assert as_maya.post(to_payout, form).status_code == 302


def test_a_stranger_can_say_nothing(as_oskar, world, to_payout):
    before = Message.objects.count()
    for kind in ("reply", "note"):
        assert as_oskar.post(to_payout, {"kind": kind, "body": "Hi"}).status_code == 404
    assert Message.objects.count() == before


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_who_may_only_read_is_refused_with_a_sentence(as_ruth, world, to_payout, kind):
    before = Message.objects.count()
    response = as_ruth.post(to_payout, {"kind": kind, "body": "Hi"})
    assert response.status_code == 422
    assert Message.objects.count() == before


def test_without_the_token_nothing_is_sent(world, to_payout):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.maya)
    response = browser.post(to_payout, {"kind": "note", "body": "Forged"})
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()
    assert not Message.objects.filter(text="Forged").exists()


@pytest.mark.parametrize("content_type", ["application/json", "", "multipart/form-data"])
def test_another_kind_of_content_is_no_message(as_maya, world, to_payout, content_type):
    before = Message.objects.count()
    response = as_maya.generic("POST", to_payout, b'{"kind": "reply"}', content_type=content_type)
    assert response.status_code in (400, 422)
    assert Message.objects.count() == before


def test_too_much_for_one_form_is_not_understood(as_maya, world, to_payout):
    response = as_maya.post(to_payout, {"kind": "note", "body": "x" * 6_000_000})
    assert response.status_code == 400


def test_files_go_out_with_a_reply(as_maya, world, to_payout, mail_server, deliver):
    files = [
        SimpleUploadedFile("report.pdf", b"%PDF-1.4 report", "application/pdf"),
        SimpleUploadedFile("دليل.txt", "نص".encode(), "text/plain; charset=utf-8"),
        SimpleUploadedFile("strange", b"\x00\xff", "no kind at all"),
    ]
    with clock.at(now() - timedelta(minutes=1)):
        as_maya.post(to_payout, {"kind": "reply", "body": "See there.", "attachments": files})
    names = set(last(world).attachments.values_list("filename", flat=True))
    assert names == {"report.pdf", "دليل.txt", "strange"}
    deliver()
    (envelope,) = mail_server.received
    assert [(each.filename, each.content) for each in parse(envelope.content).attachments] == [
        ("report.pdf", b"%PDF-1.4 report"),
        ("دليل.txt", "نص".encode()),
        ("strange", b"\x00\xff"),
    ]


def test_a_file_alone_is_enough(as_maya, world, to_payout):
    as_maya.post(to_payout, {"kind": "note", "attachments": [SimpleUploadedFile("a.txt", b"a")]})
    assert last(world).attachments.get().filename == "a.txt"


@pytest.mark.parametrize("sizes", [[101], [40, 40, 40]], ids=["one", "together"])
def test_files_that_are_too_large_are_refused_and_the_text_stays(
    as_maya, world, to_payout, monkeypatch, sizes
):
    monkeypatch.setattr(messages, "LARGEST", 100)
    files = [SimpleUploadedFile(f"<b>{size}.bin", b"x" * size) for size in sizes]
    response = as_maya.post(
        to_payout, {"kind": "reply", "body": "Here they are", "attachments": files}
    )
    assert response.status_code == 422
    text = response.content.decode()
    assert f"&lt;b&gt;{sizes[-1]}.bin" in text
    assert "Here they are" in text
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "a\x00b.txt", "a\r\nb.txt", "x" * 400, "é" * 300],
)
def test_the_name_of_a_file_is_only_a_name(as_maya, world, to_payout, name):
    upload = SimpleUploadedFile("a", b"content")
    upload._name = name  # past the checks of the class, as a hostile browser would send it
    response = as_maya.post(to_payout, {"kind": "note", "body": "x", "attachments": [upload]})
    assert response.status_code in (302, 400)
    for kept in Attachment.objects.values_list("filename", flat=True):
        assert not set(kept) & set("/\\\x00\r\n")
        assert len(kept) <= 255


# --- Taking back, sending again -----------------------------------------------------------------


@pytest.fixture
def reply(world):
    return actions.reply(world.payout, "Too early", by=world.maya)


def test_a_reply_is_taken_back(as_maya, world, reply):
    response = as_maya.post(f"/messages/{reply.pk}/undoing/")
    assert response.url == page_of(world)
    reply.refresh_from_db()
    assert reply.undone_at
    text = as_maya.get(response.url).content.decode()
    assert "Taken back. It did not leave." in text


def test_taking_back_twice_is_once(as_maya, world, reply):
    for _n in range(2):
        assert as_maya.post(f"/messages/{reply.pk}/undoing/").status_code == 302


def test_what_has_left_cannot_be_taken_back(as_maya, world, reply):
    Outbound.objects.filter(pk=reply.outbound_id).update(state="sent", sent_at=now())
    where = f"http://testserver{page_of(world)}"
    response = as_maya.post(f"/messages/{reply.pk}/undoing/", headers={"Referer": where})
    assert response.url == where
    reply.refresh_from_db()
    assert reply.undone_at is None
    assert 'role="alert"' in as_maya.get(response.url).content.decode()


def test_a_refusal_is_a_toast_to_htmx(as_maya, world, reply):
    Outbound.objects.filter(pk=reply.outbound_id).update(state="sent", sent_at=now())
    response = as_maya.post(f"/messages/{reply.pk}/undoing/", headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert response.headers["HX-Reswap"] == "none"
    assert b"toast--late" in response.content


def test_a_failed_reply_is_sent_again(as_maya, world, reply):
    Outbound.objects.filter(pk=reply.outbound_id).update(state="failed", error="550 No")
    assert as_maya.post(f"/messages/{reply.pk}/retry/").url == page_of(world)
    assert Outbound.objects.get(pk=reply.outbound_id).state == "queued"


@pytest.mark.parametrize("verb", ["undoing", "retry"])
def test_neither_is_for_strangers_or_for_reading(world, as_oskar, as_maya, reply, verb):
    address = f"/messages/{reply.pk}/{verb}/"
    assert as_oskar.post(address).status_code == 404
    assert as_maya.get(address).status_code == 405
    assert as_maya.post(f"/messages/{2**63 + 1}/{verb}/").status_code == 404


@pytest.mark.parametrize("verb", ["undoing", "retry"])
def test_who_may_only_read_is_told_so(as_ruth, world, reply, verb):
    Outbound.objects.filter(pk=reply.outbound_id).update(
        state="failed" if verb == "retry" else "queued"
    )
    response = as_ruth.post(f"/messages/{reply.pk}/{verb}/")
    assert "You may read here, not write" in as_ruth.get(response.url, follow=True).content.decode()
    reply.refresh_from_db()
    assert reply.undone_at is None


@pytest.mark.parametrize("verb", ["undoing", "retry"])
def test_what_the_client_said_can_be_neither(as_maya, world, verb):
    theirs = world.payout.messages.filter(kind="in").first()
    response = as_maya.post(f"/messages/{theirs.pk}/{verb}/")
    assert "Only a reply can be" in as_maya.get(response.url, follow=True).content.decode()
