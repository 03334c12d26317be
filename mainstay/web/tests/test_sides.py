"""Side conversations on the screen: asked for, read beside the client's, and kept apart from it."""

import re

import pytest

from mainstay.channels import files
from mainstay.conversations import actions
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.tests.asked import ask, ask_partners, claire_answers

ASKED = {
    "party": "publisher",
    "whom": "claire.fabre@lejournaldusud.example",
    "subject": "Lien retiré",
    "text": "Bonjour, où est le lien ?",
    "waits": "on",
}


def address(conversation, part=""):
    return f"/conversations/{conversation.pk}/{part}"


def asking(world, part="outside"):
    return address(world.payout, f"sides/{part}/")


def sides_of(world):
    return Conversation.objects.filter(side_of=world.payout)


@pytest.fixture
def attached(world):
    """Two files of the client's; only the first is to go along."""
    said = world.payout.messages.first()
    return [
        Attachment.objects.create(
            message=said, filename=name, content_type="text/csv", size=3, file=files.keep(b"one")
        )
        for name in ("wanted.csv", "secret.csv")
    ]


def test_one_asks_by_a_form_and_comes_back(as_maya, world):
    assert as_maya.get(asking(world)).status_code == 200
    response = as_maya.post(asking(world), ASKED)
    assert response.url == address(world.payout)
    side = sides_of(world).get()
    assert side.contact == world.claire
    world.payout.refresh_from_db()
    assert world.payout.waiting_on == "publisher"


def test_nothing_of_the_clients_stands_in_the_form(as_maya, world, attached):
    text = as_maya.get(asking(world)).content.decode()
    form = text[text.index("<form", text.index("side-bar")) :]
    assert "Our payout is late" not in form
    assert "What did the bank say" not in form
    assert "wanted.csv" in form
    boxes = re.findall(r'<input[^>]*name="attached"[^>]*>', form)
    assert len(boxes) == 2
    assert not any("checked" in box for box in boxes)


def test_only_ticked_files_go_along(as_maya, world, attached):
    as_maya.post(asking(world), ASKED | {"attached": [attached[0].pk]})
    sent = sides_of(world).get().messages.get()
    assert [each.filename for each in sent.attachments.all()] == ["wanted.csv"]


def test_a_file_of_another_conversation_is_no_choice(as_maya, world, attached):
    Attachment.objects.filter(pk=attached[0].pk).update(message=world.tracking.messages.first())
    response = as_maya.post(asking(world), ASKED | {"attached": [attached[0].pk]})
    assert response.status_code == 422
    assert not sides_of(world).exists()


def test_a_name_is_enough_where_one_person_fits(as_maya, world):
    as_maya.post(asking(world), ASKED | {"whom": "Claire"})
    assert sides_of(world).get().contact == world.claire


