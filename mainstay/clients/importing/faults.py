"""What is wrong with a row, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`line` counts from 1, the header among them. `column` is empty when it is the whole row."""

    line: int
    column: str
    reason: str


class Bad(Exception):
    """A cell that is not what its column holds."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason
