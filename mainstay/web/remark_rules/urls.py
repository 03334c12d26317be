"""Addresses of the remarks before sending, for leads, and of those about what is being written."""

from django.urls import path

from mainstay.web.conversation import remarking
from mainstay.web.remark_rules import remark_rules

urlpatterns = [
    path("conversations/<int:number>/remarks/", remarking.remarks, name="remarks_of"),
    path("remarks/", remark_rules.remark_rules, name="remark_rules"),
    path("remarks/<slug:key>/", remark_rules.remark_rule, name="remark_rule"),
    path("remarks/<slug:key>/switch/", remark_rules.switch, name="remark_rule_switch"),
]
