from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "mainstay.ui"
    label = "ui"
