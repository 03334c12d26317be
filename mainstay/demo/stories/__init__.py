"""The stories of the demo, one file per theme."""

from mainstay.demo.stories import (
    approval,
    articles,
    creatives,
    deals,
    easy,
    escalations,
    integrations,
    long_stories,
    odd_mail,
    offers,
    outage,
    payments,
    removed_links,
    reputation,
    reviews,
    sites,
    what_if,
)
from mainstay.demo.story import Story

_THEMES = (
    removed_links,
    sites,
    deals,
    articles,
    payments,
    what_if,
    integrations,
    reputation,
    offers,
    approval,
    creatives,
    escalations,
    reviews,
    easy,
    long_stories,
    odd_mail,
    outage,
)


def all_stories() -> tuple[Story, ...]:
    """Every story, the one that began longest ago first."""
    told = (story for theme in _THEMES for story in theme.STORIES)
    return tuple(sorted(told, key=lambda story: story.starts, reverse=True))
