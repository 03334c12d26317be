"""Tokens in the profile, and everybody's for the administrator."""

import re

import pytest
from django.test import Client

from mainstay.team.models import ApiToken
from mainstay.team.tokens import actions
from mainstay.team.tokens.scopes import Scope

pytestmark = pytest.mark.django_db
FORM = {"name": "موقع", "scopes": ["conversations:read"], "lasts": "90"}


def test_it_is_shown_once_and_works(as_maya):
    page = as_maya.post("/profile/tokens/new/", FORM).content.decode()
    [text] = set(re.findall(r"mst_[\w-]{43}", page))
    program = Client(headers={"Authorization": f"Bearer {text}"})
    assert program.get("/api/v1/me").json()["token"] == "موقع"
    listed = as_maya.get("/profile/tokens/").content.decode()
    assert "موقع" in listed
    assert text not in listed


def test_an_empty_profile_says_what_a_token_is_for(as_maya):
    assert "Let another program work for you" in as_maya.get("/profile/tokens/").content.decode()


@pytest.mark.parametrize(
    ("field", "said"),
    [("name", "This field is required"), ("scopes", "Choose at least one thing")],
)
def test_a_form_that_lacks_something_says_so(as_maya, field, said):
    given = {name: value for name, value in FORM.items() if name != field}
    response = as_maya.post("/profile/tokens/new/", given)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ApiToken.objects.exists()


def test_only_an_administrator_gives_a_rate(as_maya, as_tomasz):
    given = {**FORM, "requests_per_minute": "6000"}
    as_maya.post("/profile/tokens/new/", given)
    as_tomasz.post("/profile/tokens/new/", given)
    rates = ApiToken.objects.order_by("pk").values_list("requests_per_minute", flat=True)
    assert list(rates) == [600, 6000]


def test_who_reads_makes_tokens_that_read(as_ruth):
    assert as_ruth.post("/profile/tokens/new/", FORM).status_code == 200
    writing = {**FORM, "scopes": ["conversations:write"]}
    assert as_ruth.post("/profile/tokens/new/", writing).status_code == 422


def test_it_is_revoked_by_its_owner_twice_without_harm(as_maya, world):
    token, _text = actions.make("Shop", by=world.maya, scopes=list(Scope))
    for _time in range(2):
        assert as_maya.post(f"/profile/tokens/{token.pk}/revocation/").status_code == 302
    assert ApiToken.objects.get().revoked_at
    assert as_maya.get(f"/profile/tokens/{token.pk}/revocation/").status_code == 405


def test_a_colleague_does_not_even_see_it(as_ines, as_maya, world):
    token, _text = actions.make("Shop of Maya", by=world.maya, scopes=list(Scope))
    assert "Shop of Maya" not in as_ines.get("/profile/tokens/").content.decode()
    assert as_ines.post(f"/profile/tokens/{token.pk}/revocation/").status_code == 404
    assert as_ines.get("/tokens/").status_code == 403


def test_an_administrator_sees_all_and_revokes(as_tomasz, world):
    token, _text = actions.make("Shop of Maya", by=world.maya, scopes=list(Scope))
    page = as_tomasz.get("/tokens/").content.decode()
    assert "Shop of Maya" in page
    assert "Maya Brandt" in page
    as_tomasz.post(f"/profile/tokens/{token.pk}/revocation/")
    assert "Revoked" in as_tomasz.get("/tokens/").content.decode()


def test_the_handbook_is_open_and_speaks_of_every_operation(as_maya, client):
    described = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/v1/docs").content.decode()
    for methods in described["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    for name in described["components"]["schemas"]:
        assert f'id="shape-{name}"' in page
