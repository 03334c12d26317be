"""The router of clients. One path may have several methods only on one router."""

from ninja import Router

router = Router(tags=["clients"])
