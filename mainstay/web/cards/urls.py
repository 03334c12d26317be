from django.urls import path

from mainstay.web.cards import beside, sources

_ONE = "card-sources/<int:pk>/"

urlpatterns = [
    path("conversations/<int:number>/cards/", beside.cards, name="cards"),
    path("card-sources/", sources.sources, name="card_sources"),
    path("card-sources/new/", sources.create, name="card_source_new"),
    path(_ONE, sources.source, name="card_source"),
    path(f"{_ONE}secret/", sources.secret, name="card_source_secret"),
    path(f"{_ONE}removal/", sources.remove, name="card_source_removal"),
]
