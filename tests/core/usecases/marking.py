"""A class to mark, and how a person marks it: a mode, then a press on a child."""

from datetime import date, datetime

from core.model.attendance import AttendanceSheet, ListKey, Marked, SheetLine
from core.model.people import Role, Scope, StaffActor
from core.model.planning import Cell, Mark
from core.model.policy import AttendancePolicy, Hours, Policy, Ratio
from core.organisation import Organisation
from core.rules.attendance import wanted_of
from core.usecases.attendance import mark
from core.usecases.sheets import read_line, read_sheet
from tests.builders import Family, Town
from tests.clock import NOW

TODAY = date(2026, 11, 24)
"""The Tuesday of ``NOW``, before lunch."""


class Class:
    """The CP: Lou, Noé and Zélie are booked for lunch, Ana is not. Tom of the CE1 is. Each child is a family's own."""

    def __init__(self, town: Town) -> None:
        self.families = {
            name: town.family(f"Bruyère {name}").guardian("Anne").child(name, "CE1" if name == "Tom" else "CP")
            for name in ("Lou", "Noé", "Zélie", "Ana", "Tom")
        }
        self.school = self.families["Lou"].school
        self.teacher = town.teacher()
        self.carer = town.manager("Sacha Loriot", role=Role.CARER, scopes=[Scope(self.school.id)])
        town.booked(*(self.cell(name) for name in ("Lou", "Noé", "Zélie", "Tom")))

    def cell(self, name: str, service: str = "cantine", day: date = TODAY) -> Cell:
        """A child's lunch of today, unless said otherwise."""
        return self.families[name].cell(name, service, day)

    def key(self, service: str = "cantine", day: date = TODAY, class_name: str | None = "CP") -> ListKey:
        """The list of the class, or of all classes."""
        class_id = self.school.classes[class_name] if class_name else None
        return ListKey(self.school.services[service], day, class_id)

    def family(self, name: str) -> Family:
        """The family of a child."""
        return self.families[name]


async def press(
    organisation: Organisation, actor: StaffActor, cell: Cell, mode: Mark = Mark.PRESENT, now: datetime = NOW
) -> Marked:
    """Press on a child in a mode, as the list shows the child now."""
    line = await line_of(organisation, actor, cell, now)
    return await organisation.write(mark, actor, cell, wanted_of(line.mark, mode), line.mark, now)


async def line_of(organisation: Organisation, actor: StaffActor, cell: Cell, now: datetime = NOW) -> SheetLine:
    """A child as a list shows it."""
    return await organisation.read(read_line, actor, ListKey(cell.service_id, cell.day), cell.child_id, now)


async def sheet_of(organisation: Organisation, actor: StaffActor, key: ListKey, now: datetime = NOW) -> AttendanceSheet:
    """A list: who is booked, asked for or marked."""
    return await organisation.read(read_sheet, actor, key, now, everyone=False)


def with_attendance(organisation: Organisation, attendance: AttendancePolicy) -> Organisation:
    """The same organisation, its attendance marked by other terms."""
    return Organisation(organisation.database, organisation.policy.model_copy(update={"attendance": attendance}))


def with_care(organisation: Organisation) -> Organisation:
    """The same organisation; its evening care records hours and keeps to a ratio."""
    terms = {"hours": Hours(), "ratio": Ratio(under_six=2, from_six=3)}
    services = tuple(
        service.model_copy(update=terms) if service.key == "garderie_soir" else service
        for service in organisation.policy.services
    )
    policy: Policy = organisation.policy.model_copy(update={"services": services})
    return Organisation(organisation.database, policy)
