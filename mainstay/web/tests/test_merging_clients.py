"""Two of the same are merged on the screen, and taken apart."""

import pytest

from mainstay.clients import actions
from mainstay.clients.models import Contact


def test_the_other_one_is_found_chosen_and_shown_before_anything_happens(as_ines, world):
    here = f"/contacts/{world.tom.pk}/merging/"
    text = as_ines.get(here, {"q": "daniel"}).content.decode()
    assert f"{here}?with={world.daniel.pk}" in text
    text = as_ines.get(here, {"with": world.daniel.pk}).content.decode()
    for words in ("Tom Keller becomes part of Daniel Price", "tom.keller@", "daniel.price@"):
        assert words in text
    assert Contact.objects.get(pk=world.tom.pk).merged_into is None


def test_talks_of_both_stand_at_the_other(as_ines, world):
    response = as_ines.post(f"/contacts/{world.tom.pk}/merging/", {"with": world.daniel.pk})
    assert response.url == f"/contacts/{world.daniel.pk}/"
    text = as_ines.get(response.url).content.decode()
    for words in ("Invoice without a purchase order", "Our payout is late", "Merged here", "Undo"):
        assert words in text
    assert f'action="/contacts/{world.tom.pk}/separation/"' in text


def test_what_is_written_on_a_merged_row_stands_at_the_other(as_maya, world):
    size = actions.define_field("Shoe size", about="contact", kind="number", by=world.tomasz)
    actions.edit_contact(world.tom, by=world.maya, note="Calls back.", custom={size.key: "43"})
    actions.tag(world.tom, "finance", by=world.maya)
    actions.merge(world.tom, world.daniel, by=world.ines)
    text = as_maya.get(f"/contacts/{world.daniel.pk}/").content.decode()
    for words in ("Calls back.", "Shoe size", "43", "finance", "tom.keller@"):
        assert words in text


def test_the_address_of_a_merged_row_leads_on(as_maya, world):
    actions.merge(world.tom, world.daniel, by=world.ines)
    actions.merge(world.journal, world.northwind, by=world.ines)
    for one, other, kind in (
        (world.tom, world.daniel, "contacts"),
        (world.journal, world.northwind, "clients"),
    ):
        assert as_maya.get(f"/{kind}/{one.pk}/").url == f"/{kind}/{other.pk}/"
        assert as_maya.get(f"/{kind}/{one.pk}/edit/").url == f"/{kind}/{other.pk}/edit/"


def test_undoing_puts_everything_back(as_ines, world):
    actions.merge(world.journal, world.northwind, by=world.ines)
    response = as_ines.post(f"/clients/{world.journal.pk}/separation/")
    assert response.url == f"/clients/{world.journal.pk}/"
    assert as_ines.get(response.url).status_code == 200


def test_a_company_shows_what_it_brings(as_ines, world):
    here = f"/clients/{world.journal.pk}/merging/"
    text = as_ines.get(here, {"with": world.northwind.pk}).content.decode()
    for words in ("lejournaldusud.example", "northwindads.example", "1 person", "2 people"):
        assert words in text
    response = as_ines.post(here, {"with": world.northwind.pk})
    assert response.url == f"/clients/{world.northwind.pk}/"
    assert "Lien sans suivi" not in as_ines.get(response.url).content.decode()


def test_what_happened_meanwhile_is_said(as_ines, world):
    actions.merge(world.daniel, world.claire, by=world.ines)
    response = as_ines.post(f"/contacts/{world.tom.pk}/merging/", {"with": world.daniel.pk})
    assert response.status_code == 422
    assert "was merged into Claire Fabre meanwhile" in response.content.decode()


@pytest.mark.parametrize("given", ["", "abc", "²", "9" * 5000, "-1"])
def test_a_strange_other_is_no_other(as_ines, world, given):
    response = as_ines.post(f"/contacts/{world.tom.pk}/merging/", {"with": given})
    assert response.status_code == 200
    assert "Which one is the same person?" in response.content.decode()


def test_an_agent_is_not_offered_to_merge(as_maya, world):
    assert "merging" not in as_maya.get(f"/contacts/{world.tom.pk}/").content.decode()
    assert as_maya.get(f"/contacts/{world.tom.pk}/merging/").status_code == 403
    assert as_maya.post(f"/clients/{world.journal.pk}/separation/").status_code == 403
