"""An announcement is made ready, shown, sent, and reopened."""

from collections.abc import Mapping

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.announcements import LONGEST_TEXT, OrderProblem, OrderRefusedError
from core.model.notices import AnnouncementKind
from core.usecases.announcing import announce, reopen, send_sample
from dialogs.announcements.draft import (
    Draft,
    announced_before,
    chosen_among,
    order_of,
    read_schools,
    service_keys,
    toggled,
)
from dialogs.announcements.steps import begin, leave_for_next, problem_here, problem_sentence, templates
from dialogs.announcements.symbols import MODES
from dialogs.announcements.typed import span_of
from dialogs.answering import say
from dialogs.presses import choice_of, day_of, number_of, parts_of
from dialogs.states import Announcements
from dialogs.visit import visit_of

_WANTED: Mapping[str, bool] = {"1": True, "0": False}
_KINDS = {str(kind): kind for kind in (AnnouncementKind.CLOSURE, AnnouncementKind.STRIKE, AnnouncementKind.GENERAL)}


async def choose_kind(manager: DialogManager, press: str) -> None:
    """A closure, a strike or information: then the first question."""
    kind = choice_of(press, _KINDS)
    schools = await read_schools(manager)
    if not schools:
        say(visit_of(manager).t.text("announce-no-school-known"), alert=True)
        return
    only = [school.id for school in schools] if len(schools) == 1 else []
    await begin(manager, Draft(kind, schools=only, is_urgent=kind is not AnnouncementKind.GENERAL))


async def choose_school(manager: DialogManager, press: str) -> None:
    """A school, or all of them; or no more."""
    which, wanted = parts_of(press, 2)
    known = [school.id for school in await read_schools(manager)]
    ids = known if which == "all" else [choice_of(which, {str(one): one for one in known})]
    draft = Draft.of(manager)
    for one in ids:
        draft.schools = toggled(draft.schools, one, wanted=choice_of(wanted, _WANTED))
    draft.classes = []
    draft.services = []
    draft.keep(manager)


async def choose_mode(manager: DialogManager, press: str) -> None:
    """What a school, or each of them, does on the day of the strike."""
    which, mode = parts_of(press, 2)
    draft = Draft.of(manager)
    schools = chosen_among(await read_schools(manager), draft)
    names = {str(school.id): school.name for school in schools}
    if mode == "name":
        say(choice_of(which, names))
        return
    chosen = choice_of(mode, {str(one): one for one in MODES})
    ids = list(names) if which == "all" else [which]
    for one in ids:
        choice_of(one, names)
        draft.modes[one] = chosen
    draft.keep(manager)


async def choose_service(manager: DialogManager, press: str) -> None:
    """A service, or no more. All of them, and none, is all of them."""
    key, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    known = service_keys(manager, chosen_among(await read_schools(manager), draft))
    choice_of(key, {one: one for one in known})
    chosen = {*(draft.services or known), key} if choice_of(wanted, _WANTED) else {*(draft.services or known)} - {key}
    if not chosen:
        say(visit_of(manager).t.text("announce-one-service"), alert=True)
        return
    draft.services = [] if chosen >= set(known) else [one for one in known if one in chosen]
    draft.keep(manager)


async def choose_days(manager: DialogManager, press: str) -> None:
    """The days as the press says them, or none."""
    draft = Draft.of(manager)
    if press == "none":
        draft.days = None
    else:
        first, last = parts_of(press, 2)
        draft.days = day_of(first), day_of(last)
    draft.keep(manager)


