"""A picture is one by its bytes; what could carry a script is none."""

import pytest

from mainstay.channels.pictures import Picture, picture_of
from mainstay.channels.tests.pictures import gif, jpeg, png


def test_kind_and_size_are_read_from_the_bytes():
    assert picture_of(png(120, 40)) == Picture("image/png", 120, 40)
    assert picture_of(gif(3, 4)) == Picture("image/gif", 3, 4)
    assert picture_of(jpeg(5, 6)) == Picture("image/jpeg", 5, 6)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"\x89PNG\r\n\x1a\n",
        png()[:20],
        png(0, 5),
        b"GIF89a\x01",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00" * 9,
        b"\xff\xd8" + b"\xff" * 60,
    ],
)
def test_anything_else_is_none(content):
    assert picture_of(content) is None


@pytest.mark.parametrize("make", [png, gif, jpeg])
def test_no_piece_of_a_picture_breaks_it(make):
    whole = make()
    for end in range(len(whole)):
        picture_of(whole[:end])
