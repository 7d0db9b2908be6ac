"""What staff have done at once, each under the key of the press that confirmed it."""

from enum import StrEnum


class OperationKind(StrEnum):
    """What an operation does."""

    REPORT = "report"
    ENROL = "enrol"
    BOOK = "book"
    REMOVE = "remove"
    PROMOTE = "promote"
