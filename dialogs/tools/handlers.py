"""Tools that have their screens elsewhere."""

from datetime import datetime

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Button

from core.model.attendance import DayChoices, ListKey
from core.model.notices import AnnouncementKind
from core.model.planning import Service
from core.usecases.sheets import read_day
from dialogs.announcements.handlers import choose_kind
from dialogs.attendance.listing import Listing, Mode, open_listing
from dialogs.states import Announcements, Attendance
from dialogs.visit import visit_of


async def open_closure(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Close a day or a period: the first question of such an announcement."""
    await manager.start(Announcements.main, show_mode=ShowMode.NO_UPDATE)
    await choose_kind(manager, AnnouncementKind.CLOSURE)
    await _draw(manager)


async def open_hours(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Note hours: of the service that is on or next, of those with hours; where none is, the choice of a list."""
    visit = visit_of(manager)
    choices = await visit.read(read_day, visit.staff, None, visit.now)
    wanted = _list_of_hours(choices, visit.now.astimezone(visit.tz))
    await manager.start(Attendance.sheet, show_mode=ShowMode.NO_UPDATE)
    if wanted is None:
        await manager.switch_to(Attendance.choice)
    else:
        open_listing(manager, Listing(wanted, choices.day, Mode.ARRIVED))
    await _draw(manager)


def _list_of_hours(choices: DayChoices, local: datetime) -> ListKey | None:
    """Of the suggested school: the first service with hours that is not over, else the first there is."""
    suggested = choices.suggested
    if suggested is None:
        return None
    schools = ([one.service for one in school.services] for school in choices.schools)
    own = next(services for services in schools if suggested.service_id in [service.id for service in services])
    timed = [service for service in own if service.terms.hours is not None]
    order = sorted(timed, key=lambda service: (_is_over(service, local), service.terms.starts))
    return ListKey(order[0].id, choices.day, suggested.class_id) if order else None


def _is_over(service: Service, local: datetime) -> bool:
    return service.terms.ends <= local.time()


async def _draw(manager: DialogManager) -> None:
    """Show the screen that several steps led to, once."""
    manager.show_mode = ShowMode.AUTO
    await manager.show()
