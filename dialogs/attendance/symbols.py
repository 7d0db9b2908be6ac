"""The symbols of attendance. What each means is said by the message ``attendance-legend-<meaning>``."""

from core.model.attendance import AttendanceState, SheetLine

STATES = {
    AttendanceState.NOTHING: "▫️",
    AttendanceState.BOOKED: "⬜",
    AttendanceState.MARKED: "➕",
    AttendanceState.PRESENT: "✅",
    AttendanceState.ABSENT_EXCUSED: "🟡",
    AttendanceState.ABSENT_BILLED: "💶",
}
"""One for each state, in the order of the tutorial (Peaugres)."""

ASKED = "🚧"
DECLARED_ABSENT = "🏠"
NOT_RUNNING = "·"


def signs_of(line: SheetLine) -> str:
    """The state of a child's day, whether a booking is asked for, and whether an absence is declared."""
    asked = ASKED if line.is_asked else ""
    absent = DECLARED_ABSENT if line.is_declared_absent else ""
    return f"{STATES[line.state]}{asked}{absent}"
