"""What went wrong, in a sentence for the person who asked."""


class Refused(Exception):
    """An action that may not happen now. The text is shown to the person as it is."""


class Unavailable(Exception):
    """Something outside of us (database server, mail server, disk) does not do its part.

    The text says what happened and what to do about it.
    """
