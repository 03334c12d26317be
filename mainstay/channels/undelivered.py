"""That a message of ours did not leave, and what follows from it."""

from datetime import timedelta


class NotDelivered(Exception):
    """A message did not leave. `is_final` says that trying again would not help.

    `of_server`: no other message would have left this way either. `wait`: not to be tried again
    before. `is_unsure`: it may have left all the same, so a person decides. `is_unreachable`:
    nothing reaches its recipient there any more.
    """

    def __init__(
        self,
        sentence: str,
        *,
        is_final: bool = False,
        of_server: bool = False,
        wait: timedelta = timedelta(0),
        is_unsure: bool = False,
        is_unreachable: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_final = is_final
        self.of_server = of_server
        self.wait = wait
        self.is_unsure = is_unsure
        self.is_unreachable = is_unreachable
