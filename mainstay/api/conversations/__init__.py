"""Conversations: found, read, and everything that is done in them."""
