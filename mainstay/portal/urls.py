"""Addresses for clients. Nobody signs in here: who has the link has the page."""

from django.urls import path

from mainstay.portal import ratings
from mainstay.surveys import links

app_name = "portal"
urlpatterns = [
    path(f"{links.FOLDER}/<str:token>/", ratings.rating, name="rating"),
]
