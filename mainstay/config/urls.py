from django.urls import include, path

from mainstay.web import errors

urlpatterns = [
    path("", include("mainstay.web.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
