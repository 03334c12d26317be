"""Side conversations by a program: asked, read, answered, and kept apart from the client's."""

import json

import pytest

from mainstay.channels import files
from mainstay.conversations import actions
from mainstay.conversations.models import Attachment, Conversation
from mainstay.conversations.tests.asked import ask, ask_partners, claire_answers
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db

ASKED = {
    "address": "claire.fabre@lejournaldusud.example",
    "subject": "Lien retiré",
    "text": "Bonjour, où est le lien ?",
}


@pytest.fixture
def sides(world):
    return f"/conversations/{world.payout.number}/sides"


@pytest.fixture
def attached(world):
    """Two files: of the client's conversation, and of another department's."""
    return [
        Attachment.objects.create(
            message=each.messages.first(),
            filename="report.csv",
            content_type="text/csv",
            size=3,
            file=files.keep(b"one"),
        )
        for each in (world.payout, world.tracking)
    ]


def sides_of(world):
    return Conversation.objects.filter(side_of=world.payout)


def whole_of(program, number):
    """Everything that a program is told of a conversation, as text."""
    parts = ("", "/timeline", "/sides", "/ties", "/reports", "/ratings", "/saved-replies")
    answers = [program.get(f"/conversations/{number}{part}") for part in parts]
    assert {each.status_code for each in answers} == {200}
    return "\n".join(each.content.decode() for each in answers)


def test_somebody_outside_is_asked_by_a_mail_of_its_own(world, as_maya, sides):
    made = as_maya.post(f"{sides}/outside", ASKED)
    assert made.status_code == 201
    told = made.json()
    assert made.headers["Location"] == f"/api/v1/conversations/{told['number']}"
    assert (told["side_of"], told["contact"]["name"]) == (world.payout.number, "Claire Fabre")
    sent = sides_of(world).get().messages.get().outbound
    assert sent.to == [["Claire Fabre", "claire.fabre@lejournaldusud.example"]]
    main = as_maya.get(f"/conversations/{world.payout.number}").json()
    assert (main["waiting_on"], main["side_of"]) == ("publisher", None)


def test_it_is_listed_read_and_answered(world, as_maya, sides):
    side = ask(world)
    claire_answers(side)
    [listed] = as_maya.get(sides).json()["items"]
    assert (listed["number"], listed["contact"]["name"]) == (side.number, "Claire Fabre")
    assert [each["kind"] for each in listed["messages"]] == ["out", "in"]
    assert listed["messages"][-1]["text"] == "Il revient vendredi."
    path = f"/conversations/{side.number}"
    said = as_maya.get(f"{path}/timeline").json()["messages"]
    assert [each["author"]["name"] for each in said] == ["Maya Brandt", "Claire Fabre"]
    assert as_maya.post(f"{path}/replies", {"text": "Merci."}).status_code == 201
    assert side.messages.count() == 3
    assert world.payout.messages.count() == 3


def test_another_department_is_asked_and_answers(world, as_maya, program, sides):
    body = {"department": world.partner.pk, "text": "من يهتم بالجريدة؟"}
    number = as_maya.post(f"{sides}/department", body).json()["number"]
    oskar, path = program(world.oskar), f"/conversations/{number}"
    assert number in [each["number"] for each in oskar.get("/inbox").json()["items"]]
    assert oskar.post(f"{path}/notes", {"text": "That is me."}).status_code == 201
    said = as_maya.get(f"{path}/timeline").json()["messages"]
    assert [each["text"] for each in said] == ["من يهتم بالجريدة؟", "That is me."]
    assert as_maya.post(f"{path}/notes", {"text": "Thank you."}).status_code == 201


def test_who_is_asked_in_house_learns_nothing_of_the_clients(world, program):
    side = ask_partners(world)
    oskar = program(world.oskar)
    told = whole_of(oskar, side.number)
    assert json.loads(told.split("\n")[0])["side_of"] is None
    for hidden in (world.payout.subject, "Daniel", "Northwind", "bank"):
        assert hidden not in told
    assert f'"{world.payout.number}"' not in told
    main = f"/conversations/{world.payout.number}"
    for part in ("", "/timeline", "/sides", "/ties", "/reports"):
        assert oskar.get(f"{main}{part}").status_code == 404


