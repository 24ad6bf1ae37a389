"""How services say no: a sentence for the person, never a code. No ORM."""


class Refused(Exception):
    """It is not possible; `message` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
