"""One child's enrolments, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.operations import PupilService
from core.usecases.enrolling import read_enrolments
from dialogs.enrolment.search import full_name, matches
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key


async def read_search(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children of the typed name."""
    t = visit_of(dialog_manager).t
    return await matches(dialog_manager, f"{t.html('enrol-title')}\n\n{t.html('enrol-ask')}")


async def read_pupil(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What a child is enrolled in; each key says what it should be."""
    visit = visit_of(dialog_manager)
    t = visit.t
    known = await visit.read(read_enrolments, visit.staff, int(dialog_manager.dialog_data["child"]), visit.now)
    pupil = known.pupil
    lines = [
        t.html("enrol-pupil", name=full_name(pupil), class_=pupil.class_name, school=pupil.school),
        t.html("bulk-year", years=f"{known.school_year}-{known.school_year + 1}"),
        "",
        *(_line(visit, one) for one in known.services),
        "",
        t.html("enrol-press"),
    ]
    return {"body": "\n".join(lines), "rows": tuple((_key(visit, one),) for one in known.services)}


def _line(visit: Visit, one: PupilService) -> str:
    t = visit.t
    words = t.html("enrol-is" if one.is_enrolled else "enrol-is-not", service=_name(visit, one))
    return f"{words}, {t.html('enrol-coming', count=one.coming_bookings)}" if one.coming_bookings else words


def _name(visit: Visit, one: PupilService) -> str:
    return f"{one.service.terms.symbol} {one.service.terms.label.in_(visit.t.locale)}"


def _key(visit: Visit, one: PupilService) -> Key:
    return Key(f"{box(one.is_enrolled)} {_name(visit, one)}", f"{one.service.id}.{int(not one.is_enrolled)}")
