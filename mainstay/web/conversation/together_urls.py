"""Addresses of what brings conversations, and those who work on them, together."""

from django.urls import path

from mainstay.web.bulk import bulk
from mainstay.web.conversation import handing_over, merging, problems

_ONE = "conversations/<int:number>/"

urlpatterns = [
    path(f"{_ONE}merging/", merging.merging, name="merging"),
    path("merges/<int:pk>/separation/", merging.separation, name="separation"),
    path(f"{_ONE}splitting/", merging.splitting, name="splitting"),
    path(f"{_ONE}splitting/end/", merging.split_end, name="split_end"),
    path(f"{_ONE}linking/", merging.linking, name="linking"),
    path(f"{_ONE}linking/end/", merging.link_end, name="link_end"),
    path(f"{_ONE}problem/", problems.same_as, name="problem_of"),
    path(f"{_ONE}problem/end/", problems.end, name="problem_end"),
    path(f"{_ONE}reports/answer/", problems.answering_all, name="answering_all"),
    path(f"{_ONE}handover/", handing_over.offering, name="handover"),
    path("handovers/", handing_over.offers, name="handovers"),
    path("handovers/<int:pk>/acceptance/", handing_over.accepting, name="handover_accepting"),
    path("handovers/<int:pk>/refusal/", handing_over.declining, name="handover_declining"),
    path("handovers/<int:pk>/withdrawal/", handing_over.withdrawal, name="handover_withdrawal"),
    path("changes/choosing/", bulk.choosing, name="bulk_choosing"),
    path("changes/new/", bulk.new, name="bulk_new"),
    path("changes/<int:pk>/", bulk.show, name="bulk"),
    path("changes/<int:pk>/undoing/", bulk.undoing, name="bulk_undoing"),
]
