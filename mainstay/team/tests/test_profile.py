"""What members say of themselves."""

from mainstay.core.log import tell, timeline
from mainstay.core.models import Event
from mainstay.team import actions


def test_one_changes_ones_own_words(house):
    maya = actions.edit_profile(house.maya, by=house.maya, signature="Maya, Support")
    assert maya.signature == "Maya, Support"
    assert [told.sentence for told in tell(timeline(maya))][-1] == (
        "Maya changed the signature of Maya"
    )


def test_the_same_again_is_no_change(house):
    before = Event.objects.count()
    actions.edit_profile(house.maya, by=house.maya, name="Maya", density="comfortable")
    assert Event.objects.count() == before


def test_role_and_address_are_not_ones_own_to_change(house):
    maya = actions.edit_profile(house.maya, by=house.maya, role="administrator", email="x@y.z")
    assert (maya.role, maya.email) == ("agent", "maya@example.com")
