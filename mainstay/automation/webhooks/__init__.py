"""Telling other programs what happened: signed, tried again for a day, never two ways at once."""
