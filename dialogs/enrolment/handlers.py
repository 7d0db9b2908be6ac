"""A child is chosen, enrolled, or enrolled no more."""

from collections.abc import Mapping

from aiogram_dialog import DialogManager

from core.usecases.enrolling import read_enrolments, set_enrolment
from dialogs.answering import say
from dialogs.presses import choice_of, number_of, parts_of
from dialogs.states import Enrolment
from dialogs.visit import visit_of

WANTED: Mapping[str, bool] = {"1": True, "0": False}


async def choose_pupil(manager: DialogManager, press: str) -> None:
    """A child of the list. Raises ``NotAuthorisedError`` for one that is not looked after."""
    visit = visit_of(manager)
    known = await visit.read(read_enrolments, visit.staff, number_of(press), visit.now)
    manager.dialog_data["child"] = known.pupil.child_id
    await manager.switch_to(Enrolment.pupil)


async def set_service(manager: DialogManager, press: str) -> None:
    """Enrolled in a service, or not, as the press says; or why it cannot be so."""
    service, wanted = parts_of(press, 2)
    visit = visit_of(manager)
    is_wanted, child_id = choice_of(wanted, WANTED), int(manager.dialog_data["child"])
    problem = await visit.write(
        set_enrolment, visit.staff, child_id, number_of(service), wanted=is_wanted, now=visit.now
    )
    if problem is not None:
        say(visit.t.text(f"enrol-problem-{problem.replace('_', '-')}"), alert=True)
    else:
        say(visit.t.text("enrol-done" if is_wanted else "enrol-ended"))
