"""A site of one form, behind the product's own boundary: what a failover does to a request."""

import os
import sys

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

os.environ["DJANGO_SETTINGS_MODULE"] = "mainstay.config.settings"
django.setup()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "mainstay.core.middleware.Boundary",
    "mainstay.core.middleware.OnceAndWhole",
]

from mainstay.core.actions import SWITCHED_ON  # noqa: E402
from mainstay.core.actor import System  # noqa: E402
from mainstay.core.boundary import is_lost  # noqa: E402
from mainstay.core.log import record  # noqa: E402
from mainstay.core.models import Switch  # noqa: E402


def knock(request: HttpRequest) -> HttpResponse:
    """Leave one fact for each form, which names the form's key."""
    if request.method == "POST":
        door, _made = Switch.objects.get_or_create(name="door")
        record(SWITCHED_ON, door, by=System("test"), name=request.POST["once"])
        return HttpResponseRedirect("/knocked/")
    return HttpResponse("knock")


def broken(request: HttpRequest) -> HttpResponse:
    request.lost_database = is_lost(sys.exc_info()[1])
    return HttpResponse("our fault", status=500)


urlpatterns = [path("", knock)]
handler500 = broken
application = WSGIHandler()
