"""The one program: `mainstay`."""

from mainstay.cli.program import main

__all__ = ["main"]