def test_where_several_fit_one_is_chosen(as_maya, world):
    other = world.claire.__class__.objects.create(name="Claire Roux")
    other.identities.create(value="claire@roux.example")
    response = as_maya.post(asking(world), ASKED | {"whom": "Claire"})
    assert response.status_code == 422
    assert "Claire Roux" in response.content.decode()
    as_maya.post(asking(world), ASKED | {"whom": "Claire", "chosen": other.pk})
    assert sides_of(world).get().contact == other


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"whom": "nobody at all"}, "Type the whole address"),
        ({"whom": "daniel.price@northwindads.example"}, "of the client’s side"),
        ({"whom": "Daniel"}, "Type the whole address"),
        ({"cc": "tom.keller@northwindads.example"}, "of the client’s side"),
        ({"cc": "no address"}, "no e-mail address"),
        ({"subject": ""}, "required"),
        ({"text": " "}, "required"),
        ({"party": "requester"}, "not one of the available choices"),
        ({"chosen": "999999"}, "not one of the available choices"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(as_maya, world, given, sentence):
    response = as_maya.post(asking(world), ASKED | given)
    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert given.get("text") or "où est le lien" in text
    assert not sides_of(world).exists()


def test_suggestions_name_nobody_of_the_clients_side(as_maya, world):
    people = asking(world, "people")
    assert "claire.fabre@" in as_maya.get(f"{people}?whom=claire").content.decode()
    for words in ("daniel", "northwindads", "tom"):
        assert "<option" not in as_maya.get(f"{people}?whom={words}").content.decode()


@pytest.mark.parametrize("part", ["outside", "department", "people"])
def test_a_stranger_and_a_reader_cannot_ask(as_oskar, as_ruth, world, part):
    assert as_oskar.get(asking(world, part)).status_code == 404
    assert as_ruth.get(asking(world, part)).status_code == 403
    if part != "people":
        assert as_oskar.post(asking(world, part), ASKED).status_code == 404
        assert as_ruth.post(asking(world, part), ASKED).status_code == 403


def test_a_department_is_asked(as_maya, world):
    assert as_maya.get(asking(world, "department")).status_code == 200
    given = {"department": world.partner.pk, "text": "Who looks after Le Journal?", "waits": "on"}
    assert as_maya.post(asking(world, "department"), given).url == address(world.payout)
    inside = sides_of(world).get()
    assert (inside.department, inside.subject) == (world.partner, "Who looks after Le Journal?")


def test_its_own_department_is_no_choice(as_maya, world):
    given = {"department": world.support.pk, "text": "Who?"}
    assert as_maya.post(asking(world, "department"), given).status_code == 422


def test_the_clients_page_shows_it_and_says_who_does_not_see_it(as_maya, world):
    side = ask(world)
    claire_answers(side)
    text = as_maya.get(address(world.payout)).content.decode()
    block = text[text.index(f'id="side-{side.pk}"') :]
    for words in ("Claire Fabre", "Le Journal du Sud · the publisher", "Il revient vendredi."):
        assert words in block
    assert "the client does not see this" in block
    assert f"{address(side)}#composer" in block
    assert "Our turn" in text[text.index('id="conversation-context"') :]
    for part in ("timeline/", "aside/"):
        assert str(side.pk) in as_maya.get(address(world.payout, part)).content.decode()


def test_who_may_only_read_sees_it_without_a_way_to_write(as_ruth, world):
    side = ask(world)
    text = as_ruth.get(address(world.payout)).content.decode()
    assert "Bonjour, où est le lien" in text
    assert "#composer" not in text
    assert as_ruth.get(address(side)).status_code == 200


def test_what_they_write_is_shown_as_text(as_maya, world):
    side = ask(world)
    claire_answers(side, text="<script>alert(1)</script> مرحبا")
    for page in (world.payout, side):
        text = as_maya.get(address(page)).content.decode()
        assert "<script>alert(1)" not in text
        assert "مرحبا" in text


def test_its_page_says_what_it_is_and_is_about_whom_we_ask(as_maya, world):
    side = ask(world)
    text = as_maya.get(address(side)).content.decode()
    assert "Side conversation for" in text
    assert f"#{world.payout.pk} · Our payout is late" in text
    assert "nothing here reaches the client" in text
    context = text[text.index('id="conversation-context"') :]
    assert "Le Journal du Sud" in context
    assert "Northwind" not in context
    composer = text[text.index('id="composer"') : text.index('id="conversation-context"')]
    assert "claire.fabre@lejournaldusud.example" in composer
    assert "northwindads" not in composer
    for part in ("timeline/", "aside/"):
        assert as_maya.get(address(side, part)).status_code == 200


def test_a_copy_for_the_client_is_not_proposed(as_maya, world):
    side = ask(world)
    claire_answers(side, Cc="Daniel <daniel.price@northwindads.example>, chef@sud.example")
    text = as_maya.get(address(side)).content.decode()
    composer = text[text.index('id="composer"') : text.index('id="conversation-context"')]
    assert "chef@sud.example" in composer
    assert "daniel.price" not in composer
    known = as_maya.get(address(side, "people/")).content.decode()
    assert "daniel.price" not in known
    known = as_maya.get(address(world.payout, "people/")).content.decode()
    assert "sud" not in known


def test_one_answers_on_its_page(as_maya, world):
    side = ask(world)
    given = {"kind": "reply", "body": "Merci.", "send": "wait"}
    assert as_maya.post(address(side, "messages/"), given).url == address(side)
    assert side.messages.count() == 2
    refused = given | {"to": "daniel.price@northwindads.example"}
    response = as_maya.post(address(side, "messages/"), refused)
    assert response.status_code == 422
    assert "of the client’s side" in response.content.decode()


GUESSED = ["", "timeline/", "aside/", "people/", "sides/outside/", "sides/department/"]


@pytest.mark.parametrize("part", GUESSED)
def test_the_asked_department_guesses_no_number(as_oskar, world, part):
    side, inside = ask(world), ask_partners(world)
    assert as_oskar.get(address(world.payout, part)).status_code == 404
    assert as_oskar.get(address(side, part)).status_code == 404
    if not part.startswith("sides/"):
        text = as_oskar.get(address(inside, part)).content.decode()
        # Beside the list of the conversations that are his own.
        text = text[max(0, text.find('id="conversation-head"')) :]
        for secret in ("payout", "Northwind", "Daniel", "Claire", "Lien", f"#{world.payout.pk}"):
            assert secret not in text
        assert f"/conversations/{world.payout.pk}/" not in text
        assert f"live:conversation:{world.payout.pk} " not in text


def test_the_asked_department_posts_nothing_to_what_it_does_not_see(as_oskar, world):
    side = ask(world)
    for conversation in (world.payout, side):
        for part in ("messages/", "solution/", "closure/", "draft/", "presence/", "assignment/"):
            assert as_oskar.post(address(conversation, part), {"kind": "note"}).status_code == 404


def test_files_and_messages_open_for_those_who_see_their_conversation(
    as_oskar, as_maya, world, attached
):
    inside = ask_partners(world, files=[attached[0]])
    side = ask(world)
    claire_answers(side)
    passed_on = inside.messages.get().attachments.get()
    theirs = side.messages.get(kind="in")
    assert as_oskar.get(f"/attachments/{passed_on.pk}/").status_code == 200
    assert as_maya.get(f"/attachments/{passed_on.pk}/").status_code == 200
    assert as_oskar.get(f"/attachments/{attached[0].pk}/").status_code == 404
    assert as_oskar.get(f"/messages/{theirs.pk}/raw/").status_code == 404
    assert as_oskar.get(f"/messages/{theirs.pk}/quote/").status_code == 404
    assert as_maya.get(f"/messages/{theirs.pk}/raw/").status_code == 200


def test_the_asked_department_reads_who_asks_and_answers(as_oskar, as_maya, world):
    inside = ask_partners(world)
    text = as_oskar.get("/inbox/?box=all").content.decode()
    assert "Who looks after Le Journal?" in text
    assert "Maya Brandt" in text
    text = as_oskar.get(address(inside)).content.decode()
    assert "Maya Brandt asks this for a client’s matter." in text
    assert "nothing leaves the house" in text
    given = {"kind": "note", "body": "Claire does.", "send": "note"}
    assert as_oskar.post(address(inside, "messages/"), given).url == address(inside)
    text = as_maya.get(address(world.payout)).content.decode()
    assert "Claire does." in text
    assert "Answered" in text
    assert as_maya.get(address(inside)).status_code == 200


def test_a_colleague_of_who_asks_writes_there_too(as_ines, world):
    inside = ask_partners(world)
    given = {"kind": "note", "body": "It is urgent.", "send": "note"}
    assert as_ines.post(address(inside, "messages/"), given).url == address(inside)
    assert inside.messages.count() == 2


def test_a_reply_cannot_be_forced_out_of_the_house(as_oskar, world):
    inside = ask_partners(world)
    given = {"kind": "reply", "body": "Hello", "send": "wait", "to": "x@x.example"}
    assert as_oskar.post(address(inside, "messages/"), given).status_code == 422
    assert inside.messages.count() == 1


def test_the_row_of_the_main_one_says_whom_it_waits_on(as_maya, world):
    ask(world)
    text = as_maya.get("/inbox/?box=mine").content.decode()
    row = text[text.index(f'id="row-{world.payout.pk}"') :]
    assert "Waiting on the publisher" in row[: row.index("</a>")].replace("</span>", "")


def test_twice_is_once(as_maya, world):
    once = {"once": "6f1ed002-ab5c-4a7c-9d8f-0d0d7c1f5a11"}
    for _time in range(2):
        as_maya.post(asking(world), ASKED | once)
    assert sides_of(world).count() == 1


def test_how_many_there_are_changes_no_number_of_queries(
    as_maya, world, django_assert_num_queries, django_assert_max_num_queries
):
    ask(world)
    as_maya.get("/inbox/list/")
    as_maya.get(address(world.payout))
    with django_assert_max_num_queries(60) as asked:
        as_maya.get(address(world.payout))
    for _number in range(4):
        claire_answers(ask(world), f"<{_number}@sud.example>")
    actions.wait(world.payout, "publisher", note="Claire Fabre of Le Journal du Sud", by=world.maya)
    with django_assert_num_queries(len(asked)):
        as_maya.get(address(world.payout))
