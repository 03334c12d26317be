import pytest

from mainstay.ui import patterns


@pytest.fixture(autouse=True)
def plain_files(settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def test_it_renders_in_the_product_s_own_environment(rf):
    page = patterns.view(rf.get("/_patterns/", {"theme": "dark", "dir": "rtl"})).content.decode()
    assert 'dir="rtl"' in page
    assert 'data-theme="dark"' in page
    assert 'type="importmap">{"imports":{"htmx":' in page
    assert "csrfmiddlewaretoken" in page
