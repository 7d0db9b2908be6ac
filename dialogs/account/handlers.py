"""A guardian types in a correction of their own details, and sends it."""

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.accounts import CORRECTABLE, CorrectionProblem
from core.usecases.correcting import ask_correction, read_correction
from dialogs.account.getters import field_of
from dialogs.answering import say
from dialogs.entry.linking import link, may_be_code
from dialogs.presses import choice_of
from dialogs.states import Account
from dialogs.visit import visit_of

_FIELDS = {kind.value: kind for kind in CORRECTABLE}


async def choose_field(manager: DialogManager, press: str) -> None:
    """Which detail is to be corrected."""
    manager.dialog_data["field"] = choice_of(press, _FIELDS).value
    await manager.switch_to(Account.field)


async def take_detail(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """Read what was typed in; what cannot be asked for is said, and a code still links."""
    visit, kind, text = visit_of(manager), field_of(manager), message.text or ""
    read = await visit.read(read_correction, visit.guardian, kind, text)
    if read is CorrectionProblem.SAME:
        await message.answer(visit.t.html("account-same"))
    elif not isinstance(read, CorrectionProblem):
        manager.dialog_data["typed"] = read.after
        await manager.switch_to(Account.recap)
    elif may_be_code(text):
        await link(message, text, manager, visit)
    else:
        await message.answer(visit.t.html(f"account-unreadable-{kind}"))


async def send_correction(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Ask the service; what has become so meanwhile needs no asking."""
    visit, kind = visit_of(manager), field_of(manager)
    asked = await visit.write(ask_correction, visit.guardian, kind, manager.dialog_data.get("typed", ""), visit.now)
    say(visit.t.text("account-same" if isinstance(asked, CorrectionProblem) else "account-asked"), alert=True)
    manager.dialog_data.pop("typed", None)
    await manager.switch_to(Account.main)
