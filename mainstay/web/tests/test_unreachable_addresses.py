"""An address that mail does not reach, on the page of its person."""

import pytest

from mainstay.clients import actions
from mainstay.clients.models import Identity

DANIELS = "daniel.price@northwindads.example"
HERE = "http://testserver/clients/"
NOTICE = f"The last mail to {DANIELS} came back."


@pytest.fixture
def identity(world):
    return actions.note_bounce(DANIELS, "5.1.1 <i>gone</i>")


def page(client, contact):
    return client.get(f"/contacts/{contact.pk}/").content.decode()


def clear(client, contact, identity, **more):
    data = {"identity": getattr(identity, "pk", identity)}
    return client.post(f"/contacts/{contact.pk}/reachability/", data, **more)


def is_marked():
    return Identity.objects.get(value=DANIELS).bounced_at is not None


def test_it_says_what_the_server_said(as_maya, world, identity):
    text = page(as_maya, world.daniel)
    assert NOTICE in text
    assert "5.1.1 &lt;i&gt;gone" in text
    assert f"Nothing reaches {DANIELS} any more" in text


def test_a_click_clears_it_and_a_second_one_changes_nothing(as_maya, world, identity):
    for _time in range(2):
        assert clear(as_maya, world.daniel, identity).status_code == 302
    assert not is_marked()
    assert NOTICE not in page(as_maya, world.daniel)


def test_who_may_only_read_is_refused(as_ruth, world, identity):
    text = page(as_ruth, world.daniel)
    assert NOTICE in text
    assert "reachability" not in text
    refused = clear(as_ruth, world.daniel, identity, follow=True, headers={"referer": HERE})
    assert "You may read here, not write." in refused.content.decode()
    assert is_marked()


@pytest.mark.parametrize("chosen", ["", "x", "0", "9" * 30])
def test_what_is_no_address_of_theirs_clears_nothing(as_maya, world, identity, chosen):
    assert clear(as_maya, world.daniel, chosen).status_code == 302
    assert clear(as_maya, world.tom, identity).status_code == 302
    assert is_marked()


def test_nobody_is_told_that_there_is_nothing(as_maya, identity):
    assert clear(as_maya, type("Nobody", (), {"pk": 0}), identity).status_code == 404


def test_it_is_only_posted(as_maya, world):
    assert as_maya.get(f"/contacts/{world.daniel.pk}/reachability/").status_code == 405
