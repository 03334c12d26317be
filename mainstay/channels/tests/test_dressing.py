"""A mail leaves in the look of its brand."""

import pytest

from mainstay.channels import events, files, letters
from mainstay.channels.brands import ACCENT, BrandLook, look_of, sender_name
from mainstay.channels.dressing import dressed
from mainstay.channels.email.compose import compose
from mainstay.channels.email.parsing import parse
from mainstay.channels.mailboxes import brands
from mainstay.channels.mailboxes.tests.mailboxes import add_mailbox
from mainstay.channels.models import Brand
from mainstay.channels.tests.letters import queued
from mainstay.channels.tests.pictures import png
from mainstay.core.errors import Refused
from mainstay.core.log import timeline

LOOK = BrandLook(1, "North <light>", "t", "h", "f", "#123456", "", "", is_plain=False)
PLAIN = {"accent": "", "page_title": "", "page_help": "", "sender_style": "person"}


@pytest.fixture
def brand(world):
    return brands.add("Northlight", "Northlight Ltd, Oslo", [], by=world.tomasz)


def sent(world, brand, **values):
    """What a client receives, parsed as any other mail."""
    outbound = queued(world, mailbox=add_mailbox(brand=brand), **values)
    return parse(compose(letters.letter_of(outbound)))


def test_text_becomes_paragraphs_and_keeps_its_lines():
    html = dressed("One\ntwo\n\nThree", LOOK)
    assert 'One<br>two</p><p dir="auto"' in html


def test_nothing_in_a_text_is_html():
    html = dressed('<script>alert(1)</script> & "x"', LOOK, logo='"><script>')
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "North &lt;light&gt;" in html


def test_addresses_of_pages_become_links():
    html = dressed("See https://a.example/x?a=1&b=2. (http://b.example) javascript:alert(1)", LOOK)
    assert '<a href="https://a.example/x?a=1&amp;b=2" style="color:#123456">' in html
    assert ">http://b.example</a>)" in html
    assert html.count("<a ") == 2


def test_the_signature_stands_below_and_the_mark_last():
    html = dressed("Hello\n\n-- \nMaya\n\nLtd\n\nref:abc1:ref", LOOK)
    said, _line, below = html.partition("border-top:1px")
    assert "Hello" in said
    assert "Maya" not in said
    assert below.index("Ltd") < below.index("font-size:10px") < below.index("ref:abc1:ref")
    assert "-- " not in html


def test_a_text_in_arabic_finds_its_direction_itself():
    assert '<p dir="auto" style="margin:0 0 1em">مرحبا</p>' in dressed("مرحبا", LOOK)


def test_a_brand_without_a_look_sends_text_alone(world, brand):
    assert sent(world, brand).html == ""
    assert look_of(brand).is_plain


def test_a_brand_with_a_colour_sends_both_forms(world, brand):
    brand = brands.dress(brand, **PLAIN | {"accent": "#155A74"}, by=world.tomasz)
    inbound = sent(world, brand)
    assert inbound.text == "Bonjour Claire."
    assert "Bonjour Claire." in inbound.html
    assert "#155a74" in inbound.html


def test_the_logo_travels_inside_the_mail(world, brand):
    brand = brands.put_logo(brand, png(), by=world.tomasz)
    inbound = sent(world, brand)
    [logo] = inbound.attachments
    assert (logo.content, logo.content_type, logo.is_inline) == (png(), "image/png", True)
    assert 'src="cid:brand-logo"' in inbound.html


def test_attachments_stay_attachments_beside_a_logo(world, brand):
    brand = brands.put_logo(brand, png(), by=world.tomasz)
    inbound = sent(world, brand, attachments=[("a.txt", "text/plain", files.keep(b"hi"))])
    assert [(each.filename, each.is_inline) for each in inbound.attachments] == [
        ("logo.png", True),
        ("a.txt", False),
    ]


def test_no_mail_waits_for_a_picture_that_is_gone(world, brand):
    Brand.objects.update(logo="aa/bb/gone", logo_type="image/png")
    brand.refresh_from_db()
    inbound = sent(world, brand)
    assert inbound.attachments == ()
    assert "<img" not in inbound.html


def test_a_formatted_mail_keeps_its_form_inside_the_look(world, brand):
    brand = brands.dress(brand, **PLAIN | {"accent": "#155a74"}, by=world.tomasz)
    inbound = sent(world, brand, html="<p><b>Bonjour</b> Claire.</p>")
    assert "<b>Bonjour</b>" in inbound.html
    assert "#155a74" in inbound.html


@pytest.mark.parametrize(
    ("style", "read"),
    [("person", "Maya"), ("person_and_brand", "Maya, Northlight"), ("brand", "Northlight")],
)
def test_clients_read_the_sender_in_the_chosen_style(world, brand, style, read):
    brand = brands.dress(brand, **PLAIN | {"sender_style": style}, by=world.tomasz)
    assert sent(world, brand, sender_name="Maya").sender.name == read
    assert sender_name(brand, "") == ""
    assert sender_name(None, "Maya") == "Maya"


def test_the_look_of_a_page_is_never_empty(world, brand, settings):
    assert look_of(None).name == settings.ENV.mail_name
    look = look_of(brand)
    assert (look.title, look.accent, look.logo) == ("Northlight", ACCENT, "")
    brand = brands.dress(
        brand, **PLAIN | {"page_title": "Ask us", "page_help": "help@x.example"}, by=world.tomasz
    )
    look = look_of(brand)
    assert (look.title, look.help, look.footer) == ("Ask us", "help@x.example", brand.footer)


@pytest.mark.parametrize(
    ("accent", "said"), [("red", "is no colour"), ("#fc0", "is dark enough"), ("#fff", "cannot")]
)
def test_a_colour_that_cannot_be_read_on_is_refused(world, brand, accent, said):
    with pytest.raises(Refused, match=said):
        brands.dress(brand, **PLAIN | {"accent": accent}, by=world.tomasz)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg/>", "no PNG"),
        (png(2001, 1), "2001"),
        (png() + b"\0" * brands.LARGEST_LOGO, "larger than 200 kB"),
    ],
)
def test_what_is_no_logo_is_refused(world, brand, content, said):
    with pytest.raises(Refused, match=said):
        brands.put_logo(brand, content, by=world.tomasz)


def test_only_administrators_dress_a_brand(world, brand):
    for act in (
        lambda: brands.dress(brand, **PLAIN | {"accent": "#155a74"}, by=world.ines),
        lambda: brands.put_logo(brand, png(), by=world.ines),
        lambda: brands.drop_logo(brand, by=world.ines),
    ):
        with pytest.raises(Refused, match="administrators"):
            act()


def test_a_dropped_logo_lets_its_file_go_unless_another_brand_has_it(world, brand, deliver):
    other = brands.add("Other", "", [], by=world.tomasz)
    key = brands.put_logo(brand, png(), by=world.tomasz).logo
    brands.put_logo(other, png(), by=world.tomasz)
    brands.drop_logo(brand, by=world.tomasz)
    deliver()
    assert files.read(key) == png()
    brands.drop_logo(other, by=world.tomasz)
    deliver()
    with pytest.raises(FileNotFoundError):
        files.read(key)


def test_dressing_twice_leaves_one_fact(world, brand):
    look = PLAIN | {"accent": "#155a74"}
    brands.dress(brand, **look, by=world.tomasz)
    again = brands.dress(brand, **look, by=world.tomasz)
    assert again.accent == "#155a74"
    kinds = [each.kind for each in timeline(brand)]
    assert kinds == [events.BRAND_ADDED.name, events.BRAND_CHANGED.name]
