"""The questions that lead to a request for the year, read."""

from collections.abc import Iterable
from html import escape
from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Custody
from core.model.yearly import LONGEST_COMMENT, Wish, YearlyChild
from core.rules.yearly import offered_days, offered_weekdays, offered_wishes
from core.usecases.yearly import has_copy
from dialogs.bulk.getters import dot
from dialogs.presses import written
from dialogs.requests.getters import label, symbol
from dialogs.symbols import box
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, columns
from dialogs.yearly.draft import Draft, read_children, read_own
from dialogs.yearly.words import order_lines


def _asked(visit: Visit, *lines: str) -> str:
    return "\n\n".join([visit.t.html("yearly-title"), *lines])


async def read_child(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What is pending, and the children."""
    visit = visit_of(dialog_manager)
    children = await read_children(dialog_manager)
    if not children:
        return {"body": _asked(visit, visit.t.html("yearly-no-child", phone=visit.policy.contact.phone)), "rows": ()}
    waiting = "\n".join(line for child in children for line in _pending(visit, child))
    asked = [visit.t.html("yearly-about"), *([waiting] if waiting else []), visit.t.html("yearly-which-child")]
    keys = (Key(_named(visit, one), str(one.child.id)) for one in children)
    return {"body": _asked(visit, *asked), "rows": columns(keys, 1)}


def _named(visit: Visit, child: YearlyChild) -> str:
    return visit.t.text("yearly-child", child=child.child.first_name, class_=child.child.class_name or "—")


def _pending(visit: Visit, child: YearlyChild) -> Iterable[str]:
    t = visit.t
    for wish, request in child.pending.items():
        since = t.day(request.created_at.astimezone(visit.tz).date())
        what = t.text(f"yearly-wish-{wish}")
        yield t.html("yearly-pending", child=child.child.first_name, wish=what, day=since)


async def read_kind(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Enrol, or cancel where there is something to cancel."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t, child = visit.t, await read_own(dialog_manager, draft.child)
    wishes = offered_wishes(child.services)
    lines = [t.html("yearly-which-wish", child=child.child.first_name)]
    if Wish.CANCEL not in wishes:
        lines.append(t.html("yearly-nothing-to-cancel", child=child.child.first_name))
    if child.pending:
        lines.append("\n".join(_pending(visit, child)))
    keys = (Key(dot(t.text(f"yearly-pick-{one}"), is_chosen=one == draft.wish), one) for one in wishes)
    return {"body": _asked(visit, *lines), "rows": columns(keys, 1)}


async def read_services(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The services: of the child's school, or those enrolled in."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    child = await read_own(dialog_manager, draft.child)
    enrolled = {service.terms.key for service, is_enrolled in child.services if is_enrolled}
    keys = []
    for service in draft.offered(child):
        key = service.terms.key
        name = f"{symbol(visit, key)} {label(visit, key)}"
        if draft.what is Wish.ENROL and key in enrolled:
            name = visit.t.text("yearly-enrolled", service=name)
        keys.append(Key(f"{box(key in draft.services)} {name}", f"{key}.{int(key not in draft.services)}"))
    question = visit.t.html(f"yearly-which-services-{draft.what}", child=child.child.first_name)
    return {"body": _asked(visit, question), "rows": columns(keys, 1)}


async def read_weekdays(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The weekdays of the services, all of them chosen unless said otherwise."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    child = await read_own(dialog_manager, draft.child)
    chosen = draft.chosen_weekdays(child)
    keys = (
        Key(f"{box(day in chosen)} {visit.t.weekday(day)}", f"{day}.{int(day not in chosen)}")
        for day in offered_weekdays(draft.offered(child), draft.services)
    )
    return {"body": _asked(visit, visit.t.html("yearly-which-weekdays")), "rows": columns(keys, 2)}


async def read_first_day(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """From when on: picked, or typed."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t, chosen = visit.t, draft.first_day
    offered = offered_days(visit.now.astimezone(visit.tz).date())
    keys = [
        Key(dot(t.text(f"yearly-from-{name}", day=t.short_day(day)), is_chosen=day == chosen), written(day))
        for name, day in offered.items()
    ]
    if chosen is not None and chosen not in offered.values():
        keys.append(Key(dot(t.text("yearly-from-typed", day=t.day(chosen)), is_chosen=True), written(chosen)))
    return {"body": _asked(visit, t.html("yearly-which-day")), "rows": columns(keys, 1)}


async def read_comment(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What to add in the family's own words."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t = visit.t
    lines = [t.html("yearly-which-comment", most=LONGEST_COMMENT), t.html("yearly-comment-tip")]
    if draft.comment:
        lines.append(_comment(visit, draft))
    return {"body": _asked(visit, *lines), "has_comment": bool(draft.comment)}


def _comment(visit: Visit, draft: Draft) -> str:
    return visit.t.text("yearly-comment-kept", comment=f"<i>{escape(' '.join(draft.comment.split()))}</i>")


async def read_recap(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """All that is asked, and where it goes."""
    visit, draft = visit_of(dialog_manager), Draft.of(dialog_manager)
    t, child = visit.t, await read_own(dialog_manager, draft.child)
    person = child.child
    asked = [t.html("yearly-line-child", child=person.first_name, class_=person.class_name or "—")]
    asked += order_lines(visit, draft.order(child))
    asked += [_comment(visit, draft)] if draft.comment else []
    notes = [t.html("yearly-copy" if await visit.read(has_copy, visit.guardian) else "yearly-no-copy")]
    notes += [t.html("yearly-line-custody")] if person.custody is not Custody.ALWAYS else []
    notes += [t.html("yearly-replaces")] if draft.what in child.pending else []
    return {"body": "\n\n".join([t.html("yearly-recap"), "\n".join(asked), "\n".join(notes)])}


async def read_sent(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """That it was sent, and where it is found again."""
    visit = visit_of(dialog_manager)
    standing = dialog_manager.dialog_data["standing"]
    return {"body": _asked(visit, visit.t.html(f"yearly-sent-{standing}"), visit.t.html("yearly-sent-how"))}
