"""Ratings and conversations made straight in the base: reports only count them."""

from datetime import datetime, timedelta

import pytest

from mainstay.conversations.models import Conversation
from mainstay.core.clock import now
from mainstay.surveys import links
from mainstay.surveys.models import RatingRequest


@pytest.fixture
def rate(world):
    """`rate(5, member=world.maya)`: a request with this answer; without a score, no answer."""

    def one(score=None, *, settled=None, at=None, department=None, member=None, **about):
        conversation = Conversation.objects.create(
            subject="Rated",
            contact=world.daniel,
            department=department or world.support,
            state="closed",
            **about,
        )
        sent_at = at or now() - timedelta(days=1)
        return RatingRequest.objects.create(
            conversation=conversation,
            contact=world.daniel,
            department=department or world.support,
            member=member or world.maya,
            sent_at=sent_at,
            token_hash=links.hash_of(links.new_token()),
            score=score,
            settled=settled,
            answered_at=None if score is None and settled is None else sent_at,
        )

    return one


@pytest.fixture
def begin(world):
    """`begin(day, category, 3)`: three conversations that began on this day, at noon UTC."""

    def some(day, category=None, times=1, department=None):
        at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        Conversation.objects.bulk_create(
            Conversation(
                subject="Asked",
                contact=world.daniel,
                department=department or world.support,
                category=category,
                created_at=at,
            )
            for _time in range(times)
        )

    return some
