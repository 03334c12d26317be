"""Telegram: bots that clients write to, by the Bot API. Knows no conversation and no contact."""
