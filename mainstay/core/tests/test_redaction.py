"""What names a person is found in a text however it is written, and nobody else is touched."""

import time

import pytest

from mainstay.core.personal import ERASED, Redaction


@pytest.fixture
def daniel():
    return Redaction(
        addresses=["d.price@northwind.example"],
        names=["Dániel Price", "Dan"],
        words=["+44 20 7946"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "d.price@northwind.example",
        "Write to D.Price@Northwind.EXAMPLE.",
        "mailto:d.price@northwind.example?subject=x",
        "?to=d.price%40northwind.example&x",
        "&lt;d.price&#64;northwind.example&gt;",
        "Hello Dániel Price,",
        "DÁNIEL PRICE",
        "Da\u0301niel Price",
        "D&aacute;niel&nbsp;Price",
        "Dániel\n  Price wrote",
        "Price, Dániel",
        "call +44 20 7946 now",
        "call +44 (20) 79-46",
    ],
)
def test_it_is_taken_out(daniel, text):
    after = daniel.text(text)
    assert ERASED in after
    for word in ("price", "7946", "79-46"):
        assert word not in after.lower()


@pytest.mark.parametrize(
    "text",
    [
        "add.price@northwind.example",
        "d.price@northwind.example.org",
        "d.price@northwind.examples",
        "Daniel Pricewater",
        "the price of Dan",
        "144 20 7946 1",
        "",
    ],
)
def test_others_are_left_alone(daniel, text):
    assert daniel.text(text) == text


def test_parts_of_a_name_go_only_where_it_is_surely_them():
    close = Redaction(names=["Daniel Price", "Bo"], takes_parts=True)
    assert close.text("Hi Daniel, Bo asks Mr. Price.") == f"Hi {ERASED}, Bo asks Mr. {ERASED}."
    assert close.text("Danielle's prices") == "Danielle's prices"


def test_a_dense_name_is_telling():
    assert Redaction(names=["王小明"]).text("王小明 说") == f"{ERASED} 说"
    assert Redaction(names=["Claire"]).text("Claire") == "Claire"


def test_every_text_of_a_json_value_is_looked_through(daniel):
    value = {"to": [["Dániel Price", "d.price@northwind.example"], ["Tom", "t@x.example"]], "n": 1}
    assert daniel.value(value) == {"to": [[ERASED, ERASED], ["Tom", "t@x.example"]], "n": 1}


def test_nobody_is_found_by_nothing():
    nobody = Redaction()
    assert (nobody.text("x"), nobody.search_pattern, nobody.is_in(b"x")) == ("x", "", False)


@pytest.mark.parametrize("name", ["(a+)+ $", "x" * 200 + " y", "[ \\", "* ?", "%s {0}"])
def test_a_name_is_no_pattern(name):
    redaction = Redaction(names=[name])
    began = time.monotonic()
    assert (
        redaction.text(f"Hello {name}!" + "a" * 5000).startswith(f"Hello {ERASED}")
        or name[0] in "(["
    )
    assert time.monotonic() - began < 1
