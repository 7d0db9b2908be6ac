"""The service decides what families ask about their files, one after the other."""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestProblem
from core.usecases.family_deciding import approve_family_request, list_open, read_open, refuse_family_request
from dialogs.answering import say
from dialogs.family_inbox.words import problem
from dialogs.family_requests.words import title
from dialogs.inbox.handlers import REASON_LENGTH
from dialogs.presses import choice_of, number_of, parts_of
from dialogs.states import FamilyInbox
from dialogs.visit import Visit, visit_of

_ANSWERS = {"a": "accept", "r": "refuse", "y": "erase"}


async def open_request(manager: DialogManager, press: str) -> None:
    """Look at one. Raises ``NotAuthorisedError``."""
    request = await _read(visit_of(manager), number_of(press))
    manager.dialog_data.update({"request": request.id, "done": None})
    await manager.switch_to(FamilyInbox.request)


async def answer(manager: DialogManager, press: str) -> None:
    """Accept or refuse the request that the press names. Refusing asks why, and erasing asks once more."""
    what, number = parts_of(press, 2)
    wish = choice_of(what, _ANSWERS)
    request = await _read(visit_of(manager), number_of(number))
    if wish == "refuse":
        await _ask_first(manager, request, refuses=True)
    elif wish == "accept" and request.kind is FamilyRequestKind.ERASURE:
        await _ask_first(manager, request, refuses=False)
    else:
        visit = visit_of(manager)
        why = await visit.write(approve_family_request, visit.staff, request.id, visit.now)
        await _conclude(manager, request, why, "filing-accepted")


async def _ask_first(manager: DialogManager, request: FamilyRequest, *, refuses: bool) -> None:
    manager.dialog_data["request"] = request.id
    await manager.switch_to(FamilyInbox.refuse if refuses else FamilyInbox.erase)


async def choose_reason(manager: DialogManager, press: str) -> None:
    """Refuse for one of the usual reasons."""
    number, rank = parts_of(press, 2)
    policy = visit_of(manager).policy
    reasons = {str(place): reason for place, reason in enumerate(policy.refusal_reasons)}
    await _refuse(manager, number_of(number), choice_of(rank, reasons).in_(policy.locale))


async def write_reason(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Refuse in the manager's own words."""
    reason = " ".join((message.text or "").split())
    if not reason or len(reason) > REASON_LENGTH:
        await message.answer(visit_of(manager).t.html("inbox-reason-length", count=REASON_LENGTH))
        return
    await _refuse(manager, manager.dialog_data["request"], reason)


async def _refuse(manager: DialogManager, request_id: int, reason: str) -> None:
    visit = visit_of(manager)
    request = await _read(visit, request_id)
    why = await visit.write(refuse_family_request, visit.staff, request_id, reason, visit.now)
    await _conclude(manager, request, why, "filing-refused")


async def _read(visit: Visit, request_id: int) -> FamilyRequest:
    return await visit.read(read_open, visit.staff, request_id, visit.now)


async def _conclude(
    manager: DialogManager, request: FamilyRequest, why: FamilyRequestProblem | None, sentence: str
) -> None:
    """Say what came of it, and bring up the next that waits. One that could not be decided stays up, if it waits."""
    visit = visit_of(manager)
    if why is None:
        done = visit.t.html(sentence, what=title(visit, request), guardian=request.guardian)
    else:
        done = problem(visit, why)
        say(visit.t.text(f"filing-problem-{why.replace('_', '-')}"), alert=True)
    waiting = [one.id for one in await visit.read(list_open, visit.staff, visit.now)]
    after = [one for one in waiting if one > request.id or (why is not None and one == request.id)]
    following = next(iter(after or waiting), None)
    manager.dialog_data.update({"done": done, "request": following, "page": 0})
    await manager.switch_to(FamilyInbox.list if following is None else FamilyInbox.request)


async def leave_request(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the list."""
    manager.dialog_data["done"] = None
    await manager.switch_to(FamilyInbox.list)
