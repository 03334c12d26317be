"""Keys by which a program acts for a member."""

from datetime import timedelta

import pytest

from mainstay.core import clock, log
from mainstay.core.clock import now
from mainstay.core.errors import Refused
from mainstay.team.models import ApiToken
from mainstay.team.tokens import actions, queries
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db
READ = (Scope.READ_CONVERSATIONS,)


def test_its_text_is_kept_nowhere(world):
    token, text = actions.make("Shop", by=world.maya, scopes=READ)
    assert text.startswith(token.prefix)
    kept = ApiToken.objects.values().get()
    assert text not in str(kept)
    assert actions.recognise(text) == token


def test_making_it_leaves_a_fact(world):
    token, text = actions.make("Shop", by=world.maya, scopes=["clients:write"])
    [told] = log.tell(log.timeline(token))
    assert told.sentence == "Maya Brandt made the API token Shop, which may: clients:write"
    assert text not in told.sentence


def test_who_writes_in_an_area_reads_there_and_nowhere_else(world):
    token, _text = actions.make("Shop", by=world.maya, scopes=[Scope.WRITE_CLIENTS])
    allowed = {scope for scope in Scope if token.allows(scope)}
    assert allowed == {Scope.WRITE_CLIENTS, Scope.READ_CLIENTS}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "  "}, "Say what the token is for"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["everything"]}, "Choose at least one"),
        ({"requests_per_minute": 601}, "Only an administrator"),
        ({"requests_per_minute": 0}, "requests a minute"),
    ],
)
def test_what_makes_no_sense_is_refused(world, values, said):
    with pytest.raises(Refused, match=said):
        actions.make(**{"name": "Shop", "scopes": READ, "by": world.maya, **values})
    assert not ApiToken.objects.exists()


def test_it_cannot_begin_at_its_end(world):
    with pytest.raises(Refused, match="over already"):
        actions.make("Shop", by=world.maya, scopes=READ, expires_at=now())


def test_who_only_reads_makes_no_token_that_writes(world):
    with pytest.raises(Refused, match="read only"):
        actions.make("Shop", by=world.ruth, scopes=[Scope.WRITE_CONVERSATIONS])
    assert actions.make("Shop", by=world.ruth, scopes=READ)


def test_there_is_a_most(world, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    token, _text = actions.make("Shop", by=world.maya, scopes=READ)
    with pytest.raises(Refused, match="are the most"):
        actions.make("Another", by=world.maya, scopes=READ)
    actions.revoke(token, by=world.maya)
    assert actions.make("Another", by=world.maya, scopes=READ)


def test_an_administrator_gives_a_higher_rate(world):
    token, _text = actions.make(
        "Shop", by=world.tomasz, scopes=READ, requests_per_minute=actions.HIGHEST_RATE
    )
    assert token.requests_per_minute == 60_000


@pytest.mark.parametrize("text", ["", "mst_", "mst_another", "\ud800", "x" * 10_000])
def test_a_wrong_one_is_nobodys(world, text):
    actions.make("Shop", by=world.maya, scopes=READ)
    assert actions.recognise(text) is None


def test_a_revoked_one_is_nobodys_at_once(world):
    token, text = actions.make("Shop", by=world.maya, scopes=READ)
    actions.revoke(token, by=world.maya)
    assert actions.recognise(text) is None


def test_one_that_is_over_is_nobodys(world):
    _token, text = actions.make(
        "Shop", by=world.maya, scopes=READ, expires_at=now() + timedelta(hours=1)
    )
    assert actions.recognise(text)
    with clock.at(now() + timedelta(hours=2)):
        assert actions.recognise(text) is None


def test_that_of_a_closed_account_is_nobodys(world):
    _token, text = actions.make("Shop", by=world.maya, scopes=READ)
    world.maya.is_active = False
    world.maya.save()
    assert actions.recognise(text) is None


def test_revoking_twice_is_one_fact(world):
    token, _text = actions.make("Shop", by=world.maya, scopes=READ)
    for _time in range(2):
        actions.revoke(token, by=world.maya)
    assert [each.kind for each in log.timeline(token)] == ["apitoken.made", "apitoken.revoked"]


def test_a_colleague_revokes_no_token_and_an_administrator_does(world):
    token, _text = actions.make("Shop", by=world.maya, scopes=READ)
    with pytest.raises(Refused, match="Only its owner"):
        actions.revoke(token, by=world.ines)
    assert actions.revoke(token, by=world.tomasz).revoked_at


def test_its_use_is_noted_once_a_minute(world, django_assert_num_queries):
    token, text = actions.make("Shop", by=world.maya, scopes=READ)
    with django_assert_num_queries(2):
        actions.recognise(text)
    token.refresh_from_db()
    first = token.last_used_at
    assert first
    with django_assert_num_queries(1):
        actions.recognise(text)
    with clock.at(now() + timedelta(seconds=61)):
        actions.recognise(text)
    token.refresh_from_db()
    assert token.last_used_at > first


def test_the_list_shows_good_ones_first_and_whose_they_are(world, django_assert_num_queries):
    old, _text = actions.make("Old", by=world.maya, scopes=READ)
    actions.make("Good", by=world.maya, scopes=READ)
    actions.make("Hers", by=world.ines, scopes=READ)
    actions.revoke(old, by=world.maya)
    with django_assert_num_queries(1):
        mine = queries.tokens_of(world.maya)
    assert [(each.name, each.state) for each in mine] == [("Good", "good"), ("Old", "revoked")]
    assert [each.owner_name for each in queries.all_tokens()] == [
        "Ines Carvalho",
        "Maya Brandt",
        "Maya Brandt",
    ]
