"""The look of a brand: chosen, previewed, served."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mainstay.channels.mailboxes import brands
from mainstay.channels.tests.pictures import gif, png

pytestmark = pytest.mark.django_db

CHOSEN = {"accent": "#155a74", "sender_style": "person_and_brand", "page_title": "Ask us"}


@pytest.fixture
def brand(world):
    return brands.add("Northlight", "Northlight Ltd", [], by=world.tomasz)


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content)


def save(browser, brand, **chosen):
    return browser.post(f"/brands/{brand.pk}/look/", CHOSEN | chosen)


def logo_of(brand):
    brand.refresh_from_db()
    return f"/brands/{brand.pk}/logo/{brand.logo.rpartition('/')[2][:12]}/"


def test_a_look_is_chosen(as_tomasz, brand):
    response = save(as_tomasz, brand, logo=upload(png()), page_help="help@x.example")
    assert response.url == f"/brands/{brand.pk}/look/"
    brand.refresh_from_db()
    assert (brand.accent, brand.sender_style) == ("#155a74", "person_and_brand")
    assert (brand.page_title, brand.page_help) == ("Ask us", "help@x.example")
    assert brand.logo_type == "image/png"


def test_each_style_of_the_sender_is_shown_as_it_would_be_read(as_tomasz, brand, world):
    page = as_tomasz.get(f"/brands/{brand.pk}/look/").content.decode()
    assert f"<span>{world.tomasz.name}, Northlight</span>" in page
    assert "<span>Northlight</span>" in page


def test_the_name_says_nothing_about_a_picture(as_tomasz, brand):
    save(as_tomasz, brand, logo=upload(gif(), "logo.svg"))
    brand.refresh_from_db()
    assert brand.logo_type == "image/gif"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"accent": "#fc0"}, "is dark enough"),
        ({"accent": "blue"}, "is no colour"),
        ({"sender_style": "loud"}, "not one of the available choices"),
        ({"page_title": "x" * 121}, "at most 120"),
        ({"logo": upload(b"<svg onload=alert(1)>")}, "no PNG, JPEG or GIF"),
        ({"logo": upload(png() + b"0" * 300_000)}, "larger than 200 kB"),
    ],
)
def test_what_does_not_do_is_said_at_its_field(as_tomasz, brand, chosen, said):
    response = save(as_tomasz, brand, **chosen)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_refused_logo_leaves_the_colour_as_it_was(as_tomasz, brand):
    page = as_tomasz.get(f"/brands/{brand.pk}/look/").content.decode()
    once = page.partition('name="once" value="')[2].partition('"')[0]
    save(as_tomasz, brand, logo=upload(b"<svg>"), once=once)
    brand.refresh_from_db()
    assert (brand.accent, brand.logo) == ("", "")


def test_a_logo_is_served_to_everybody_and_kept_by_browsers(as_tomasz, brand):
    save(as_tomasz, brand, logo=upload(png()))
    response = Client().get(logo_of(brand))
    assert response.content == png()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response["Cache-Control"]


def test_an_old_address_of_a_logo_is_gone(as_tomasz, brand):
    save(as_tomasz, brand, logo=upload(png()))
    before = logo_of(brand)
    save(as_tomasz, brand, logo=upload(gif()))
    assert Client().get(before).status_code == 404
    assert Client().get(logo_of(brand)).status_code == 200
    assert Client().get("/brands/4711/logo/abc/").status_code == 404


def test_a_logo_is_taken_away(as_tomasz, brand):
    save(as_tomasz, brand, logo=upload(png()))
    before = logo_of(brand)
    save(as_tomasz, brand, drops_logo="on")
    assert Client().get(before).status_code == 404


def test_saving_the_rest_keeps_the_logo(as_tomasz, brand):
    save(as_tomasz, brand, logo=upload(png()))
    save(as_tomasz, brand, accent="#123456")
    assert Client().get(logo_of(brand)).status_code == 200


def test_the_list_shows_a_swatch(as_tomasz, brand):
    assert "Text alone" in as_tomasz.get("/brands/").content.decode()
    save(as_tomasz, brand, logo=upload(png()))
    page = as_tomasz.get("/brands/").content.decode()
    assert 'fill="#155a74"' in page
    assert logo_of(brand) in page


def test_the_preview_shows_what_is_typed_and_saves_nothing(as_tomasz, brand, world):
    typed = "?accent=%23123456&sender_style=brand&page_title=Hello+%3Cb%3E"
    fragment = as_tomasz.get(f"/brands/{brand.pk}/preview/{typed}").content.decode()
    assert "Northlight</span>" in fragment
    assert "accent=%23123456" in fragment
    mail = as_tomasz.get(f"/brands/{brand.pk}/preview/mail/{typed}")
    assert "#123456" in mail.content.decode()
    assert "Northlight Ltd" in mail.content.decode()
    page = as_tomasz.get(f"/brands/{brand.pk}/preview/page/{typed}")
    assert "Hello &lt;b&gt;" in page.content.decode()
    brand.refresh_from_db()
    assert (brand.accent, brand.page_title) == ("", "")


@pytest.mark.parametrize("wrong", ["red", "%23fff", "%23123456%3B%7D*%7Bx", "</style><script>"])
def test_a_preview_takes_no_colour_that_would_be_refused(as_tomasz, brand, wrong):
    for each in ("mail", "page"):
        address = f"/brands/{brand.pk}/preview/{each}/?accent={wrong}"
        page = as_tomasz.get(address).content.decode()
        assert "#155a74" in page
        assert "<script>" not in page


def test_a_preview_is_framed_by_us_alone_and_runs_nothing(as_tomasz, brand):
    for each in ("mail", "page"):
        response = as_tomasz.get(f"/brands/{brand.pk}/preview/{each}/")
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "script" not in policy


@pytest.mark.parametrize("who", ["as_ines", "as_maya"])
def test_only_administrators_see_and_choose_looks(request, who, brand):
    browser = request.getfixturevalue(who)
    for path in ("look/", "preview/", "preview/mail/", "preview/page/"):
        assert browser.get(f"/brands/{brand.pk}/{path}").status_code == 403
    assert save(browser, brand).status_code == 403


def test_what_is_not_there_is_not_found(as_tomasz, world):
    for path in ("look/", "preview/", "preview/mail/", "preview/page/"):
        assert as_tomasz.get(f"/brands/4711/{path}").status_code == 404
