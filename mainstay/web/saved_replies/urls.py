"""Addresses of saved replies: choosing one, and the screen where they are kept."""

from django.urls import path

from mainstay.web.saved_replies import picker, preview, saved_replies

_ONE = "saved-replies/<int:pk>/"

urlpatterns = [
    path("conversations/<int:number>/replies/", picker.picker, name="reply_picker"),
    path("saved-replies/", saved_replies.saved_replies, name="saved_replies"),
    path("saved-replies/new/", saved_replies.new, name="saved_reply_new"),
    path(_ONE, saved_replies.saved_reply, name="saved_reply"),
    path(f"{_ONE}preview/", preview.preview, name="saved_reply_preview"),
    path(f"{_ONE}retirement/", saved_replies.retirement, name="saved_reply_retirement"),
    path(f"{_ONE}return/", saved_replies.return_, name="saved_reply_return"),
]
