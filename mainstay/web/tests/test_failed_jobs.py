"""Work that failed for good waits for a person."""

import pytest
from django.db import connection

from mainstay.core.models import FailedJob
from mainstay.web.failed_jobs import failed_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(world):
    return FailedJob.objects.create(
        job="conversations.take_in_waiting", attempts=8, error="OSError: <disk> is full"
    )


def _queued():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name = 'conversations.take_in_waiting'"
        )
        return cursor.fetchone()[0]


def test_nothing_failed_says_what_would_be_here(as_ines):
    assert "All work was done" in as_ines.get("/failed-work/").content.decode()


def test_it_is_listed_with_its_error(as_ines, failed):
    page = as_ines.get("/failed-work/").content.decode()
    assert "conversations.take_in_waiting" in page
    assert "OSError: &lt;disk&gt; is full" in page


def test_it_is_tried_again_once(as_ines, failed):
    before = _queued()
    for _time in range(2):
        assert as_ines.post(f"/failed-work/{failed.pk}/retry/").url == "/failed-work/"
    assert _queued() == before + 1
    assert "All work was done" in as_ines.get("/failed-work/").content.decode()


def test_it_is_let_go(as_ines, failed):
    before = _queued()
    as_ines.post(f"/failed-work/{failed.pk}/dropping/")
    assert _queued() == before
    failed.refresh_from_db()
    assert failed.settled_at


def test_many_come_page_by_page(as_ines, failed, monkeypatch):
    monkeypatch.setattr(failed_jobs, "PAGE", 2)
    for number in range(3):
        FailedJob.objects.create(job=f"job{number}", attempts=8, error="x")
    first = as_ines.get("/failed-work/").content.decode()
    assert "job2" in first
    assert "job0" not in first
    second = FailedJob.objects.order_by("-id")[1]
    assert "job0" in as_ines.get(f"/failed-work/?before={second.pk}").content.decode()


@pytest.mark.parametrize("who", ["as_maya", "as_ruth"])
def test_agents_and_readers_stay_outside(request, who, failed):
    browser = request.getfixturevalue(who)
    assert browser.get("/failed-work/").status_code == 403
    for noun in ("retry", "dropping"):
        assert browser.post(f"/failed-work/{failed.pk}/{noun}/").status_code == 403


def test_a_link_tries_nothing_again(as_ines, failed):
    assert as_ines.get(f"/failed-work/{failed.pk}/retry/").status_code == 405
    assert as_ines.post("/failed-work/999999/retry/").status_code == 404
