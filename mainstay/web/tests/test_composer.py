"""The composer of a conversation: to whom, when, with what, and not past what arrived."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mainstay.conversations import actions
from mainstay.conversations.models import Draft, Message
from mainstay.conversations.tests.mails import answer_of_the_client, arrive, conversation_of, mail
from mainstay.core.clock import now
from mainstay.team.models import Member

PNG = b"\x89PNG\r\n\x1a\n picture"


def page_of(world):
    return f"/conversations/{world.payout.pk}/"


@pytest.fixture
def to_payout(world):
    return f"/conversations/{world.payout.pk}/messages/"


def last(world):
    return world.payout.messages.order_by("id").last()


def newest(world):
    return str(last(world).pk)


def form(**values):
    return {"kind": "reply", "body": "The bank has it.", "send": "wait", **values}


# --- To whom --------------------------------------------------------------------------------------


def test_it_proposes_the_client_and_tells_from_which_address(as_maya, world, settings):
    text = as_maya.get(page_of(world)).content.decode()
    assert re.search(r'name="to" value="daniel.price@northwindads.example"', text)
    assert settings.ENV.mail_from in text


def test_whoever_got_the_clients_mail_gets_the_answer_too(as_tomasz, world):
    raw = mail("<all@client.example>", Cc="Tom Keller <tom.keller@northwindads.example>, desk@x.y")
    conversation = conversation_of(arrive(raw))
    text = as_tomasz.get(f"/conversations/{conversation.pk}/").content.decode()
    assert 'name="cc" value="' in text
    assert "tom.keller@northwindads.example" in re.search(r'name="cc" value="([^"]*)"', text)[1]


def test_to_copies_and_blind_copies_are_typed(as_maya, world, to_payout):
    as_maya.post(
        to_payout,
        form(
            to="daniel.price@northwindads.example; claire@x.example",
            cc="Tom Keller <tom.keller@northwindads.example>",
            bcc="chief@x.example",
        ),
    )
    message = last(world)
    assert message.to == [
        ["Daniel Price", "daniel.price@northwindads.example"],
        ["", "claire@x.example"],
    ]
    assert message.cc == [["Tom Keller", "tom.keller@northwindads.example"]]
    assert message.outbound.bcc == [["", "chief@x.example"]]


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
@pytest.mark.parametrize("typed", ["tom", "tom@", "@x.example", "a b c", "<script>", "x" * 400])
def test_what_is_no_address_is_told_and_everything_typed_stays(
    as_maya, world, to_payout, field, typed
):
    before = Message.objects.count()
    people = {"to": "daniel.price@northwindads.example", field: f"a@x.example, {typed}"}
    response = as_maya.post(to_payout, form(**people, body="Typed long"))
    assert response.status_code == 422
    text = response.content.decode()
    assert "Typed long" in text
    assert '<details id="composer_people" open>' in text
    assert "<script>" not in text.replace('<script type="', "")
    assert Message.objects.count() == before


def test_without_anybody_it_asks_to_whom(as_maya, to_payout):
    assert "Say to whom it goes." in as_maya.post(to_payout, form(to=" ")).content.decode()


def test_people_are_proposed_to_who_sees_the_conversation(as_maya, as_oskar, world):
    address = f"{page_of(world)}people/"
    text = as_maya.get(address).content.decode()
    assert '<option value="tom.keller@northwindads.example">Tom Keller</option>' in text
    assert as_oskar.get(address).status_code == 404


# --- Not past what arrived ------------------------------------------------------------------------


def test_it_stops_once_and_shows_what_arrived(as_maya, world, to_payout):
    seen = newest(world)
    answer_of_the_client(world.payout, "<more@client.example>", text="It has come, thanks!")
    response = as_maya.post(to_payout, form(seen=seen, body="My long answer"))
    assert response.status_code == 422
    text = response.content.decode()
    assert "something arrived while you wrote" in text
    assert "It has come, thanks!" in text.split('class="composer"')[1]
    assert "My long answer" in text
    assert f'name="seen" value="{newest(world)}"' in text
    assert last(world).kind == "in"


def test_the_second_click_sends(as_maya, world, to_payout):
    seen = newest(world)
    answer_of_the_client(world.payout, "<more@client.example>")
    text = as_maya.post(to_payout, form(seen=seen, send="solve")).content.decode()
    assert 'name="send" value="solve"' in text.split("composer__arrived")[1].split("</section>")[0]
    seen_now = re.search(r'name="seen" value="(\d+)"', text)[1]
    assert as_maya.post(to_payout, form(seen=seen_now, send="solve")).status_code == 302
    assert last(world).kind == "out"


def test_reading_first_keeps_what_was_typed(as_maya, world, to_payout):
    seen = newest(world)
    answer_of_the_client(world.payout, "<more@client.example>")
    arrived = last(world).pk
    text = as_maya.post(to_payout, form(seen=seen)).content.decode()
    assert f'value="read-{arrived}"' in text
    response = as_maya.post(to_payout, form(seen=str(arrived), send=f"read-{arrived}"))
    assert response.url == f"{page_of(world)}?read={arrived}#message-{arrived}"
    assert "The bank has it." in as_maya.get(page_of(world)).content.decode()


def test_an_old_draft_shows_what_came_since_and_stops_no_more(as_maya, world, to_payout):
    seen = int(newest(world))
    actions.keep_draft(world.payout, "reply", "Begun", by=world.maya, seen_message_id=seen)
    answer_of_the_client(world.payout, "<more@client.example>", text="News of the night")
    composer = as_maya.get(page_of(world)).content.decode().split('class="composer"')[1]
    assert "This arrived since you began:" in composer
    assert "News of the night" in composer
    assert f'name="seen" value="{newest(world)}"' in composer


@pytest.mark.parametrize("seen", ["", "abc", "-1", "9" * 30, "٣"])
def test_a_damaged_mark_stops_nothing(as_maya, world, to_payout, seen):
    answer_of_the_client(world.payout, "<more@client.example>")
    assert as_maya.post(to_payout, form(seen=seen)).status_code == 302


def test_another_owner_is_only_mentioned(as_maya, world, to_payout):
    text = as_maya.get(page_of(world)).content.decode()
    standing = re.search(r'name="standing" value="([^"]+)"', text)[1]
    actions.assign(world.payout, world.ines, by=world.ines)
    response = as_maya.post(to_payout, form(standing=standing))
    assert response.status_code == 302
    assert "Meanwhile Ines Carvalho has it" in as_maya.get(page_of(world)).content.decode()


# --- When -----------------------------------------------------------------------------------------


def test_it_leaves_at_a_time_of_the_members_own_clock(as_maya, world, to_payout):
    Member.objects.filter(pk=world.maya.pk).update(time_zone="Asia/Jakarta")
    day = (now() + timedelta(days=3)).strftime("%Y-%m-%d")
    as_maya.post(to_payout, form(send=f"at:{day}T09:00"))
    assert last(world).outbound.due_at.isoformat() == f"{day}T02:00:00+00:00"
    text = as_maya.get(page_of(world)).content.decode()
    assert re.search(r"Leaves \w{3} 09:00", text)
    assert f"/messages/{last(world).pk}/sending/" in text


def test_a_time_is_chosen_beside_the_menu(as_maya, world, to_payout):
    day = (now() + timedelta(days=30)).strftime("%Y-%m-%d")
    as_maya.post(to_payout, form(send="at", send_at=f"{day}T14:30"))
    assert last(world).outbound.due_at.strftime("%Y-%m-%d") == day


@pytest.mark.parametrize("value", ["", "soon", "2020-01-01T09:00", "9999-12-31T23:59", "\x00"])
def test_another_time_is_refused_with_a_sentence(as_maya, world, to_payout, value):
    response = as_maya.post(to_payout, form(send="at", send_at=value, body="Typed"))
    assert response.status_code == 422
    assert "Typed" in response.content.decode()


def test_it_can_leave_now_after_all(as_maya, as_oskar, as_ruth, world):
    message = actions.reply(world.payout, "x", by=world.maya, send_at=now() + timedelta(days=1))
    address = f"/messages/{message.pk}/sending/"
    assert as_oskar.post(address).status_code == 404
    assert as_maya.get(address).status_code == 405
    as_ruth.post(address)
    message.outbound.refresh_from_db()
    assert message.outbound.leaves_later
    assert as_maya.post(address).url == page_of(world)
    message.outbound.refresh_from_db()
    assert not message.outbound.leaves_later


# --- What we wrote is drawn -----------------------------------------------------------------------


def test_our_own_words_are_shown_formatted_and_theirs_as_they_came(as_maya, world):
    actions.reply(world.payout, "**Paid** on Monday", by=world.maya)
    actions.note(world.payout, "- first\n- second", by=world.maya)
    answer_of_the_client(world.payout, "<b@client.example>", text="**not bold**")
    text = as_maya.get(page_of(world)).content.decode()
    assert "<strong>Paid</strong> on Monday" in text
    assert '<li dir="auto">second</li>' in text
    assert "**not bold**" in text


def test_a_pasted_picture_stands_in_the_message(as_maya, world, to_payout):
    upload = SimpleUploadedFile("shot.png", PNG, "image/png")
    as_maya.post(f"{page_of(world)}draft/files/", {"kind": "reply", "file": upload, "inline": "1"})
    content_id = Draft.objects.get().files.get().content_id
    as_maya.post(to_payout, form(body=f"See ![shot](cid:{content_id})"))
    picture = last(world).attachments.get()
    assert picture.is_inline
    text = as_maya.get(page_of(world)).content.decode()
    assert f'<img src="/attachments/{picture.pk}/picture/" alt="shot">' in text
    assert as_maya.get(f"/attachments/{picture.pk}/picture/").content == PNG


# --- Quoting --------------------------------------------------------------------------------------


def test_a_message_is_quoted_by_a_script_and_without_one(as_maya, as_oskar, world):
    theirs = world.payout.messages.filter(kind="in").order_by("id").last()
    address = f"/messages/{theirs.pk}/quote/"
    words = as_maya.get(address, headers={"HX-Request": "true"}).content.decode()
    assert words.startswith("Daniel Price, ")
    assert "\n> It is tomorrow now. What did" in words
    composer = as_maya.get(address).content.decode().split('class="composer"')[1]
    assert "&gt; It is tomorrow now. What did" in composer
    assert as_oskar.get(address).status_code == 404
    assert as_maya.post(address).status_code == 405


def test_a_quote_comes_under_what_is_begun(as_maya, world):
    actions.keep_draft(world.payout, "reply", "Begun", by=world.maya)
    theirs = world.payout.messages.filter(kind="in").first()
    composer = as_maya.get(f"/messages/{theirs.pk}/quote/").content.decode()
    assert re.search(r">\nBegun\n\nDaniel Price, ", composer)


def test_a_note_is_never_quoted_to_a_client(as_maya, world):
    note = actions.note(world.payout, "Between us", by=world.maya)
    assert as_maya.get(f"/messages/{note.pk}/quote/").status_code == 404
    assert f"/messages/{note.pk}/quote/" not in as_maya.get(page_of(world)).content.decode()
