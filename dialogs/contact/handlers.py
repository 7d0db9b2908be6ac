"""The service is shown on a map."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.kbd import Button

from dialogs.visit import visit_of


async def send_location(callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Send where the service is, and the screen again below; nothing where the policy does not say."""
    contact = visit_of(manager).policy.contact
    if callback.bot is None or contact.latitude is None or contact.longitude is None:
        return
    await callback.bot.send_location(callback.from_user.id, contact.latitude, contact.longitude)
    manager.show_mode = ShowMode.SEND
