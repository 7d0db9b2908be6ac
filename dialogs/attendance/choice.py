"""Which list: a day or a week, a school, a class, a service."""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Self

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.attendance import DayChoices, ListedClass, ListedSchool, ListedService, ListKey
from core.usecases.sheets import read_day
from dialogs.announcements.typed import span_of
from dialogs.attendance.listing import Listing, forget, has_list, open_listing, today_of
from dialogs.attendance.words import problem_words
from dialogs.presses import choice_of, day_of, number_of, parts_of, written
from dialogs.states import Attendance
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page, Rows, columns
from locales import Translator

SCHOOLS_PER_PAGE = 10
_ONE_DAY = timedelta(days=1)
_WEEK_OR_DAY = {"week": True, "day": False}


@dataclass(slots=True)
class Pick:
    """What is picked so far, as JSON has it. ``school``: ``None`` for the first; ``class_``: for all of them."""

    day: str
    school: int | None = None
    class_: int | None = None
    is_week: bool = False

    @classmethod
    def of(cls, manager: DialogManager) -> Self:
        """As the dialog keeps it; of today, to begin with."""
        kept = manager.dialog_data.get("pick", {"day": today_of(visit_of(manager)).isoformat()})
        return cls(**{part.name: kept[part.name] for part in fields(cls) if part.name in kept})

    def keep(self, manager: DialogManager) -> None:
        """Let the dialog keep it."""
        manager.dialog_data["pick"] = asdict(self)

    @property
    def date(self) -> date:
        """The day."""
        return date.fromisoformat(self.day)

    def school_among(self, choices: DayChoices) -> ListedSchool | None:
        """The school; the first one where none was picked, or it is not there any more."""
        first = next(iter(choices.schools), None)
        return next((school for school in choices.schools if school.id == self.school), first)

    def class_among(self, school: ListedSchool) -> ListedClass | None:
        """The class; the only one where there is but one."""
        if len(school.classes) == 1 and not school.is_whole:
            return school.classes[0]
        return next((one for one in school.classes if one.id == self.class_), None)


