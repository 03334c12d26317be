"""The router of conversations. One path may have several methods only on one router."""

from ninja import Router

router = Router(tags=["conversations"])
