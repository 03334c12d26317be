"""The door: passwords, closed accounts, and who is let try how often."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from mainstay.demo.people import PASSWORD
from mainstay.team import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def mails(mail_server, settings):
    """The mail server, reached by our own way out: the test runner puts another one in place."""
    settings.EMAIL_BACKEND = "mainstay.channels.email.backend.Outbound"
    return mail_server


def _sign_in(client, email="maya@mainstay.example", password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def test_a_password_opens_the_desk(client, world):
    assert _sign_in(client).url == "/"
    assert client.get("/profile/").status_code == 200


def test_it_leads_back_to_where_one_wanted_to_go(client, world):
    asked = client.get("/people/")
    assert asked.url == "/sign-in/?next=/people/"
    assert _sign_in(client, next="/people/").url == "/people/"


def test_it_never_leads_to_another_site(client, world):
    assert _sign_in(client, next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_is_told_in_one_sentence(client, world):
    response = _sign_in(client, password="not this one")
    assert "E-mail and password do not match." in response.content.decode()


def test_an_unknown_address_hears_the_same(client, world):
    response = _sign_in(client, email="nobody@mainstay.example")
    assert "E-mail and password do not match." in response.content.decode()


def test_after_five_wrong_tries_even_the_right_password_waits(client, world):
    for _try in range(5):
        _sign_in(client, password="not this one")
    response = _sign_in(client)
    assert "Wait five minutes" in response.content.decode()


def test_who_sits_elsewhere_may_still_fail_only_ten_times_a_minute(client, world):
    said = [
        _sign_in(client, email=f"guess{number}@mainstay.example").content.decode()
        for number in range(11)
    ]
    assert "do not match" in said[9]
    assert "Wait" in said[10]


def test_a_closed_account_stays_outside_and_hears_why(client, world):
    actions.deactivate(world.maya, by=world.tomasz)
    assert _sign_in(client).url == reverse("account_inactive")
    assert "closed" in client.get(reverse("account_inactive")).content.decode()
    assert client.get("/profile/").status_code == 302


def test_nobody_signs_up(client, world):
    assert client.get("/sign-up/").status_code == 404


def test_signing_out_asks_and_then_does(as_maya):
    assert "Sign out?" in as_maya.get("/sign-out/").content.decode()
    assert as_maya.post("/sign-out/").url == "/sign-in/"
    assert as_maya.get("/profile/").status_code == 302


def test_a_fragment_for_a_stranger_is_no_page_inside_a_page(client, world):
    response = client.get("/profile/", headers={"HX-Request": "true"})
    assert b"<html" not in response.content


def test_the_page_speaks_the_language_of_the_browser(client, world):
    response = client.get("/sign-in/", headers={"Accept-Language": "fr"})
    assert b'<html lang="fr"' in response.content


def test_a_language_can_be_chosen_before_anybody_is_known(client, world):
    client.post("/sign-in/language/", {"language": "fr", "next": "/sign-in/"})
    assert b'<html lang="fr"' in client.get("/sign-in/").content


def test_without_a_mail_server_it_says_who_helps(client, world):
    page = client.get("/sign-in/new-password/").content.decode()
    assert "Ask an administrator" in page
    assert client.post("/sign-in/new-password/", {"email": world.maya.email}).status_code == 200


def test_a_forgotten_password_is_set_anew_by_mail(client, world, mails):
    client.post("/sign-in/new-password/", {"email": world.maya.email})
    (mail,) = mails.received
    address = re.search(r"http://\S+", mail.content.decode().replace("=\r\n", ""))[0]
    step = client.get(address.replace("http://testserver", ""), follow=True)
    path = step.request["PATH_INFO"]
    fresh = "seven quiet harbours"
    client.post(path, {"password1": fresh, "password2": fresh})
    assert _sign_in(client, password=fresh).url == "/"
    assert client.get(address.replace("http://testserver", "")).status_code == 200


def test_a_stranger_who_asks_for_a_password_causes_no_mail(client, world, mails):
    response = client.post("/sign-in/new-password/", {"email": "nobody@elsewhere.example"})
    assert response.url == "/sign-in/new-password/sent/"
    assert mails.received == []


def test_a_mail_server_that_refuses_does_not_tell_who_has_an_account(client, world, mails):
    mails.answer = "550 no"
    response = client.post("/sign-in/new-password/", {"email": world.maya.email})
    assert response.url == "/sign-in/new-password/sent/"


def test_a_link_of_no_use_says_so(client, world):
    page = client.get("/sign-in/new-password/1-abc-def/").content.decode()
    assert "This link is of no use any more" in page


def test_the_password_is_changed_by_who_knows_it(as_maya, world, client):
    fresh = "seven quiet harbours"
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    path = "/profile/security/password/"
    refused = as_maya.post(path, {**form, "oldpassword": "wrong"})
    assert "This is not your present password." in refused.content.decode()
    assert as_maya.post(path, form).url == "/profile/security/"
    assert as_maya.get("/profile/").status_code == 200
    assert _sign_in(client, password=fresh).url == "/"


def test_a_change_of_the_password_ends_the_other_sessions(client, world, as_maya):
    _sign_in(client)
    fresh = "seven quiet harbours"
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    as_maya.post("/profile/security/password/", form)
    assert client.get("/profile/").status_code == 302


def test_who_never_had_a_password_sets_a_first_one(as_maya, world):
    world.maya.set_unusable_password()
    world.maya.save()
    as_maya.force_login(world.maya)
    assert as_maya.get("/profile/security/password/").url == "/profile/security/first-password/"
    fresh = "seven quiet harbours"
    form = {"password1": fresh, "password2": fresh}
    assert as_maya.post("/profile/security/first-password/", form).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/profile/security/authenticator/",
        "/profile/security/passkeys/new/",
        "/profile/security/recovery-codes/new/",
    ],
)
def test_what_opens_the_desk_is_changed_only_after_one_confirmed_who_one_is(as_maya, path):
    asked = as_maya.get(path)
    assert asked.url.startswith("/sign-in/confirm/")
    answered = as_maya.post(asked.url, {"password": PASSWORD})
    assert answered.url == path


def test_a_wrong_confirmation_opens_nothing(as_maya):
    response = as_maya.post("/sign-in/confirm/", {"password": "not this one"})
    assert "This is not your password." in response.content.decode()


def test_the_passkeys_of_the_door_are_asked_for_as_json(client, world):
    options = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "testserver"


def test_a_passkey_that_is_none_leads_back_with_a_sentence(client, world):
    response = client.post("/sign-in/passkey/", {"credential": '{"id": "x"}'}, follow=True)
    assert "This code does not fit" in response.content.decode()


def test_too_much_of_everything_is_answered_with_patience(client, world, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    _sign_in(client, password="not this one")
    response = _sign_in(client, password="not this one")
    assert response.status_code == 429
    assert "Wait a moment" in response.content.decode()
