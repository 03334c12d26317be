"""Work in the background that was tried again and again and failed for good."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mainstay.core import actions
from mainstay.core.models import FailedJob
from mainstay.ui.context import EmptyState, Toast
from mainstay.web.access import watch_keepers_only
from mainstay.web.addresses import reverse
from mainstay.web.pages import MemberRequest, go
from mainstay.web.settings_nav import settings_page

PAGE = 50


@require_safe
@watch_keepers_only
def failed_jobs(request: MemberRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    rows = FailedJob.objects.waiting()
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-id")[: PAGE + 1])
    address = reverse("web:failed_jobs")
    context = {
        "jobs": found[:PAGE],
        "first_url": address if before else "",
        "more_url": f"{address}?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "empty": None if found else _empty(),
    }
    return settings_page(request, "web/failed_jobs/failed_jobs.html", context, at="failed_jobs")


@require_POST
@watch_keepers_only
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    failed = actions.retry_job(get_object_or_404(FailedJob, pk=pk), by=request.user)
    return _back(request, _("{job} is tried again."), failed)


@require_POST
@watch_keepers_only
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    failed = actions.drop_job(get_object_or_404(FailedJob, pk=pk), by=request.user)
    return _back(request, _("{job} is let go."), failed)


def _back(request: MemberRequest, sentence: str, failed: FailedJob) -> HttpResponse:
    said = Toast(sentence.format(job=failed.title), tone="kept")
    return go(request, reverse("web:failed_jobs"), said)


def _empty() -> EmptyState:
    return EmptyState(
        _("All work was done"),
        _(
            "Work in the background is tried eight times within six hours. What fails even then"
            " waits here, with its error."
        ),
        icon="check",
    )
