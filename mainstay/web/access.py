"""Doors of whole screens. Which rows one sees behind a door is `visible_to`."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from mainstay.team.models import Member
from mainstay.web.pages import MemberRequest

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[MemberRequest, Arguments], HttpResponse]


def watch_keepers_only(view: View[Arguments]) -> View[Arguments]:
    """For leads, managers and administrators: they see what went wrong."""
    return _door(view, lambda member: member.keeps_watch)


def takers_out_only(view: View[Arguments]) -> View[Arguments]:
    """For managers and administrators: they hand out a person's data and erase it."""
    return _door(view, lambda member: member.sees_all)


def administrators_only(view: View[Arguments]) -> View[Arguments]:
    """For those who look after people and the desk."""
    return _door(view, lambda member: member.is_administrator)


def _door(view: View[Arguments], may_enter: Callable[[Member], bool]) -> View[Arguments]:
    @functools.wraps(view)
    def wrapped(
        request: MemberRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if not may_enter(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
