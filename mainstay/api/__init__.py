"""JSON for programs, under /api/v1. It calls the actions that the pages call."""
