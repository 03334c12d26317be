"""Fields of one's own are defined by administrators and hold what they are made for."""

import pytest

from mainstay.clients import actions, events
from mainstay.clients.models import CustomField
from mainstay.core.errors import Refused


@pytest.fixture
def field(world):
    def define(kind, name="Field", about="organisation", choices=()):
        return actions.define_field(name, about=about, kind=kind, choices=choices, by=world.tomasz)

    return define


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " Gold ", "Gold"),
        ("number", "1 250,50", "1250.50"),
        ("number", "-3", "-3"),
        ("date", "2026-03-31", "2026-03-31"),
        ("choice", "gold", "Gold"),
        ("yes_no", "yes", True),
        ("yes_no", False, False),
        ("yes_no", "нет", False),
    ],
)
def test_a_value_is_kept_in_one_form(world, field, kind, given, kept):
    made = field(kind, choices=["Gold", "Silver"])
    changed = actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: given})
    assert changed.custom == {made.key: kept}


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("number", "many", "Field: “many” is no number"),
        ("number", "NaN", "is no number"),
        ("number", "1e999999", "is no number"),
        ("date", "31.03.2026", "is no date"),
        ("choice", "Bronze", "is none of: Gold, Silver"),
        ("yes_no", "perhaps", "neither yes nor no"),
        ("text", "x" * 501, "At most 500"),
    ],
)
def test_another_value_is_refused_with_its_reason(world, field, kind, given, why):
    made = field(kind, choices=["Gold", "Silver"])
    with pytest.raises(Refused, match=why):
        actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: given})


def test_an_empty_value_is_none(world, field):
    made = field("text")
    actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: "Gold"})
    assert (
        actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: ""}).custom
        == {}
    )


def test_fields_that_are_not_named_stay_as_they_are(world, field):
    one, two = field("text", "One"), field("text", "Two")
    actions.edit_organisation(world.northwind, by=world.maya, custom={one.key: "1"})
    changed = actions.edit_organisation(world.northwind, by=world.maya, custom={two.key: "2"})
    assert changed.custom == {one.key: "1", two.key: "2"}


def test_a_field_of_contacts_is_none_of_clients(world, field):
    made = field("text", about="contact")
    with pytest.raises(Refused, match="There is no field"):
        actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: "x"})
    assert actions.edit_contact(world.tom, by=world.maya, custom={made.key: "x"}).custom


def test_a_choice_that_is_no_longer_on_offer_stays_where_it_is(world, field):
    made = field("choice", choices=["Gold", "Silver"])
    actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: "Gold"})
    actions.edit_field(made, by=world.tomasz, name="Level", choices=["Silver", "Bronze"])
    kept = actions.edit_organisation(
        world.northwind, by=world.maya, custom={made.key: "Gold"}, note="New"
    )
    assert kept.custom == {made.key: "Gold"}


def test_a_retired_field_is_asked_no_longer_and_keeps_its_values(world, field):
    made = field("text")
    actions.edit_organisation(world.northwind, by=world.maya, custom={made.key: "Gold"})
    actions.retire_field(made, by=world.tomasz)
    assert not CustomField.objects.of("organisation").exists()
    world.northwind.refresh_from_db()
    assert world.northwind.custom == {made.key: "Gold"}


def test_two_fields_of_one_name_are_refused(field):
    field("text", "Level")
    with pytest.raises(Refused, match="already"):
        field("number", " level ")
    field("text", "Level", about="contact")


@pytest.mark.parametrize("choices", [[], ["One"], ["One", "one", " "]])
def test_a_choice_needs_something_to_choose_from(field, choices):
    with pytest.raises(Refused, match="at least two"):
        field("choice", choices=choices)


def test_forty_are_the_most(field):
    for n in range(CustomField.MOST):
        field("text", f"Field {n}")
    with pytest.raises(Refused, match="which is the most"):
        field("text", "One more")


@pytest.mark.parametrize("key", ["maya", "ines", "ruth"])
def test_only_an_administrator_defines_fields(world, field, key):
    made, other = field("text"), world.members[key]
    for act in (
        lambda: actions.define_field("X", about="contact", kind="text", by=other),
        lambda: actions.edit_field(made, by=other, name="X"),
        lambda: actions.retire_field(made, by=other),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            act()


def test_a_definition_leaves_facts(world, field, facts):
    made = field("text", "Level")
    actions.edit_field(made, by=world.tomasz, name="Grade")
    actions.retire_field(made, by=world.tomasz)
    actions.retire_field(made, by=world.tomasz)
    assert facts(made) == [
        (events.FIELD_ADDED.name, {"name": "Level"}),
        (events.FIELD_EDITED.name, {"name": "Grade"}),
        (events.FIELD_RETIRED.name, {"name": "Grade"}),
    ]
