"""Who else has a conversation open, as its pages ask and say."""

from mainstay.conversations.models import Presence


def address(world):
    return f"/conversations/{world.payout.pk}/presence/"


def test_pages_tell_each_other_who_is_there(as_maya, as_ines, world):
    assert "Maya" not in as_maya.post(address(world)).content.decode()
    assert "Maya Brandt is looking" in as_ines.post(address(world)).content.decode()
    as_ines.post(address(world), {"typing": "1"})
    assert "Ines Carvalho is writing" in as_maya.post(address(world)).content.decode()


def test_whoever_goes_is_gone(as_maya, as_ines, world):
    as_ines.post(address(world))
    assert as_ines.post(address(world), {"gone": "1"}).status_code == 204
    assert "Ines" not in as_maya.post(address(world)).content.decode()


def test_who_may_only_read_looks_and_never_writes(as_maya, as_ruth, world):
    as_ruth.post(address(world), {"typing": "1"})
    assert f"{world.ruth.name} is looking" in as_maya.post(address(world)).content.decode()


def test_strangers_are_nowhere(as_oskar, as_maya, world):
    assert as_oskar.post(address(world)).status_code == 404
    assert as_maya.get(address(world)).status_code == 405
    assert not Presence.objects.exists()


def test_a_crowd_is_told_in_short(as_maya, world):
    for member in (world.ines, world.tomasz, world.ruth, world.oskar):
        Presence.objects.create(conversation=world.payout, member=member)
    assert "and 1 more" in as_maya.post(address(world)).content.decode()


def test_a_sign_of_life_costs_little(as_maya, world, django_assert_max_num_queries):
    as_maya.post(address(world))
    with django_assert_max_num_queries(7):
        as_maya.post(address(world))
