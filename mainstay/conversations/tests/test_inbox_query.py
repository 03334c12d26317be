"""The inbox page by page: nobody is shown twice, nobody is left out."""

import base64
from datetime import timedelta

import pytest

from mainstay.conversations import actions, history, queries
from mainstay.conversations.calls import calls_of
from mainstay.conversations.models import Conversation
from mainstay.core import personal
from mainstay.core.clock import now
from mainstay.core.prepared import prepared

pytestmark = pytest.mark.sql


@pytest.fixture
def crowd(world):
    """130 further conversations: three begin to wait at the same moment, 25 wait on the client."""
    return Conversation.objects.bulk_create(
        Conversation(
            subject=f"Question {number}",
            contact=world.tom,
            department=world.support,
            state="waiting" if number % 5 == 0 else "open",
            waiting_on="requester" if number % 5 == 0 else "",
            since=now() - timedelta(minutes=number // 3),
            turn_at=now() - timedelta(minutes=number // 3),
        )
        for number in range(130)
    )


def pages(member, box="all", shelf="active"):
    """All rows of a box, read as the screen reads them."""
    key, read = "", []
    while True:
        page = queries.inbox(member, box, shelf, key)
        read.append(page)
        key = page.next_key
        if not key:
            return read


def ids(found):
    return [row.id for page in found for row in page.rows]


def test_no_conversation_is_twice_or_missing_over_all_pages(world, crowd):
    found = pages(world.maya)
    visible = Conversation.objects.visible_to(world.maya).unfinished()
    assert [len(page.rows) for page in found] == [50, 50, 32]
    assert len(ids(found)) == len(set(ids(found)))
    assert set(ids(found)) == set(visible.values_list("pk", flat=True))


def test_the_longest_waiting_stands_first_and_those_who_wait_on_us_before_the_others(world, crowd):
    order = [(row.state, row.since, row.id) for page in pages(world.maya) for row in page.rows]
    assert order == sorted(order)
    assert order[0][0] == "open"
    assert order[-1][0] == "waiting"


def test_a_page_tells_in_which_state_the_one_before_ended(world, crowd):
    found = pages(world.maya)
    assert [page.state_before for page in found] == ["", "open", "open"]


def test_what_is_finished_stands_newest_first(world, crowd):
    Conversation.objects.filter(pk__in=[each.pk for each in crowd]).update(
        state="solved", waiting_on=""
    )
    found = pages(world.maya, shelf="solved")
    order = [(row.since, row.id) for page in found for row in page.rows]
    assert len(order) == 131
    assert order == sorted(order, reverse=True)


def test_one_who_leaves_the_shelf_while_we_read_moves_nobody(world, crowd):
    first = queries.inbox(world.maya, "all", "active")
    expected = ids(pages(world.maya))[50:]
    actions.solve(Conversation.objects.get(pk=first.rows[3].id), by=world.maya)
    second = queries.inbox(world.maya, "all", "active", first.next_key)
    assert [row.id for row in second.rows] == expected[:50]


@pytest.mark.parametrize(
    ("box", "keys"),
    [
        ("mine", ["payout"]),
        ("unassigned", ["invoice"]),
        ("department", ["payout", "invoice"]),
        ("all", ["payout", "invoice"]),
    ],
)
def test_every_box_holds_what_it_says(world, box, keys):
    found = ids(pages(world.maya, box))
    assert found == [world.conversations[key].pk for key in keys]


def test_who_sees_everything_finds_it_under_all(world):
    assert world.tracking.pk in ids(pages(world.tomasz, "all"))
    assert world.tracking.pk not in ids(pages(world.tomasz, "department"))


def test_another_department_is_in_no_box(world, crowd):
    for box in queries.BOXES:
        for shelf in queries.SHELVES:
            found = {row.id for page in pages(world.oskar, box, shelf) for row in page.rows}
            assert found <= {world.tracking.pk}


def test_every_shelf_holds_its_own(world):
    assert ids(pages(world.maya, shelf="solved")) == [world.sign_in.pk]
    assert ids(pages(world.maya, shelf="closed")) == []
    actions.close(world.sign_in, by=world.ines)
    assert ids(pages(world.maya, shelf="closed")) == [world.sign_in.pk]


def test_what_went_into_another_conversation_is_on_no_shelf(world):
    Conversation.objects.filter(pk=world.invoice.pk).update(
        state="closed", merged_into=world.payout
    )
    for shelf in queries.SHELVES:
        assert world.invoice.pk not in ids(pages(world.maya, shelf=shelf))


def key(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


AT = "2025-03-01T10:00:00+00:00"
DAMAGED = {
    "a word": "abc",
    "no base64": "%%%",
    "accents": "éé",
    "a NUL": key(f"op\x00en {AT} 1"),
    "too short": key(f"{AT} 1"),
    "too long": key(f"open {AT} 1 2"),
    "no state": key(f"lost {AT} 1"),
    "no time": key("open yesterday 1"),
    "a time without zone": key("open 2025-03-01T10:00:00 1"),
    "no number": key(f"open {AT} one"),
    "infinity": key(f"open {AT} inf"),
    "ten thousand digits": key(f"open {AT} {'9' * 10_000}"),
    "a deep list": key("[" * 50_000),
    "no unicode": base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "very long": "A" * 100_001,
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_key_begins_anew(world, damaged):
    assert queries.inbox(world.maya, "all", "active", damaged) == queries.inbox(
        world.maya, "all", "active"
    )
    assert history.latest(world.payout, damaged) == history.latest(world.payout)


@pytest.mark.parametrize(
    "forged",
    [
        f"open {AT} {2**63 + 1}",
        f"open {AT} -{2**70}",
        "open 0001-01-01T00:00:00+14:00 1",
        "waiting 9999-12-31T23:59:59-14:00 1",
        f" {AT} 1",
    ],
)
def test_a_forged_key_leads_to_a_page_and_shows_nothing_hidden(world, forged):
    for shelf in queries.SHELVES:
        found = queries.inbox(world.maya, "all", shelf, key(forged))
        assert world.tracking.pk not in [row.id for row in found.rows]
    history.latest(world.payout, key(forged))


def test_counting_stops_where_a_person_would(world, crowd, monkeypatch):
    assert queries.count(world.maya, "all", "active") == 132
    monkeypatch.setattr(queries, "MOST_COUNTED", 40)
    monkeypatch.setattr(queries, "_some", prepared(queries._some.make))
    assert queries.count(world.maya, "all", "active") == 41


def test_a_person_without_a_name_is_called_by_their_first_address(world):
    world.tom.name = ""
    world.tom.save()
    (row,) = queries.inbox(world.maya, "unassigned", "active").rows
    assert row.contact_name == world.tom.identities.order_by("id").first().value


def test_a_person_who_was_erased_still_has_a_row(world):
    personal.erase(world.tom.pk)
    (row,) = queries.inbox(world.maya, "unassigned", "active").rows
    assert row.contact_name == f"contact {world.tom.pk}"


@pytest.mark.parametrize("nameless", [False, True])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    world, crowd, nameless, django_assert_num_queries
):
    if nameless:
        type(world.tom).objects.update(name="")
    world.maya.department_ids  # noqa: B018  (read once for each request)
    with django_assert_num_queries(2 if nameless else 1):
        assert len(queries.inbox(world.maya, "all", "active").rows) == queries.PAGE


def test_the_latest_of_a_client_are_only_those_one_may_see(world):
    of_daniel = queries.of_client(world.maya, organisation_id=world.northwind.pk)
    assert [row.id for row in of_daniel] == sorted(
        [world.payout.pk, world.invoice.pk, world.sign_in.pk], reverse=True
    )
    assert queries.of_client(world.oskar, organisation_id=world.northwind.pk) == []


def test_found_ones_keep_their_order_and_hidden_ones_are_left_out(world):
    wanted = [world.invoice.pk, world.tracking.pk, world.payout.pk]
    assert [row.id for row in queries.by_ids(world.maya, wanted)] == [wanted[0], wanted[2]]


def test_the_count_of_what_waits_is_ones_own(world):
    assert calls_of(world.maya).answers == 1
    assert calls_of(world.oskar).answers == 0
