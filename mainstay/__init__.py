"""Mainstay: the desk of client-service departments."""

__version__ = "0.1.0"
