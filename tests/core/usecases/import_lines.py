"""Lines of an import file, as sentences."""

from typing import NamedTuple

from core.imports.town import COLUMNS
from core.model.importing import Imported, Step, Subject

HEADER = ";".join(COLUMNS)


def row(
    child: str = "Lou Bruyère",
    guardian: str = "Anne Bruyère",
    *,
    school: str = "Les Tilleuls",
    class_: str = "CP",
    level: str = "CP",
    born: str = "2020-02-29",
    family: str = "",
    email: str = "",
    phone: str = "",
    services: str = "cantine",
) -> str:
    """A child and a guardian, each by first and last name; the family is named like the guardian unless it is said."""
    child_first, child_last = child.split(" ", 1)
    guardian_first, guardian_last = guardian.split(" ", 1)
    cells = (school, class_, level, child_last, child_first, born, family or guardian_last)
    return ";".join((*cells, guardian_last, guardian_first, email, phone, services))


def csv_file(*rows: str) -> bytes:
    """Rows under the header, in UTF-8."""
    return "\n".join((HEADER, *rows, "")).encode()


def with_quotients(*rows: tuple[str, int | None]) -> bytes:
    """Rows, each with the quotient of its family where one is given."""
    quoted = (f"{row};{'' if quotient is None else quotient}" for row, quotient in rows)
    return "\n".join((f"{HEADER};quotient", *quoted, "")).encode()


class Tally(NamedTuple):
    """How many were new, differed from what was known, or did not."""

    added: int
    changed: int
    unchanged: int


class Report(NamedTuple):
    """What an import did to each."""

    families: Tally
    guardians: Tally
    children: Tally


def report_of(imported: Imported) -> Report:
    """Count what a plan says; a child whose class and services change has changed once."""
    plan = imported.plan

    def names(subject: Subject, step: Step) -> list[str]:
        return [change.name for change in plan.changes if (change.subject, change.step) == (subject, step)]

    def tally(subject: Subject) -> Tally:
        changed = set(names(subject, Step.CHANGED))
        return Tally(len(names(subject, Step.ADDED)), len(changed), plan.unchanged[subject])

    return Report(tally(Subject.FAMILY), tally(Subject.GUARDIAN), tally(Subject.CHILD))
