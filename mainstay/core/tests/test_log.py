"""Facts are written beside their change and read back as sentences."""

import pytest

from mainstay.core import actions, log
from mainstay.core.actor import System
from mainstay.core.models import Event


@pytest.mark.django_db
def test_a_change_leaves_a_fact_behind():
    switch = actions.switch_off("sending", reason="restored", by=System("setup"))
    event = Event.objects.get()
    assert (event.kind, event.subject_kind, event.subject_id) == (
        "switch.turned_off",
        "switch",
        switch.pk,
    )
    assert event.xid > 0


@pytest.mark.django_db
def test_changing_twice_is_one_fact():
    actions.switch_off("sending", reason="restored", by=System("setup"))
    actions.switch_off("sending", reason="again", by=System("setup"))
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_fact_that_the_kind_does_not_declare_is_refused():
    switch = actions.switch_off("sending", reason="", by=System("setup"))
    with pytest.raises(ValueError, match="declares no"):
        log.record(actions.SWITCHED_ON, switch, by=System("setup"), colour="red")


@pytest.mark.django_db
def test_it_reads_as_a_sentence():
    actions.switch_off("sending", reason="", by=System("setup"))
    assert [told.sentence for told in log.tell(Event.objects.all())] == ["Mainstay paused sending"]
