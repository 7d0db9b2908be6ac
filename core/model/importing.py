"""Files a town brings: how they are recognised, what is wrong in them, and what they would change.

Each kind of file has one function, plugged into the table of ``core.usecases.importing``::

    def prepare_x(uow: UnitOfWork, sheet: Sheet, options: ImportOptions, now: datetime) -> Prepared

It reads the rows, raises ``ImportRefusedError`` where the file must not be imported at all, compares with what is known
and writes nothing: ``Prepared.write`` does, in the same transaction, and only where the person said so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.model.errors import CantineError


class ImportKind(StrEnum):
    """The files that are understood."""

    TOWN = "town"
    """Children, guardians and enrolments, as the town hall keeps them: Cantine's own format."""
    ONDE_PUPILS = "onde_pupils"
    ONDE_GUARDIANS = "onde_guardians"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    ACCOUNTS = "accounts"
    RECORDS = "records"


class Encoding(StrEnum):
    """How the bytes of a file are read."""

    UTF_8 = "utf-8"
    CP1252 = "cp1252"
    """Windows-1252, which ISO 8859-1 and, but for eight signs, ISO 8859-15 are read as too."""


class ProblemKind(StrEnum):
    """What is wrong with a line, or with the whole file (then the line is 1), or with what was asked (line 0)."""

    EMPTY_FILE = "empty-file"
    TOO_LARGE = "too-large"
    """More millions of bytes than ``number``."""
    NOT_TEXT = "not-text"
    """A spreadsheet, or another binary file, under the name of a CSV file."""
    ENCODING = "encoding"
    """Neither UTF-8 nor cp1252."""
    UNKNOWN_FILE = "unknown-file"
    """The header is that of no file that is understood; ``value`` repeats how it begins."""
    MISSING_COLUMN = "missing-column"
    UNKNOWN_COLUMN = "unknown-column"
    REPEATED_COLUMN = "repeated-column"
    QUOTES = "quotes"
    CELLS = "cells"
    """Not as many cells as the header has (``number``)."""
    CUT = "cut"
    """The last line ends too early, or has no end where its last cell is read: the file may have been cut."""
    MISSING_VALUE = "missing-value"
    TOO_LONG = "too-long"
    """More characters than ``number``."""
    BAD_DATE = "bad-date"
    UNLIKELY_DATE = "unlikely-date"
    BAD_EMAIL = "bad-email"
    BAD_PHONE = "bad-phone"
    BAD_QUOTIENT = "bad-quotient"
    """Not a whole number of euros."""
    BAD_AMOUNT = "bad-amount"
    """Not an amount in euros of at most two places."""
    BAD_NUMBER = "bad-number"
    """No number, or none that can be meant."""
    BAD_IBAN = "bad-iban"
    BAD_ADDRESS = "bad-address"
    """Not a postal address: street, postcode and place."""
    RELIGION = "religion"
    """The value names a religion, which may not be recorded; it is not repeated."""
    UNKNOWN_SERVICE = "unknown-service"
    """``known`` lists those of the policy."""
    UNKNOWN_FIELD = "unknown-field"
    """``known`` lists those there are."""
    DUPLICATE_LINE = "duplicate-line"
    """Says again what line ``number`` says."""
    TWO_CLASSES = "two-classes"
    """Line ``number`` puts the child in another class."""
    TWO_QUOTIENTS = "two-quotients"
    """Line ``number`` gives the family another quotient."""
    TWO_VALUES = "two-values"
    """Line ``number`` gives the same thing another ``column``."""
    SUM = "sum"
    """The lines do not add up to the amount (``value``)."""
    UNKNOWN_CHILD = "unknown-child"
    """``value``: the name."""
    AMBIGUOUS_CHILD = "ambiguous-child"
    """Several children have that name (``value``), and nothing in the line tells them apart."""
    OTHER_CLASS = "other-class"
    """The only child of that name (``value``) is in a class of another level."""
    UNKNOWN_FAMILY = "unknown-family"
    UNKNOWN_GUARDIAN = "unknown-guardian"
    """Nobody of that name (``value``) acts for the family."""
    UNKNOWN_INVOICE = "unknown-invoice"
    OTHER_FAMILY = "other-family"
    """The invoice of that number (``value``) is another family's."""
    EMPTY_GUARDIAN = "empty-guardian"
    """A guardian without a name."""
    SCHOOL_NEEDED = "school-needed"
    """The file names no school, and there is not just one; ``known`` lists them."""
    MANY_LEAVERS = "many-leavers"
    """More pupils would leave (``number``) than a real file takes away; ``value`` is how many there are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a file, or a line of it, from being imported, as facts."""

    line: int
    kind: ProblemKind
    column: str = ""
    value: str = ""
    number: int = 0
    known: tuple[str, ...] = ()


class ImportRefusedError(CantineError):
    """The file was not imported, not even in part; ``problems`` says why, in the order of its lines."""

    code = "import-refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(", ".join(f"line {problem.line}: {problem.kind}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row under the header. ``number`` is the line it begins on, counted from 1; cells have no blanks around."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of a kind that was recognised.

    ``header``: the names of the columns as ``core.imports.cells.header_name`` makes them alike. Every row has as many
    cells as the header; of ``ONDE_GUARDIANS``, whose header repeats itself, as many as there were.
    ``footers``: lines at the end that say something about the file, and are not imported.
    """

    kind: ImportKind
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    footers: tuple[str, ...] = ()

    def under(self, row: SheetRow) -> dict[str, str]:
        """The cells of a row by column; of a column that is there several times, the first."""
        cells: dict[str, str] = {}
        for name, cell in zip(self.header, row.cells, strict=False):
            cells.setdefault(name, cell)
        return cells


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person said beside the file.

    ``school``: the school of a file that names none. ``services``: those that added children are enrolled in, as
    written by hand. ``leavers``: pupils who are not in the file any more leave.
    """

    school: str | None = None
    services: tuple[str, ...] = ()
    leavers: bool = False


class Subject(StrEnum):
    """What a file changes, in the order it is shown."""

    SCHOOL = "school"
    CLASS = "class"
    CHILD = "child"
    FAMILY = "family"
    GUARDIAN = "guardian"
    ACCOUNT = "account"
    INVOICE = "invoice"
    PAYMENT = "payment"
    RECORD = "record"


class Step(StrEnum):
    """What happens to it."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be written.

    ``name``: of whom or what it is, for people. ``detail``: of what is added, the class of a child, the family of a
    guardian; of a change, what is changed, as a code of ``import-field-…`` in the locales (``class``, ``email``,
    ``amount``). ``before`` and ``after``: the values, where they may be shown; neither for health data and accounts.
    """

    subject: Subject
    step: Step
    name: str
    detail: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class of the file and how many pupils it has there."""

    school: str
    name: str
    pupils: int


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What was understood of a file, what could not be matched, and what it would change.

    ``unmatched``: lines that are left out, and why. ``unchanged``: how many were as the file says, by subject.
    ``obstacles``: what keeps it from being applied as it was asked.
    """

    changes: tuple[Change, ...] = ()
    unchanged: dict[Subject, int] = field(default_factory=dict)
    unmatched: tuple[Problem, ...] = ()
    obstacles: tuple[Problem, ...] = ()
    classes: tuple[ClassCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and what carries it out on the transaction it was made in. ``write`` audits what it did."""

    plan: ImportPlan
    write: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as it was understood, and its plan; ``is_applied`` where that was written."""

    sheet: Sheet
    plan: ImportPlan
    is_applied: bool
