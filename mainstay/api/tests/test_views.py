"""Lists that somebody keeps, made and run by a program."""

import pytest

from mainstay.conversations.models import Conversation, View
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db

OPEN = {
    "match": "all",
    "groups": [
        {"match": "all", "conditions": [{"field": "state", "operator": "is", "value": "open"}]}
    ],
}


@pytest.fixture
def open_ones(as_maya):
    return as_maya.post("/views", {"name": "مفتوحة", "filter": OPEN}).json()["id"]


def numbers(answer):
    assert answer.status_code == 200, answer.content
    return [each["number"] for each in answer.json()["items"]]


def test_it_is_made_listed_and_run(world, as_maya):
    made = as_maya.post("/views", {"name": "مفتوحة", "filter": OPEN})
    assert made.status_code == 201
    told = as_maya.get(made.headers["Location"].removeprefix("/api/v1")).json()
    assert told == made.json()
    assert (told["name"], told["sharing"], told["may_change"]) == ("مفتوحة", "own", True)
    assert told["filter"] == OPEN
    assert told in as_maya.get("/views").json()["items"]
    listed = as_maya.get(f"/views/{told['id']}/conversations")
    assert sorted(numbers(listed)) == sorted([world.payout.number, world.invoice.number])


def test_only_what_is_sent_is_changed(as_maya, open_ones):
    told = as_maya.patch(f"/views/{open_ones}", {"sort": "newest"}).json()
    assert (told["name"], told["sort"], told["filter"]) == ("مفتوحة", "newest", OPEN)
    told = as_maya.patch(f"/views/{open_ones}", {"name": "All", "filter": {}}).json()
    assert (told["name"], told["sort"], told["filter"]["groups"]) == ("All", "newest", [])


def test_thrown_away_it_can_be_added_again(as_maya, open_ones):
    gone = as_maya.delete(f"/views/{open_ones}")
    assert (gone.status_code, gone.json()["name"]) == (200, "مفتوحة")
    assert as_maya.delete(f"/views/{open_ones}").status_code == 404
    again = {name: gone.json()[name] for name in ("name", "filter", "sort", "columns")}
    assert as_maya.post("/views", again).status_code == 201


def test_its_list_goes_on_at_its_next_address(world, program):
    for n in range(60):
        Conversation.objects.create(contact=world.tom, department=world.support, subject=f"{n}")
    tomasz = program(world.tomasz)
    view = {"name": "Open", "filter": OPEN, "sort": "turn"}
    pk = tomasz.post("/views", view).json()["id"]
    seen, path, pages = [], f"/views/{pk}/conversations", 0
    while path:
        told = tomasz.get(path).json()
        seen += [each["number"] for each in told["items"]]
        path = (told["next"] or "").removeprefix("http://testserver/api/v1")
        pages += 1
    assert pages == 2
    assert len(seen) == len(set(seen)) == 62


@pytest.mark.parametrize(
    "path", ["/views/{}/conversations", "/inbox", "/conversations/{n}/timeline"]
)
def test_a_damaged_cursor_is_no_first_page(world, as_maya, open_ones, path):
    there = path.format(open_ones, n=world.payout.number)
    damaged = as_maya.get(f"{there}?cursor=abc")
    assert damaged.status_code == 422
    assert damaged.json()["errors"][0]["field"] == "query.cursor"


def test_it_shows_only_what_its_reader_sees(world, as_maya, program):
    ines = program(world.ines)
    made = ines.post("/views", {"name": "All", "filter": {}, "sharing": "everybody"})
    assert made.status_code == 201
    pk = made.json()["id"]
    assert numbers(program(world.oskar).get(f"/views/{pk}/conversations")) == [
        world.tracking.number
    ]
    shared = as_maya.get(f"/views/{pk}").json()
    assert (shared["sharing"], shared["may_change"]) == ("everybody", False)
    refused = as_maya.patch(f"/views/{pk}", {"name": "Mine"})
    assert refused.status_code == 422
    assert as_maya.delete(f"/views/{pk}").status_code == 409


def test_a_view_of_somebody_else_is_not_there(world, program, open_ones):
    for other in (program(world.oskar), program(world.tomasz)):
        assert other.get(f"/views/{open_ones}").status_code == 404
        assert other.get(f"/views/{open_ones}/conversations").status_code == 404
        assert other.patch(f"/views/{open_ones}", {"name": "x"}).status_code == 404
        assert other.delete(f"/views/{open_ones}").status_code == 404
    assert View.objects.filter(pk=open_ones).exists()


def test_only_leads_share(world, as_maya, program):
    body = {"name": "Ours", "filter": {}, "sharing": "department", "department": world.support.pk}
    refused = as_maya.post("/views", body)
    assert refused.status_code == 422
    assert "Leads share with others" in refused.json()["detail"]
    made = program(world.ines).post("/views", body).json()
    assert made["department"] == {"id": world.support.pk, "name": world.support.name}


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ({"field": "created_at", "operator": "older", "value": "soon"}, "does not fit"),
        ({"field": "state", "operator": "contains", "value": "open"}, "does not fit"),
        ({"field": "colour", "operator": "is", "value": "red"}, "Mend the fields"),
    ],
)
def test_what_cannot_be_asked_is_refused(as_maya, condition, says):
    wanted = {"groups": [{"conditions": [condition]}]}
    refused = as_maya.post("/views", {"name": "x", "filter": wanted})
    assert refused.status_code == 422
    assert says in refused.json()["detail"]
    assert not View.objects.exists()


def test_what_was_kept_by_another_program_version_is_left_out(world, as_maya, open_ones):
    View.objects.filter(pk=open_ones).update(
        filter={"groups": [{"conditions": [["state", "like", "o"], ["gone", "is", "x"]]}]}
    )
    assert as_maya.get(f"/views/{open_ones}").json()["filter"]["groups"] == []


def test_what_can_be_asked_is_told(world, as_maya):
    fields = {each["key"]: each for each in as_maya.get("/view-fields").json()["items"]}
    assert fields["state"]["operators"] == ["is", "is_not"]
    assert {"value": "open", "label": "Open"} in fields["state"]["choices"]
    names = [each["label"] for each in fields["department"]["choices"]]
    assert names == [world.support.name]


def test_who_may_only_read_keeps_no_view(world, program, open_ones):
    reader = program(world.maya, Scope.READ_CONVERSATIONS)
    assert reader.post("/views", {"name": "x", "filter": {}}).status_code == 403
    assert reader.get(f"/views/{open_ones}/conversations").status_code == 200


def test_rows_cost_no_more_queries(world, as_maya, open_ones, django_assert_num_queries):
    list_of = f"/views/{open_ones}/conversations"
    paths = {"/views": 3, list_of: 8}
    for path, count in paths.items():
        with django_assert_num_queries(count):
            as_maya.get(path)
    for n in range(10):
        Conversation.objects.create(contact=world.tom, department=world.support, subject=f"{n}")
        as_maya.post("/views", {"name": f"{n}", "filter": OPEN})
    for path, count in paths.items():
        with django_assert_num_queries(count):
            as_maya.get(path)
