"""Addresses of the reports."""

from django.urls import path
from django.views.generic import RedirectView

from mainstay.web.insights import (
    behind,
    closing,
    concerns,
    next_steps,
    quality,
    reviewing,
    satisfaction,
    topics,
)

_RATING = "insights/ratings/<int:pk>/"

urlpatterns = [
    path("insights/", RedirectView.as_view(pattern_name="web:satisfaction"), name="insights"),
    path("insights/satisfaction/", satisfaction.satisfaction, name="satisfaction"),
    path("insights/satisfaction/export/", satisfaction.export, name="satisfaction_export"),
    path("insights/satisfaction/answers/", behind.answers, name="satisfaction_answers"),
    path(f"{_RATING}look/", concerns.look, name="rating_look"),
    path("insights/topics/", topics.topics, name="topics"),
    path("insights/topics/export/", topics.export, name="topics_export"),
    path("insights/topics/conversations/", behind.conversations, name="topic_conversations"),
    path("conversations/<int:number>/next/", next_steps.steps, name="next_steps"),
    path("insights/next/", next_steps.conversations, name="next_conversations"),
    path("insights/quality/", quality.quality, name="quality"),
    path("insights/quality/<int:pk>/", reviewing.review, name="review"),
    path("closing/", closing.closing, name="closing"),
]
