import pytest
from django import urls

from mainstay.web.addresses import reverse


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("web:inbox", ()),
        ("web:conversation", (7,)),
        ("web:conversation", (10**15,)),
        ("web:brand_logo", (3, "a1")),
        ("web:welcome", ("a-token%20",)),
    ],
)
def test_it_is_what_django_says(name, args):
    for _ in range(2):
        assert reverse(name, args=args) == urls.reverse(name, args=args)


def test_each_place_of_a_path_has_its_own_number():
    names = urls.get_resolver("mainstay.web.urls").reverse_dict
    many = [n for n in names if isinstance(n, str) and len(names.getlist(n)[0][0][0][1]) > 1]
    assert many
    for name in many:
        plain = urls.reverse(f"web:{name}", args=(1, 2))
        assert reverse(f"web:{name}", args=(1, 2)) == plain


@pytest.mark.parametrize(("name", "args"), [("web:nowhere", ()), ("web:conversation", (-1,))])
def test_what_leads_nowhere_is_refused(name, args):
    with pytest.raises(urls.NoReverseMatch):
        reverse(name, args=args)


def test_a_prefix_stands_before_it():
    before = urls.get_script_prefix()
    urls.set_script_prefix("/desk/")
    try:
        assert reverse("web:conversation", args=[7]) == "/desk/conversations/7/"
    finally:
        urls.set_script_prefix(before)
    assert reverse("web:conversation", args=[7]) == "/conversations/7/"
