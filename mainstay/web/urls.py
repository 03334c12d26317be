from django.urls import path

from mainstay.web import metrics

app_name = "web"
urlpatterns = [path("metrics", metrics.view, name="metrics")]
