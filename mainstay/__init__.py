"""Mainstay: the desk of client-service departments."""
