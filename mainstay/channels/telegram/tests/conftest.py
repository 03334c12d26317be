"""The server that these tests speak to."""

from mainstay.channels.telegram.tests.bots import telegram

__all__ = ["telegram"]
