from django.urls import include, path

from mainstay.ui import patterns
from mainstay.web import errors

urlpatterns = [
    path("", include("mainstay.web.urls")),
    # The names of the sign-in library stay as it calls them.
    path("", include("mainstay.web.sign_in.urls")),
    path("_patterns/", patterns.view),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
