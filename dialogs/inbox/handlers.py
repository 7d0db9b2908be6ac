"""The service decides."""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.planning import AbsenceOutcome
from core.usecases.deciding import Decision, approve, refuse
from dialogs.answering import say
from dialogs.inbox.filtering import (
    LEVELS,
    checked,
    filters_of,
    levels_left,
    prepare,
    prepared,
    read_counts,
)
from dialogs.presses import choice_of, number_of, parts_of
from dialogs.states import Inbox
from dialogs.visit import visit_of

REASON_LENGTH = 200
"""The longest reason of a refusal, in characters: it is read in a chat."""

_UNDECIDED = {"excuse": AbsenceOutcome.EXCUSED, "bill": AbsenceOutcome.BILLED}
_WANTED = {"1": True, "0": False}


async def open_group(manager: DialogManager, press: str) -> None:
    """Look into a group; where nothing tells its requests apart any more, at the children."""
    level, key = parts_of(press, 2)
    checked(level, key)
    _filter(manager, {**filters_of(manager), level: key})
    if not levels_left(await read_counts(manager), filters_of(manager)):
        await manager.switch_to(Inbox.requests)


async def leave_group(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Close the group that was opened last; without any, leave."""
    filters = filters_of(manager)
    if not filters:
        await manager.done()
        return
    filters.popitem()
    _filter(manager, filters)


async def leave_requests(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the groups: out of one that has no smaller ones in it."""
    filters = filters_of(manager)
    if filters and not levels_left(await read_counts(manager), filters):
        filters.popitem()
    _filter(manager, filters)
    await manager.switch_to(Inbox.groups)


def _filter(manager: DialogManager, filters: dict[str, str]) -> None:
    manager.dialog_data.update({"filters": filters, "chosen": [], "page": 0})


async def group_by(manager: DialogManager, press: str) -> None:
    """Group by another level."""
    manager.dialog_data.update({"by": choice_of(press, {level: level for level in LEVELS}), "page": 0})


async def see_children(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Look at the children, however many groups they are in."""
    _filter(manager, filters_of(manager))
    await manager.switch_to(Inbox.requests)


async def choose(manager: DialogManager, press: str) -> None:
    """Choose a request, or no more."""
    request, wanted = parts_of(press, 2)
    chosen = set(manager.dialog_data.get("chosen", []))
    this = {number_of(request)}
    manager.dialog_data["chosen"] = sorted(chosen | this if choice_of(wanted, _WANTED) else chosen - this)


async def prepare_all(_callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Prepare to approve or refuse all that is shown: what is pending now, not what comes in meanwhile."""
    counts = await read_counts(manager)
    prepare(manager, up_to=max((count.newest for count in counts), default=0))
    await _go_on(manager, refuses=button.widget_id == "refuse_all")


async def prepare_chosen(_callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Prepare to approve or refuse the chosen requests."""
    chosen = manager.dialog_data.get("chosen", [])
    if not chosen:
        say(visit_of(manager).t.text("inbox-choose"), alert=True)
        return
    prepare(manager, ids=chosen)
    await _go_on(manager, refuses=button.widget_id == "refuse")


async def _go_on(manager: DialogManager, *, refuses: bool) -> None:
    from_groups = manager.current_context().state == Inbox.groups
    manager.dialog_data["from_groups"] = from_groups
    await manager.switch_to(Inbox.reason if refuses else Inbox.approve)


async def leave_recap(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to where the decision was prepared."""
    await manager.switch_to(Inbox.groups if manager.dialog_data["from_groups"] else Inbox.requests)


async def approve_prepared(_callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Approve. The button says what late absences left to the manager become, if anything."""
    visit = visit_of(manager)
    outcome = _UNDECIDED.get(button.widget_id or "")
    decision = await visit.write(approve, visit.staff, prepared(manager), visit.now, outcome)
    await _conclude(manager, "inbox-approved", decision)


async def choose_reason(manager: DialogManager, press: str) -> None:
    """One of the usual reasons."""
    policy = visit_of(manager).policy
    reasons = {str(rank): reason for rank, reason in enumerate(policy.refusal_reasons)}
    manager.dialog_data["reason"] = choice_of(press, reasons).in_(policy.locale)
    await manager.switch_to(Inbox.refuse)


async def write_reason(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """A reason in the manager's own words."""
    reason = " ".join((message.text or "").split())
    if not reason or len(reason) > REASON_LENGTH:
        await message.answer(visit_of(manager).t.html("inbox-reason-length", count=REASON_LENGTH))
        return
    manager.dialog_data["reason"] = reason
    await manager.switch_to(Inbox.refuse)


async def refuse_prepared(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Refuse, with the reason given."""
    visit = visit_of(manager)
    decision = await visit.write(refuse, visit.staff, prepared(manager), manager.dialog_data["reason"], visit.now)
    await _conclude(manager, "inbox-refused", decision)


async def _conclude(manager: DialogManager, message: str, decision: Decision) -> None:
    t = visit_of(manager).t
    parts = [t.html(message, count=decision.decided), t.html("inbox-told", count=decision.families)]
    if not decision.decided:
        parts = [] if decision.left else [t.html("inbox-gone")]
    if decision.left:
        parts.append(t.html("inbox-left", count=decision.left))
    manager.dialog_data.update({"done": "\n\n".join(parts), "chosen": []})
    await manager.switch_to(Inbox.done)


async def back_to_groups(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Start over with all that is pending."""
    manager.dialog_data.clear()
    await manager.switch_to(Inbox.groups)
