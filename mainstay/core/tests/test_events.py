"""Every kind of fact says its sentence and which of its facts are personal."""

import re
import string
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.module_loading import module_has_submodule

from mainstay.core import actions, events

for app in apps.get_app_configs():
    if app.name.startswith("mainstay.") and module_has_submodule(app.module, "events"):
        import_module(f"{app.name}.events")

PRODUCT = events.all_kinds()


def test_all_of_the_product_are_looked_at():
    assert actions.JOB_RETRIED in PRODUCT
    assert {kind.name.partition(".")[0] for kind in PRODUCT} >= {"member", "contact", "message"}


@pytest.mark.parametrize("kind", PRODUCT, ids=str)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_sentence_needs_only_the_actor_and_its_own_facts(kind, language):
    with translation.override(language):
        sentence = str(kind.sentence)
    places = {name for _text, name, _format, _conversion in string.Formatter().parse(sentence)}
    assert sentence.strip()
    assert places - {None} <= kind.facts | {"actor"}


@pytest.mark.parametrize("kind", PRODUCT, ids=str)
def test_it_is_named_by_a_noun_and_a_participle(kind):
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", kind.name)
    assert len(kind.name) <= 64


@pytest.mark.parametrize("kind", PRODUCT, ids=str)
def test_facts_that_may_tell_of_a_person_are_named_personal(kind):
    telling = {"email", "address", "phone", "error", "text", "subject"}
    assert kind.facts & telling <= kind.personal


def test_a_kind_without_personal_keys_is_refused():
    with pytest.raises(TypeError, match="personal"):
        events.declare("switch.seen", "{actor} saw it")


def test_a_kind_without_a_sentence_is_refused():
    with pytest.raises(TypeError, match="sentence"):
        events.declare("switch.seen", personal=())


def test_a_personal_key_that_is_no_fact_is_refused():
    with pytest.raises(ValueError, match="no facts"):
        events.declare("switch.seen", "{actor} saw it", personal=("email",))


def test_a_name_is_used_once():
    events.declare("switch.seen", "{actor} saw it", personal=())
    with pytest.raises(ValueError, match="twice"):
        events.declare("switch.seen", "{actor} saw it", personal=())
