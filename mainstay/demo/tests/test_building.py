"""The demo is built whole or not at all."""

import pytest

from mainstay.channels.models import RawMessage
from mainstay.conversations.models import Conversation
from mainstay.core.errors import Refused
from mainstay.core.models import Event
from mainstay.demo import telling
from mainstay.demo.world import build, is_built
from mainstay.team import actions as team
from mainstay.team.models import Member


@pytest.mark.django_db(transaction=True)
def test_cut_off_half_way_it_leaves_nothing():
    def told(_happened: int, _of: int) -> None:
        if Conversation.objects.count() == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(progress=told)
    assert not is_built()
    assert not Member.objects.exists()
    assert not RawMessage.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_where_others_work_it_is_refused():
    team.join(email="a@client.example", name="A", role="administrator")
    with pytest.raises(Refused, match="a home of its own"):
        build()


@pytest.mark.django_db
def test_a_mail_that_cannot_be_taken_in_is_no_demo(monkeypatch):
    monkeypatch.setattr(telling, "take_in", lambda _raw_id: None)
    with pytest.raises(ValueError, match="could not be taken in"):
        build()
