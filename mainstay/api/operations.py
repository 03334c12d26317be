"""The API with all its operations. Their files are imported so that they register."""

from mainstay.api import files, search, team
from mainstay.api.clients import contacts, organisations
from mainstay.api.clients import routes as clients
from mainstay.api.conversations import (
    asking,
    bulk,
    drafts,
    handing_over,
    merging,
    offering,
    people,
    placing,
    ratings,
    reading,
    saved_replies,
    tying,
    views,
    writing,
)
from mainstay.api.conversations import routes as conversations
from mainstay.api.root import api

__all__ = [
    "api",
    "contacts",
    "offering",
    "organisations",
    "people",
    "placing",
    "ratings",
    "reading",
    "tying",
    "writing",
]

for _router in (
    conversations.router,
    merging.router,
    asking.router,
    drafts.router,
    saved_replies.router,
    views.router,
    bulk.router,
    handing_over.router,
    clients.router,
    search.router,
    files.router,
    team.router,
):
    api.add_router("", _router)
