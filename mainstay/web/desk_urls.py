"""Addresses of the daily work: inbox, conversations, clients, search."""

from django.urls import include, path
from django.views.generic import RedirectView

from mainstay.web.conversation import (
    beginning,
    doubts,
    draft_files,
    drafts,
    escalation,
    files,
    marks,
    messages,
    pausing,
    presence,
    quoting,
    states,
    views,
)
from mainstay.web.inbox import views as inbox
from mainstay.web.search import views as search
from mainstay.web.views import views as kept_views

_ONE = "conversations/<int:number>/"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="web:inbox"), name="start"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/list/", inbox.list_fragment, name="inbox_list"),
    path("contacts/<int:pk>/conversation/", beginning.begin, name="conversation_new"),
    path(_ONE, views.conversation, name="conversation"),
    path(f"{_ONE}timeline/", views.timeline, name="timeline"),
    path(f"{_ONE}aside/", views.aside, name="aside"),
    path(f"{_ONE}messages/", messages.create, name="messages"),
    path(f"{_ONE}solution/", states.solution, name="solution"),
    path(f"{_ONE}closure/", states.closure, name="closure"),
    path(f"{_ONE}reopening/", states.reopening, name="reopening"),
    path(f"{_ONE}assignment/", states.assignment, name="assignment"),
    path(f"{_ONE}department/", states.department, name="department_of"),
    path(f"{_ONE}subject/", states.subject, name="subject"),
    path(f"{_ONE}waiting/", pausing.waiting, name="waiting"),
    path(f"{_ONE}snooze/", pausing.snooze, name="snooze"),
    path(f"{_ONE}waking/", pausing.waking, name="waking"),
    path(f"{_ONE}escalation/", escalation.escalation, name="escalation"),
    path(f"{_ONE}escalation/end/", escalation.end, name="escalation_end"),
    path(f"{_ONE}kind/", marks.kind, name="kind"),
    path(f"{_ONE}category/", marks.category, name="category_of"),
    path(f"{_ONE}tags/", marks.tags, name="conversation_tags"),
    path(f"{_ONE}watching/", marks.watching, name="watching"),
    path(f"{_ONE}vouching/", doubts.create, name="vouching"),
    path(f"{_ONE}draft/", drafts.keep, name="draft_of"),
    path(f"{_ONE}draft/files/", drafts.files, name="draft_files"),
    path(f"{_ONE}presence/", presence.beat, name="presence"),
    path(f"{_ONE}people/", presence.known_people, name="correspondents"),
    path("drafts/", drafts.mine, name="drafts"),
    path("drafts/<int:pk>/", drafts.show, name="draft"),
    path("drafts/<int:pk>/copy/", drafts.copy, name="draft_copy"),
    path("drafts/<int:pk>/dropping/", drafts.drop, name="draft_dropping"),
    path("drafts/<int:pk>/return/", drafts.bring_back, name="draft_return"),
    path("drafts/files/<int:pk>/", draft_files.download, name="draft_file"),
    path("drafts/files/<int:pk>/picture/", draft_files.picture, name="draft_picture"),
    path("messages/<int:pk>/quote/", quoting.quote, name="message_quote"),
    path("messages/<int:pk>/sending/", messages.hurry, name="message_sending"),
    path("messages/<int:pk>/undoing/", messages.undo, name="message_undoing"),
    path("messages/<int:pk>/retry/", messages.retry, name="message_retry"),
    path("messages/<int:pk>/body/", files.body, name="message_body"),
    path("messages/<int:pk>/raw/", files.raw, name="message_raw"),
    path("attachments/<int:pk>/", files.attachment, name="attachment"),
    path("attachments/<int:pk>/picture/", files.picture, name="picture"),
    path("", include("mainstay.web.clients.urls")),
    path("views/new/", kept_views.new, name="view_new"),
    path("views/<int:pk>/", kept_views.view, name="view"),
    path("views/<int:pk>/edit/", kept_views.edit, name="view_edit"),
    path("views/<int:pk>/removal/", kept_views.removal, name="view_removal"),
    path("views/return/<str:kept>/", kept_views.bring_back, name="view_return"),
    path("search/", search.search, name="search"),
]
