"""Errors a use case may raise. What a person reads about them lives in ``locales/``, under ``error-<code>``."""


class CantineError(Exception):
    """Something the caller asked for cannot be done; the docstring of the subclass says what."""

    code = "unexpected"


class NotAuthorisedError(CantineError):
    """The actor may not see or change what the order names."""

    code = "not-authorised"


class UnknownReasonError(CantineError):
    """The policy has no absence reason of this code."""

    code = "reason-unknown"