def test_nothing_of_one_reaches_the_other(world, as_maya):
    side = ask(world)
    claire_answers(side)
    aside = as_maya.get(f"/conversations/{side.number}/timeline").content.decode()
    main = as_maya.get(f"/conversations/{world.payout.number}/timeline").content.decode()
    assert "What did the bank say" not in aside
    assert "le lien" not in main
    assert "Il revient vendredi" not in main


def test_a_side_one_stands_in_no_list(world, as_maya, program):
    side = ask(world)
    for path in ("/inbox", "/conversations", "/inbox?box=mine"):
        listed = program(world.tomasz).get(path).json()["items"]
        assert side.number not in [each["number"] for each in listed]
    view = {"name": "All", "filter": {}, "sort": "newest"}
    pk = as_maya.post("/views", view).json()["id"]
    listed = as_maya.get(f"/views/{pk}/conversations").json()["items"]
    assert side.number not in [each["number"] for each in listed]


@pytest.mark.parametrize(
    "body",
    [
        {"address": "daniel.price@northwindads.example"},
        {"cc": [{"address": "tom.keller@northwindads.example"}]},
    ],
)
def test_nobody_of_the_client_is_asked(world, as_maya, sides, body):
    refused = as_maya.post(f"{sides}/outside", ASKED | body)
    assert refused.status_code == 422
    assert "of the client’s side" in refused.json()["detail"]
    assert not sides_of(world).exists()


def test_neither_side_is_written_to_from_the_other(world, as_maya):
    side = ask(world)
    for number, address in (
        (side.number, "daniel.price@northwindads.example"),
        (world.payout.number, "claire.fabre@lejournaldusud.example"),
    ):
        for field in ("to", "cc", "bcc"):
            path, body = f"/conversations/{number}/replies", {field: [{"address": address}]}
            refused = as_maya.post(path, {"text": "Hello"} | body)
            assert refused.status_code == 422


def test_only_files_of_the_clients_conversation_go_along(world, as_maya, sides, attached):
    own, foreign = attached
    refused = as_maya.post(f"{sides}/outside", ASKED | {"files": [foreign.pk]})
    assert refused.json()["errors"][0]["field"] == "body.files"
    assert as_maya.post(f"{sides}/outside", ASKED | {"files": [own.pk]}).status_code == 201
    assert sides_of(world).get().messages.get().attachments.count() == 1


def test_files_of_what_is_asked_in_house_are_read_by_both_who_talk(world, as_maya, program):
    side = ask_partners(world)
    body = {"text": "Here", "files": [{"filename": "list.csv", "content": "b25l"}]}
    program(world.oskar).post(f"/conversations/{side.number}/notes", body)
    said = as_maya.get(f"/conversations/{side.number}/timeline").json()["messages"]
    file = said[-1]["files"][0]["url"].removeprefix("http://testserver/api/v1")
    assert as_maya.get(file).status_code == 200
    assert program(world.ines).get(file).status_code == 200


def test_from_a_side_one_nobody_is_asked(world, as_maya):
    side = ask(world)
    path = f"/conversations/{side.number}/sides"
    refused = as_maya.post(f"{path}/outside", ASKED | {"address": "ada@velo.example"})
    assert refused.status_code == 422
    assert "side conversation itself" in refused.json()["detail"]
    assert as_maya.get(path).json()["items"] == []


def test_a_stranger_asks_nobody_and_sees_no_side(world, program, sides):
    side = ask(world)
    stranger = program(world.oskar)
    for path in (sides, f"/conversations/{side.number}"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{sides}/outside", ASKED).status_code == 404
    body = {"department": world.partner.pk, "text": "x"}
    assert stranger.post(f"{sides}/department", body).status_code == 404
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.post(f"{sides}/outside", ASKED).status_code == 403


def test_a_repeat_asks_once(world, as_maya, sides):
    for _twice in range(2):
        made = as_maya.post(f"{sides}/outside", ASKED, **{"Idempotency-Key": "ask-1"})
        assert made.status_code == 201
    assert sides_of(world).count() == 1


def test_many_sides_cost_no_more_queries(world, as_maya, sides, django_assert_num_queries):
    ask(world)
    as_maya.get("/me")
    with django_assert_num_queries(6):
        as_maya.get(sides)
    for n in range(4):
        side = ask(world, subject=f"{n}")
        actions.reply(side, "Merci.", by=world.maya)
        ask_partners(world)
    with django_assert_num_queries(6):
        assert len(as_maya.get(sides).json()["items"]) == 9
