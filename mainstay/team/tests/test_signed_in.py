"""Sessions: written by one statement, and not again after they were ended."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session

from mainstay.team.signed_in import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    made = SessionStore()
    made["place"] = "inbox"
    made.save()
    return made


def test_what_changed_is_written_by_one_statement(session, django_assert_num_queries):
    session["place"] = "клиенты"
    with django_assert_num_queries(1):
        session.save()
    found = SessionStore(session.session_key)
    assert found["place"] == "клиенты"
    assert found.get_expiry_age() > 0


def test_one_that_was_ended_elsewhere_is_not_begun_again(session):
    Session.objects.all().delete()
    session["place"] = "clients"
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()
