from django.urls import include, path

from mainstay.web import health, metrics

app_name = "web"
urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.view, name="metrics"),
    path("", include("mainstay.web.desk_urls")),
    path("", include("mainstay.web.insights.urls")),
    path("", include("mainstay.web.settings_urls")),
]