async def open_choice(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Begin with what the list shows."""
    visit, key = visit_of(manager), Listing.of(manager).key
    choices = await visit.read(read_day, visit.staff, key.day, visit.now)
    ranks = {listed.service.id: rank for rank, school in enumerate(choices.schools) for listed in school.services}
    rank = ranks.get(key.service_id)
    school_id = choices.schools[rank].id if rank is not None else None
    is_week = manager.current_context().state == Attendance.week
    Pick(key.day.isoformat(), school_id, key.class_id, is_week).keep(manager)
    forget(manager)
    manager.dialog_data["page"] = (rank or 0) // SCHOOLS_PER_PAGE
    await manager.switch_to(Attendance.choice)


async def leave_choice(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the list; without any, leave."""
    manager.dialog_data.pop("page", None)
    if has_list(manager):
        await manager.switch_to(Attendance.sheet)
    else:
        await manager.done()


async def pick_day(manager: DialogManager, press: str) -> None:
    """Another day."""
    pick = Pick.of(manager)
    pick.day = day_of(press).isoformat()
    pick.keep(manager)


async def write_day(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A day in somebody's own writing."""
    visit = visit_of(manager)
    span = span_of(message.text or "", today_of(visit))
    if span is None or span[0] != span[1]:
        await message.answer(visit.t.html("attendance-day-unread"))
        return
    pick = Pick.of(manager)
    pick.day = span[0].isoformat()
    pick.keep(manager)


async def pick_place(manager: DialogManager, press: str) -> None:
    """Another school, a class or all of them, a day or a week."""
    kind, value = parts_of(press, 2)
    pick = Pick.of(manager)
    match kind:
        case "school":
            pick.school, pick.class_ = number_of(value), None
        case "class":
            pick.class_ = number_of(value) or None
        case _:
            pick.is_week = choice_of(value, _WEEK_OR_DAY)
    pick.keep(manager)


async def open_list(manager: DialogManager, press: str) -> None:
    """The list of a service. What may be seen of it is up to whoever reads it."""
    service, day, class_ = parts_of(press, 3)
    key = ListKey(number_of(service), day_of(day), number_of(class_) or None)
    is_week = Pick.of(manager).is_week
    open_listing(manager, Listing(key, today_of(visit_of(manager))))
    await manager.switch_to(Attendance.week if is_week else Attendance.sheet)


async def read_choice(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What runs on a day, and of whom there are lists."""
    visit, pick = visit_of(dialog_manager), Pick.of(dialog_manager)
    choices = await visit.read(read_day, visit.staff, pick.date, visit.now)
    school = pick.school_among(choices)
    class_ = pick.class_among(school) if school else None
    page = Page.of(dialog_manager, len(choices.schools), SCHOOLS_PER_PAGE)
    schools = choices.schools[page.start : page.stop] if len(choices.schools) > 1 else ()
    return {
        "body": _body(visit.t, choices, school, class_),
        "days": _day_keys(visit, pick.date),
        "places": _view_keys(visit.t, pick)
        + columns((_school_key(one, one is school) for one in schools), 2)
        + (_class_keys(visit.t, school, class_) if school else ()),
        "pages": page.keys(),
        "services": tuple((_service_key(visit.t, one, pick, class_),) for one in school.services) if school else (),
    }


def _body(t: Translator, choices: DayChoices, school: ListedSchool | None, class_: ListedClass | None) -> str:
    parts = [t.html("attendance-choice", day=t.day(choices.day))]
    if school is None:
        return "\n\n".join([*parts, t.html("attendance-nowhere")])
    place = class_.name if class_ else t.text("attendance-all-classes")
    parts[0] += f"\n{t.html('attendance-place', school=school.name, class_=place)}"
    if choices.problem is not None:
        parts.append(f"⛔ {problem_words(choices.problem, t)}")
    parts.append(t.html("attendance-choose" if school.services else "attendance-no-service"))
    return "\n\n".join(parts)


def _day_keys(visit: Visit, day: date) -> Rows:
    t = visit.t
    before, after = day - _ONE_DAY, day + _ONE_DAY
    return (
        (
            Key(f"◀️ {t.short_day(before)}", written(before)),
            Key(t.text("attendance-go-today"), written(today_of(visit))),
            Key(f"{t.short_day(after)} ▶️", written(after)),
        ),
    )


def _chosen(label: str, is_chosen: bool) -> str:
    return f"● {label}" if is_chosen else label


def _view_keys(t: Translator, pick: Pick) -> Rows:
    day, week = t.text("attendance-view-day"), t.text("attendance-view-week")
    return ((Key(_chosen(day, not pick.is_week), "view.day"), Key(_chosen(week, pick.is_week), "view.week")),)


def _school_key(school: ListedSchool, is_chosen: bool) -> Key:
    return Key(_chosen(f"🏫 {school.name}", is_chosen), f"school.{school.id}")


def _class_keys(t: Translator, school: ListedSchool, chosen: ListedClass | None) -> Rows:
    if len(school.classes) == 1 and not school.is_whole:
        return ()
    every = Key(_chosen(t.text("attendance-all-classes"), chosen is None), "class.0")
    classes = columns((Key(_chosen(one.name, one is chosen), f"class.{one.id}") for one in school.classes), 3)
    return ((every,), *classes)


def _service_key(t: Translator, listed: ListedService, pick: Pick, class_: ListedClass | None) -> Key:
    terms = listed.service.terms
    label = t.text(
        "attendance-service",
        symbol=terms.symbol,
        service=terms.label.in_(t.locale),
        booked=listed.booked,
        unmarked=listed.unmarked,
    )
    return Key(label, f"{listed.service.id}.{written(pick.date)}.{class_.id if class_ else 0}")
