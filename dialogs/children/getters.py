"""The screens of « Mes enfants », read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.children import ChildSheet
from core.usecases.child_sheets import list_children, read_sheet
from core.usecases.pickups import read_person
from dialogs.children.words import class_of, persons, sheet
from dialogs.visit import visit_of
from dialogs.widgets import Key, columns


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A guardian's children."""
    visit = visit_of(dialog_manager)
    t = visit.t
    children = await visit.read(list_children, visit.guardian, visit.now)
    lines = [t.html("children-line", child=child.first_name, class_=class_of(visit, child)) for child in children]
    foot = t.html("children-choose") if children else t.html("children-none", phone=visit.policy.contact.phone)
    return {
        "body": "\n\n".join(part for part in (t.html("children-title"), "\n".join(lines), foot) if part),
        "rows": columns((Key(f"🧒 {child.first_name}", str(child.id)) for child in children), 2),
    }


async def sheet_of(manager: DialogManager) -> ChildSheet:
    """The sheet of the child that the dialog is about."""
    visit = visit_of(manager)
    return await visit.read(read_sheet, visit.guardian, int(manager.dialog_data["child"]), visit.now)


async def read_child(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The sheet of a child."""
    child = await sheet_of(dialog_manager)
    return {"body": "\n\n".join(sheet(visit_of(dialog_manager), child))}


async def read_pickups(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Who may fetch a child, and a key for each of them."""
    visit = visit_of(dialog_manager)
    t = visit.t
    child = await sheet_of(dialog_manager)
    listed = child.pickups.persons
    lines = [t.html("children-pickups-own"), *persons(visit, listed, child.pickups.pending)]
    head = t.html("children-pickups-title", child=child.first_name)
    return {
        "body": "\n\n".join([head, "\n".join(lines), t.html("children-pickups-how")]),
        "rows": columns((Key(f"👤 {one.first_name} {one.last_name}", str(one.id)) for one in listed), 1),
    }


async def read_one(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Somebody who may fetch a child, with most of their phone number hidden."""
    visit = visit_of(dialog_manager)
    t = visit.t
    kept = dialog_manager.dialog_data
    child = await sheet_of(dialog_manager)
    person = await visit.read(read_person, visit.guardian, child.id, int(kept["person"]), visit.now)
    if person is None:
        return {"body": t.html("children-person-gone"), "can_end": False}
    asked = any(one.person_id == person.id for one in child.pickups.pending)
    lines = [*persons(visit, (person,), ())]
    lines += [t.html("children-pickup-phone", phone=person.phone)] if person.phone else []
    lines += [t.html("children-person-since", day=f"{person.since:%d/%m/%Y}")]
    lines += ["", t.html("children-person-asked")] if asked else []
    head = t.html("children-pickups-title", child=child.first_name)
    return {"body": f"{head}\n\n" + "\n".join(lines), "can_end": not asked}


async def read_photo_screen(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Whether there is a photo of a child."""
    t = visit_of(dialog_manager).t
    child = await sheet_of(dialog_manager)
    parts = [
        t.html("children-photo-title", child=child.first_name),
        t.html("children-photo-there" if child.has_photo else "children-photo-none"),
        t.html("children-photo-how", child=child.first_name),
    ]
    return {"body": "\n\n".join(parts), "has_photo": child.has_photo}
