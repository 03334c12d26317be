"""One's own profile, and the look of the screens."""

import pytest

from mainstay.core.models import Event
from mainstay.team import events

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Maya Brandt-Okoye",
    "languages": ["de", "en"],
    "time_zone": "Africa/Lagos",
    "signature": "Maya",
    "interface_language": "fr",
    "theme": "dark",
    "density": "compact",
}


def test_it_is_saved_and_the_next_page_follows_it(as_maya, world):
    assert as_maya.post("/profile/", FORM).url == "/profile/"
    world.maya.refresh_from_db()
    assert (world.maya.name, world.maya.time_zone) == ("Maya Brandt-Okoye", "Africa/Lagos")
    assert not world.maya.has_hot_keys
    page = as_maya.get("/profile/").content.decode()
    assert '<html lang="fr"' in page
    assert 'data-theme="dark"' in page
    assert 'data-single-keys="off"' in page


def test_saving_it_twice_is_one_change(as_maya):
    as_maya.post("/profile/", FORM)
    as_maya.post("/profile/", FORM)
    assert Event.objects.filter(kind=events.MEMBER_CHANGED.name).count() == 1


def test_what_is_wrong_is_said_under_its_field(as_maya, world):
    response = as_maya.post("/profile/", {**FORM, "name": "", "time_zone": "Mars/Base"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_name_error"' in page
    assert 'id="id_time_zone_error"' in page
    world.maya.refresh_from_db()
    assert world.maya.name == "Maya Brandt"


def test_who_may_only_read_still_has_a_profile(as_ruth, world):
    as_ruth.post("/profile/", FORM)
    world.ruth.refresh_from_db()
    assert world.ruth.signature == "Maya"


def test_the_role_is_not_ones_own_to_change(as_maya, world):
    as_maya.post("/profile/", {**FORM, "role": "administrator"})
    world.maya.refresh_from_db()
    assert world.maya.role == "agent"


def test_a_stranger_is_led_to_the_door(client, db):
    assert client.get("/profile/").url == "/sign-in/?next=/profile/"


def test_the_switch_in_the_rail_remembers_the_look(as_maya, world):
    response = as_maya.post("/profile/look/", {"theme": "dark"}, headers={"Referer": "/"})
    assert response.status_code == 302
    as_maya.post("/profile/look/", {"density": "compact"}, headers={"HX-Request": "true"})
    world.maya.refresh_from_db()
    assert (world.maya.theme, world.maya.density) == ("dark", "compact")


def test_a_look_that_is_none_is_refused(as_maya):
    assert as_maya.post("/profile/look/", {"theme": "purple"}).status_code == 400
    assert as_maya.get("/profile/look/").status_code == 405


def test_the_settings_show_only_what_one_may_open(as_maya, as_ines):
    assert "Quarantine" not in as_maya.get("/profile/").content.decode()
    assert "Quarantine" in as_ines.get("/profile/").content.decode()
