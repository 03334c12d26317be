"""Why nobody was reached outside."""

from typing import Literal

from mainstay.core.errors import Unavailable

Cause = Literal["address", "forbidden", "name", "connection", "tls", "time", "answer"]


class NotReached(Unavailable):
    """The text is for a person. `cause` says which step failed.

    "forbidden": the address leads where nobody may be sent; asking again cannot help.
    """

    def __init__(self, cause: Cause, sentence: str) -> None:
        super().__init__(sentence)
        self.cause = cause
