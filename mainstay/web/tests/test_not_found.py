"""Other people's numbers, and numbers that are none: there is nothing here, said calmly."""

import pytest

GETS = [
    "/conversations/{n}/",
    "/conversations/{n}/timeline/",
    "/conversations/{n}/aside/",
    "/conversations/{n}/messages/",
    "/conversations/{n}/subject/",
    "/messages/{n}/body/",
    "/messages/{n}/raw/",
    "/attachments/{n}/",
    "/attachments/{n}/picture/",
    "/clients/{n}/",
    "/clients/{n}/edit/",
    "/contacts/{n}/",
    "/contacts/{n}/edit/",
]
POSTS = [
    "/conversations/{n}/messages/",
    "/conversations/{n}/solution/",
    "/conversations/{n}/closure/",
    "/conversations/{n}/reopening/",
    "/conversations/{n}/assignment/",
    "/conversations/{n}/department/",
    "/conversations/{n}/subject/",
    "/messages/{n}/undoing/",
    "/messages/{n}/retry/",
    "/clients/{n}/edit/",
    "/contacts/{n}/edit/",
]
NOBODYS = [0, 2**31, 2**63 - 1, 2**63, 2**63 + 1, 10**400]
NO_NUMBERS = ["-1", "abc", "1.5", "1e3", "%00", "²", "٣", "..", "%2e%2e", "1%0d%0aX: y", "1;2"]


@pytest.mark.parametrize(
    "number", NOBODYS, ids=lambda number: f"{len(str(number))} digits {number % 9}"
)
def test_a_number_that_nothing_has(as_maya, number):
    for address in GETS:
        response = as_maya.get(address.format(n=number))
        assert response.status_code == 404, address
        assert "There is nothing here" in response.content.decode()
    for address in POSTS:
        assert as_maya.post(address.format(n=number)).status_code == 404, address


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_what_is_no_number(as_maya, number):
    for address in GETS + POSTS:
        response = as_maya.get(address.format(n=number), follow=True)
        assert response.status_code in (404, 405), address


def test_strangers_cannot_tell_the_hidden_from_what_is_not(as_oskar, world):
    hidden = world.payout.messages.filter(kind="in").first()
    for address in GETS + POSTS:
        if "clients" in address or "contacts" in address:
            continue
        number = hidden.pk if "messages/{n}" in address else world.payout.pk
        for method in (as_oskar.get, as_oskar.post):
            there = method(address.format(n=number))
            nowhere = method(address.format(n=10**9))
            assert there.status_code == nowhere.status_code, address
            assert there.status_code in (404, 405), address


def test_without_signing_in_every_address_leads_to_the_door(client, world):
    for address in GETS + POSTS:
        for number in (world.payout.pk, 10**9):
            for method in (client.get, client.post):
                response = method(address.format(n=number))
                assert response.status_code == 302, address
                assert response.url.startswith("/sign-in/"), address


def test_the_page_of_a_missing_thing_shows_no_address_as_markup(as_maya):
    text = as_maya.get("/nowhere/<script>alert(1)</script>/").content.decode()
    assert "<script>alert" not in text


@pytest.mark.parametrize("number", NOBODYS[:3])
def test_a_fragment_that_is_missing_is_no_success(as_maya, number):
    response = as_maya.get(f"/conversations/{number}/timeline/", headers={"HX-Request": "true"})
    assert response.status_code == 404