async def write_days(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Days in the manager's own writing."""
    visit = visit_of(manager)
    days = span_of(message.text or "", visit.now.astimezone(visit.tz).date())
    if days is None:
        await message.answer(visit.t.html("announce-days-unread"))
        return
    draft = Draft.of(manager)
    draft.days = days
    draft.keep(manager)
    problem = await problem_here(manager, Announcements.days)
    if problem is not None:
        await message.answer(problem_sentence(problem, visit.t))


async def choose_audience(manager: DialogManager, press: str) -> None:
    """A class, or no more; every class; those booked only, or all who are enrolled."""
    kind, value, wanted = parts_of(press, 3)
    draft = Draft.of(manager)
    is_wanted = choice_of(wanted, _WANTED)
    if choice_of(kind, {"class": True, "booked": False}):
        known = {
            str(one): one for school in chosen_among(await read_schools(manager), draft) for one, _ in school.classes
        }
        draft.classes = [] if value == "all" else toggled(draft.classes, choice_of(value, known), wanted=is_wanted)
    else:
        draft.only_booked = is_wanted and draft.days is not None
    draft.keep(manager)


async def choose_words(manager: DialogManager, press: str) -> None:
    """Words that are there to be picked, or none."""
    draft = Draft.of(manager)
    draft.text = "" if press == "none" else choice_of(press, templates(manager, draft))
    draft.keep(manager)


async def write_words(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """The author's own words: then the recap."""
    t = visit_of(manager).t
    text = (message.text or "").strip()
    if not text:
        await message.answer(t.html("announce-write"))
    elif len(text) > LONGEST_TEXT:
        await message.answer(t.html("announce-too-long", count=len(text), most=LONGEST_TEXT))
    else:
        draft = Draft.of(manager)
        draft.text = text
        draft.keep(manager)
        await leave_for_next(manager)


async def set_option(manager: DialogManager, press: str) -> None:
    """Whether it is urgent; whether to ask who has read it."""
    option, wanted = parts_of(press, 2)
    draft = Draft.of(manager)
    is_wanted = choice_of(wanted, _WANTED)
    if choice_of(option, {"urgent": True, "reading": False}):
        draft.is_urgent = is_wanted
    else:
        draft.asks_reading = is_wanted
    draft.keep(manager)


async def show_sample(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Have the message sent to this chat, as a family will read it."""
    visit = visit_of(manager)
    try:
        await visit.write(send_sample, visit.staff, order_of(manager), visit.now)
    except OrderRefusedError as error:
        _refuse(manager, error)
        return
    say(visit.t.text("announce-sample-comes"))


async def send(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Announce. The key is the confirmation's own, so that a press that comes twice announces once."""
    visit = visit_of(manager)
    try:
        made = await visit.write(announce, visit.staff, order_of(manager), visit.now)
    except OrderRefusedError as error:
        _refuse(manager, error)
        return
    counts = {"families": made.preview.families, "guardians": made.preview.guardians}
    manager.dialog_data.update({"id": made.id, "counts": counts, "announced_before": announced_before(manager) + 1})
    manager.dialog_data.pop("order", None)
    await manager.switch_to(Announcements.sent)


def _refuse(manager: DialogManager, error: OrderRefusedError) -> None:
    say(problem_sentence(error.problems[0] if error.problems else OrderProblem.NOBODY, visit_of(manager).t), alert=True)


async def open_one(manager: DialogManager, press: str) -> None:
    """What became of an announcement."""
    manager.dialog_data.update({"id": number_of(press), "page": 0})
    await manager.switch_to(Announcements.one)


async def first_page(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A list is looked at from its beginning."""
    manager.dialog_data["page"] = 0


async def reopen_it(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Reopen, and look at the announcement that tells it."""
    visit = visit_of(manager)
    announcement_id = int(manager.dialog_data["id"])
    try:
        made = await visit.write(reopen, visit.staff, announcement_id, f"reopen.{announcement_id}", visit.now)
    except ValueError:  # it is open again already, or its days are over
        say(visit.t.text("announce-nothing-to-reopen"), alert=True)
    else:
        manager.dialog_data["id"] = made.id
        say(visit.t.text("announce-reopened", count=made.preview.families))
    await manager.switch_to(Announcements.one)
