"""What was changed of a client is told in the reader's own words."""

from django.utils import translation

from mainstay.clients import actions, events
from mainstay.clients.models import Contact, Organisation
from mainstay.core import log

_NOT_EDITED = {"id", "created_at", "merged_into", "erased_at"}


def test_every_column_that_somebody_may_change_has_a_name():
    for model in (Organisation, Contact):
        columns = {each.name for each in model._meta.concrete_fields}
        assert columns - _NOT_EDITED <= events.FIELDS.keys()


def test_the_sentence_names_the_fields_in_the_language_of_who_reads(world):
    actions.edit_contact(world.tom, by=world.maya, time_zone="Asia/Jakarta", note="Calls at nine")
    facts = log.timeline(world.tom)
    assert log.tell(facts)[-1].sentence.startswith("Maya Brandt changed time zone, note of ")
    with translation.override("fr"):
        assert "fuseau horaire, note" in log.tell(facts)[-1].sentence
