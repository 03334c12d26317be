"""Where one is signed in, and the end of it."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from mainstay.demo.people import PASSWORD
from mainstay.team import actions

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def laptop(world):
    browser = Client(headers={"User-Agent": FIREFOX})
    browser.post("/sign-in/", {"login": world.maya.email, "password": PASSWORD})
    return browser


@pytest.fixture
def phone(laptop, world):
    browser = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/605"})
    browser.post("/sign-in/", {"login": world.maya.email, "password": PASSWORD})
    return browser


def test_every_browser_is_listed_by_its_name(laptop, phone):
    page = laptop.get("/profile/security/").content.decode()
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert "this browser" in page


def test_one_of_them_is_signed_out(laptop, phone):
    session = UserSession.objects.get(user_agent__contains="iPhone")
    response = laptop.post(f"/profile/security/sessions/{session.pk}/end/")
    assert response.url == "/profile/security/"
    assert phone.get("/profile/").status_code == 302
    assert laptop.get("/profile/").status_code == 200


def test_signing_one_out_twice_is_no_error(laptop, phone):
    session = UserSession.objects.get(user_agent__contains="iPhone")
    for _time in range(2):
        assert laptop.post(f"/profile/security/sessions/{session.pk}/end/").status_code == 302


def test_nobody_signs_out_somebody_else(as_oskar, laptop):
    session = UserSession.objects.get(user_agent=FIREFOX)
    as_oskar.post(f"/profile/security/sessions/{session.pk}/end/")
    assert laptop.get("/profile/").status_code == 200


def test_all_others_are_signed_out_at_once(laptop, phone):
    laptop.post("/profile/security/sessions/")
    assert phone.get("/profile/").status_code == 302
    assert laptop.get("/profile/").status_code == 200


def test_a_link_signs_nobody_out(laptop):
    session = UserSession.objects.get(user_agent=FIREFOX)
    assert laptop.get(f"/profile/security/sessions/{session.pk}/end/").status_code == 405
    assert laptop.get("/profile/security/sessions/").status_code == 405


def test_a_closed_account_is_out_with_its_next_click(laptop, world):
    actions.deactivate(world.maya, by=world.tomasz)
    assert laptop.get("/profile/").status_code == 302


def test_an_account_that_is_opened_again_has_to_sign_in_anew(laptop, world):
    actions.deactivate(world.maya, by=world.tomasz)
    actions.reactivate(world.maya, by=world.tomasz)
    assert laptop.get("/profile/").status_code == 302


def test_a_browser_is_written_down_once_in_five_minutes(laptop, django_assert_max_num_queries):
    laptop.get("/profile/")
    before = UserSession.objects.get().last_seen_at
    laptop.get("/profile/")
    assert UserSession.objects.get().last_seen_at == before
