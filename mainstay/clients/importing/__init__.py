"""Bringing clients in from a CSV file."""

from mainstay.clients.importing.faults import Fault
from mainstay.clients.importing.reading import Sheet, open_sheet
from mainstay.clients.importing.taking_in import Tally, take_in

__all__ = ["Fault", "Sheet", "Tally", "open_sheet", "take_in"]
