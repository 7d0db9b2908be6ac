"""Which pending requests a manager looks at, as the dialog keeps it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from aiogram_dialog import DialogManager

from core.model.requests import PendingCount, Selection
from core.usecases.deciding import count_pending
from dialogs.presses import UnreadablePressError, day_of, number_of, written
from dialogs.visit import Visit, visit_of
from dialogs.week import monday_of

LEVELS = ("week", "day", "school", "class")
"""What requests are grouped by, the widest first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pending requests that share a week, a day, a school or a class. ``key``: as a press says it."""

    key: str
    name: str
    count: int


def filters_of(manager: DialogManager) -> dict[str, str]:
    """The groups that were opened, by level, each by its key."""
    return dict(manager.dialog_data.get("filters", {}))


def selection_of(manager: DialogManager) -> Selection:
    """What the filters say."""
    filters = filters_of(manager)
    first = last = None
    if "week" in filters:
        first = day_of(filters["week"])
        last = first + timedelta(days=6)
    if "day" in filters:
        first = last = day_of(filters["day"])
    school, class_ = filters.get("school"), filters.get("class")
    return Selection(first, last, number_of(school) if school else None, number_of(class_) if class_ else None)


def prepare(manager: DialogManager, ids: Iterable[int] = (), up_to: int | None = None) -> None:
    """Keep what is about to be decided: requests one by one, or all that the filters let through up to the newest."""
    manager.dialog_data.update({"decide": list(ids), "up_to": up_to})


def prepared(manager: DialogManager) -> Selection:
    """What was prepared: no request that came in since is decided unseen."""
    ids = manager.dialog_data["decide"]
    return replace(selection_of(manager), ids=frozenset(ids) or None, up_to=manager.dialog_data["up_to"])


async def read_counts(manager: DialogManager, selection: Selection | None = None) -> list[PendingCount]:
    """The pending requests that the filters let through, or those of a selection, counted."""
    visit = visit_of(manager)
    return await visit.read(count_pending, visit.staff, selection or selection_of(manager), visit.now)


def total(counts: Iterable[PendingCount]) -> int:
    """How many requests that is."""
    return sum(count.count for count in counts)


def undecided(counts: Iterable[PendingCount]) -> int:
    """How many of them are late absences that are the manager's to judge."""
    return sum(count.undecided for count in counts)


def levels_left(counts: Sequence[PendingCount], filters: Mapping[str, str]) -> list[str]:
    """The levels that still tell the requests apart. To begin with, the week is shown though there be only one."""
    return [
        level
        for level in LEVELS
        if level not in filters and (len({_KEYS[level](count) for count in counts}) > 1 or _begins(level, filters))
    ]


def _begins(level: str, filters: Mapping[str, str]) -> bool:
    return level == LEVELS[0] and not filters


def groups_of(visit: Visit, counts: Sequence[PendingCount], level: str) -> list[Group]:
    """The counts added up by a level, in their order."""
    groups: dict[str, Group] = {}
    for count in counts:
        key = _KEYS[level](count)
        known = groups.get(key)
        groups[key] = Group(key, _NAMES[level](visit, count), count.count + (known.count if known else 0))
    return list(groups.values())


def checked(level: str, key: str) -> None:
    """Raise ``UnreadablePressError`` where a press names no group that could be."""
    if level not in LEVELS:
        raise UnreadablePressError(level)
    read: Callable[[str], date | int] = day_of if level in {"week", "day"} else number_of
    read(key)


def _class_name(visit: Visit, count: PendingCount) -> str:
    return visit.t.text("inbox-class", class_=count.class_name or visit.t.text("inbox-no-class"), school=count.school)


_KEYS: dict[str, Callable[[PendingCount], str]] = {
    "week": lambda count: written(monday_of(count.day)),
    "day": lambda count: written(count.day),
    "school": lambda count: str(count.school_id),
    "class": lambda count: str(count.class_id or 0),
}
_NAMES: dict[str, Callable[[Visit, PendingCount], str]] = {
    "week": lambda visit, count: visit.t.text("inbox-week", week=visit.t.span(monday_of(count.day))),
    "day": lambda visit, count: visit.t.day(count.day),
    "school": lambda _visit, count: count.school,
    "class": _class_name,
}
