"""The chats of a guardian, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.usecases.devices import Device, Devices, read_device, read_devices
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Rows
from locales import translator


async def read_main(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The linked chats, and for whom a code may be made. Raises ``NotAuthorisedError`` for who is no guardian."""
    visit = visit_of(dialog_manager)
    devices = await visit.read(read_devices, visit.guardian, visit.identity.chat_id)
    lines = (visit.t.html("devices-line", device=_described(visit, device)) for device in devices.chats)
    head = visit.t.html("devices-title", count=len(devices.chats))
    return {
        "body": "\n".join([head, "", *lines, "", visit.t.html("devices-explained")]),
        "rows": tuple((Key(_label(visit, device), str(device.id)),) for device in devices.chats),
        "codes": _codes(visit, devices),
    }


def _described(visit: Visit, device: Device) -> str:
    t = visit.t
    since = t.instant(device.linked_at, visit.tz) if device.linked_at else "—"
    parts = [t.text("devices-since", since=since), translator(device.locale).text("language-name")]
    parts += [t.text("devices-here")] if device.is_here else []
    parts += [t.text("devices-blocked")] if device.is_blocked else []
    return " · ".join(parts)


def _label(visit: Visit, device: Device) -> str:
    day = visit.t.short_day(device.linked_at.astimezone(visit.tz).date()) if device.linked_at else "—"
    return visit.t.text("button-devices-unlink-here" if device.is_here else "button-devices-unlink", day=day)


def _codes(visit: Visit, devices: Devices) -> Rows:
    own = Key(visit.t.text("button-devices-code"), str(visit.guardian.guardian_id))
    others = (Key(visit.t.text("button-devices-code-for", name=other.name), str(other.id)) for other in devices.others)
    return tuple((key,) for key in (own, *others))


async def read_chat(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Whether to unlink a chat. Raises ``NotAuthorisedError`` for somebody else's."""
    visit = visit_of(dialog_manager)
    chat_id = int(dialog_manager.dialog_data["device"])
    device = await visit.read(read_device, visit.guardian, chat_id, visit.identity.chat_id)
    if device is None:
        return {"body": visit.t.html("devices-gone"), "is_linked": False}
    return {"body": visit.t.html("devices-unlink", device=_described(visit, device)), "is_linked": True}


async def read_code(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The code and its link, in the update that made it and never again: it is kept nowhere."""
    visit = visit_of(dialog_manager)
    made: dict[str, str] | None = dialog_manager.middleware_data.get("made_code")
    if made is None:
        return {"body": visit.t.html("devices-code-shown")}
    return {"body": visit.t.html("devices-code-for" if "name" in made else "devices-code-own", **made)}
