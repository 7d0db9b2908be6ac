"""A chat is unlinked, or a code made for another one."""

from aiogram.types import CallbackQuery
from aiogram.utils.deep_linking import create_start_link
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.kbd import Button

from core.usecases.devices import CODES_A_DAY, DeviceProblem, MadeCode, make_code, read_device, unlink_device
from dialogs.answering import say
from dialogs.presses import number_of
from dialogs.states import Devices, Settings
from dialogs.visit import visit_of


async def open_device(manager: DialogManager, press: str) -> None:
    """Look at a chat; at the one that was pressed in as ``/stop`` does.

    Raises ``NotAuthorisedError`` for somebody else's.
    """
    visit = visit_of(manager)
    chat_id = number_of(press)
    device = await visit.read(read_device, visit.guardian, chat_id, visit.identity.chat_id)
    if device is not None and device.is_here:
        await manager.start(Settings.stop, mode=StartMode.RESET_STACK)
        return
    manager.dialog_data["device"] = chat_id
    await manager.switch_to(Devices.chat)


async def unlink(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Unlink the chat that is looked at. Raises ``NotAuthorisedError`` for somebody else's."""
    visit = visit_of(manager)
    await visit.write(unlink_device, visit.guardian, int(manager.dialog_data["device"]), visit.now)
    say(visit.t.text("devices-unlinked"))
    await manager.switch_to(Devices.main)


async def make(manager: DialogManager, press: str) -> None:
    """A code for oneself or for another guardian. Raises ``NotAuthorisedError`` for anybody else."""
    visit = visit_of(manager)
    made = await visit.write(make_code, visit.guardian, number_of(press), visit.now)
    if isinstance(made, DeviceProblem):
        say(visit.t.text("devices-too-many-codes", count=CODES_A_DAY, phone=visit.policy.contact.phone), alert=True)
        return
    manager.middleware_data["made_code"] = await _words(manager, made)
    await manager.switch_to(Devices.code)


async def _words(manager: DialogManager, made: MadeCode) -> dict[str, str]:
    visit = visit_of(manager)
    words = {
        "code": made.code,
        "link": await create_start_link(manager.middleware_data["bot"], made.code),
        "until": visit.t.instant(made.expires_at, visit.tz),
    }
    return words if made.name is None else {**words, "name": made.name}
