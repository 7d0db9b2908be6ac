"""Language, and what unlinking the chat means."""

from typing import Any

from aiogram_dialog import DialogManager

from dialogs.visit import visit_of
from dialogs.widgets import Key
from locales import LOCALES, translator


async def read_languages(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The languages, each in its own words."""
    rows = tuple((Key(translator(locale).text("language-name"), locale),) for locale in LOCALES)
    return {"body": visit_of(dialog_manager).t.html("language-choose"), "rows": rows}


async def read_stop(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What unlinking means."""
    return {"body": visit_of(dialog_manager).t.html("stop-confirm")}
