"""A school that moves up, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.promotions import PlannedChild, PlannedClass, PromotionPlan
from dialogs.bulk.getters import dot
from dialogs.promotion.chosen import child_in, class_in, mark_of, read_places, read_plan, targets_of
from dialogs.tools.operations import operation_view
from dialogs.visit import visit_of
from dialogs.widgets import Key, Page, Rows, columns
from locales import Translator

PLACES_PER_PAGE = 12
CLASSES_PER_PAGE = 20
CHILDREN_PER_PAGE = 24
EXCEPTIONS_TOLD = 12
TARGETS_SHOWN = 60
"""Classes of next year on keys; any other can be written."""


async def read_place_choice(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The schools, one to be chosen."""
    t = visit_of(dialog_manager).t
    places = await read_places(dialog_manager)
    page = Page.of(dialog_manager, len(places), PLACES_PER_PAGE)
    question = t.html("bulk-which-place" if places else "bulk-no-place-known")
    return {
        "body": f"{t.html('promote-title')}\n\n{question}",
        "rows": tuple((Key(one.name, str(one.id)),) for one in places[page.start : page.stop]),
        "pages": page.keys(),
    }


async def read_whole(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Where every class goes, and how many children: nothing is done yet."""
    t = visit_of(dialog_manager).t
    plan = await read_plan(dialog_manager)
    page = Page.of(dialog_manager, len(plan.classes), CLASSES_PER_PAGE)
    keys = [Key(one.name, str(one.class_id)) for one in plan.classes[page.start : page.stop]]
    years = f"{plan.year}-{plan.year + 1}"
    lines = [
        t.html("promote-plan", school=plan.school, years=years),
        "",
        *_count_lines(t, plan),
        "",
        t.html("promote-anew", years=years),
        "",
        *(_class_line(t, one) for one in plan.classes),
        "",
        t.html("promote-press-class" if plan.classes else "promote-no-class"),
    ]
    return {"body": "\n".join(lines), "rows": columns(keys, 3), "pages": page.keys(), "can_apply": plan.moving > 0}


async def read_confirm(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """How many children would move, and that there is no way back."""
    t = visit_of(dialog_manager).t
    plan = await read_plan(dialog_manager)
    lines = [
        t.html("promote-confirm", school=plan.school, years=f"{plan.year}-{plan.year + 1}"),
        "",
        *_count_lines(t, plan),
        "",
        t.html("promote-final"),
    ]
    return {"body": "\n".join(lines), "can_apply": plan.moving > 0}


def _count_lines(t: Translator, plan: PromotionPlan) -> list[str]:
    counts = {
        "promote-moving": plan.moving,
        "promote-repeating": plan.repeating,
        "promote-leaving": plan.leaving,
        "promote-placed": plan.placed,
    }
    always = {"promote-moving"}
    return [t.html(name, count=count) for name, count in counts.items() if count or name in always]


def _class_line(t: Translator, one: PlannedClass) -> str:
    line = t.html("promote-class", name=one.name, target=_target(t, one.target), count=len(one.children))
    apart = sum(child.is_apart for child in one.children)
    return line + (t.html("promote-apart", count=apart) if apart else "")


def _target(t: Translator, name: str | None) -> str:
    return t.text("promote-leaves") if name is None else name


def _own_target(t: Translator, child: PlannedChild) -> str:
    return t.text("promote-leaves-one") if child.target is None else child.target


async def read_class(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A class, where it goes, and where it could."""
    t = visit_of(dialog_manager).t
    plan = await read_plan(dialog_manager)
    one = class_in(plan, int(dialog_manager.dialog_data["class"]))
    apart = [child for child in one.children if child.is_apart]
    lines = [_class_line(t, one), *(_child_line(t, child) for child in apart[:EXCEPTIONS_TOLD])]
    if len(apart) > EXCEPTIONS_TOLD:
        lines.append(t.html("and-others", count=len(apart) - EXCEPTIONS_TOLD))
    return {
        "body": "\n".join([*lines, "", t.html("promote-where")]),
        "rows": _target_rows(t, plan, one.class_id, mark_of(one.target), t.text("promote-leaves")),
        "apart": len(apart),
    }


def _target_rows(t: Translator, plan: PromotionPlan, who: int, chosen: str, leaves: str) -> Rows:
    """Where somebody can go; ``chosen``: what a press says of where it is."""
    keys = [
        Key(dot(leaves if name is None else name, is_chosen=mark == chosen), f"{who}.{mark}")
        for mark, name in targets_of(plan).items()
    ]
    return (*columns(keys[:-1][:TARGETS_SHOWN], 3), (keys[-1],))


def _child_line(t: Translator, child: PlannedChild) -> str:
    return t.html("promote-child", name=_name(child), target=_own_target(t, child))


def _name(child: PlannedChild) -> str:
    return f"{child.first_name} {child.last_name}"


async def read_children(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The children of a class; those who go elsewhere say where."""
    t = visit_of(dialog_manager).t
    one = class_in(await read_plan(dialog_manager), int(dialog_manager.dialog_data["class"]))
    page = Page.of(dialog_manager, len(one.children), CHILDREN_PER_PAGE)
    keys = [Key(_child_label(t, child), str(child.child_id)) for child in one.children[page.start : page.stop]]
    body = "\n".join([_class_line(t, one), "", t.html("promote-press-child")])
    return {"body": body, "rows": columns(keys, 2), "pages": page.keys()}


def _child_label(t: Translator, child: PlannedChild) -> str:
    if child.is_placed:
        return f"📌 {_name(child)}"
    return f"{_name(child)} → {_own_target(t, child)}" if child.is_apart else _name(child)


async def read_child(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A child, where it goes, and where it could."""
    t = visit_of(dialog_manager).t
    plan = await read_plan(dialog_manager)
    child = child_in(plan, int(dialog_manager.dialog_data["child"]))
    with_class = Key(dot(t.text("promote-with-class"), is_chosen=not child.is_apart), f"{child.child_id}.class")
    chosen = mark_of(child.target) if child.is_apart else ""
    rows = _target_rows(t, plan, child.child_id, chosen, t.text("promote-leaves-one"))
    return {"body": f"{_child_line(t, child)}\n\n{t.html('promote-where')}", "rows": ((with_class,), *rows)}


async def read_done(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What was done."""
    return await operation_view(dialog_manager, int(dialog_manager.dialog_data["operation"]))
