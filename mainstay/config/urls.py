from django.urls import include, path

from mainstay.api.middleware import or_problem
from mainstay.ui import patterns
from mainstay.web import errors

urlpatterns = [
    path("api/v1/", include("mainstay.api.urls", namespace="api")),
    path("", include("mainstay.web.urls")),
    path("", include("mainstay.portal.urls")),
    # The names of the sign-in library stay as it calls them.
    path("", include("mainstay.web.sign_in.urls")),
    path("_patterns/", patterns.view),
]

handler400 = or_problem(errors.bad_request, "unreadable")
handler403 = or_problem(errors.forbidden, "forbidden")
handler404 = or_problem(errors.not_found, "not-found")
handler500 = or_problem(errors.broken, "broken")
