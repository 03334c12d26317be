"""Secrets at rest."""

import pytest

from mainstay.channels.mailboxes.sealing import seal, unseal
from mainstay.core.errors import Refused


def test_a_sealed_secret_is_unreadable_and_opens_again():
    sealed = seal("pa55 wörd")
    assert "pa55" not in sealed
    assert unseal(sealed) == "pa55 wörd"


def test_the_same_secret_looks_different_each_time():
    assert seal("once") != seal("once")


def test_nothing_stays_nothing():
    assert seal("") == unseal("") == ""


def test_another_key_is_said_with_what_to_do(settings):
    sealed = seal("secret")
    settings.SECRET_KEY = "the desk moved and its key did not"
    with pytest.raises(Refused, match="Type the password again"):
        unseal(sealed)


def test_damaged_bytes_open_nothing():
    with pytest.raises(Refused):
        unseal(seal("secret")[:-4] + "AAAA")
