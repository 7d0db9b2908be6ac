"""Somebody is added, limited, suspended or taken back; or given another code or address."""

from collections.abc import Mapping

from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from core.model.errors import NotAuthorisedError
from core.model.people import Role, Scope
from core.model.staff import Added, TeamProblem
from core.rules.team import with_place
from core.usecases.teaming import (
    add_member,
    give_code,
    name_problem,
    places_to_give,
    read_member,
    set_email,
    set_place,
    set_role,
    set_suspended,
    unlink_member_chat,
)
from dialogs.answering import say
from dialogs.presses import choice_of, number_of, parts_of
from dialogs.states import Team
from dialogs.team.choosing import Newcomer, is_adding
from dialogs.team.words import problem_sentence
from dialogs.visit import visit_of

_WANTED: Mapping[str, bool] = {"1": True, "0": False}
_ROLES: Mapping[str, Role] = {str(role): role for role in Role}


async def open_member(manager: DialogManager, press: str) -> None:
    """Look at a member. Raises ``NotAuthorisedError`` for one who is not the person's to see."""
    visit = visit_of(manager)
    member = await visit.read(read_member, visit.staff, number_of(press))
    manager.dialog_data["member"] = member.id
    await manager.switch_to(Team.one)


async def begin_adding(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Somebody new: first their name."""
    manager.dialog_data.update({"member": None, "page": 0})
    Newcomer().keep(manager)
    await manager.switch_to(Team.name)


async def write_name(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """The name, then the role."""
    visit = visit_of(manager)
    name = " ".join((message.text or "").split())
    problem = await visit.read(name_problem, visit.staff, name)
    if problem is not None:
        await message.answer(problem_sentence(visit, problem))
        return
    new = Newcomer.of(manager)
    new.name = name
    new.keep(manager)
    await manager.switch_to(Team.role)


async def choose_role(manager: DialogManager, press: str) -> None:
    """The role: of somebody new, then the places; of somebody known at once."""
    role = choice_of(press, _ROLES)
    manager.dialog_data["page"] = 0
    if is_adding(manager):
        new = Newcomer.of(manager)
        new.role = role
        new.keep(manager)
        await manager.switch_to(Team.places)
        return
    visit = visit_of(manager)
    problem = await visit.write(set_role, visit.staff, _member_id(manager), role, visit.now)
    _tell(manager, problem, "team-role-set")
    if problem is None:
        await manager.switch_to(Team.one)


async def choose_place(manager: DialogManager, press: str) -> None:
    """A place, or no more: of somebody new kept until they are added, of somebody known at once."""
    school, class_, wanted = parts_of(press, 3)
    place = Scope(number_of(school) or None, number_of(class_) or None)
    is_wanted = choice_of(wanted, _WANTED)
    visit = visit_of(manager)
    if is_adding(manager):
        new = Newcomer.of(manager)
        if place not in {one.scope for one in await visit.read(places_to_give, visit.staff, visit.now)}:
            raise NotAuthorisedError
        scopes = with_place(new.scopes, place, wanted=is_wanted)
        new.places = [(one.school_id or 0, one.class_id or 0) for one in scopes]
        new.keep(manager)
        return
    member_id = _member_id(manager)
    problem = await visit.write(set_place, visit.staff, member_id, place, wanted=is_wanted, now=visit.now)
    _tell(manager, problem, "team-place-set")


async def leave_role(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the name, or to the member."""
    await manager.switch_to(Team.name if is_adding(manager) else Team.one)


async def leave_places(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back to the role, or to the member."""
    await manager.switch_to(Team.role if is_adding(manager) else Team.one)


async def look_at_places(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The places from their beginning."""
    manager.dialog_data["page"] = 0
    await manager.switch_to(Team.places)


async def add(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Add whom the questions were about, and show the code."""
    visit, new = visit_of(manager), Newcomer.of(manager)
    role = choice_of(new.role, _ROLES)
    await _show_code(manager, await visit.write(add_member, visit.staff, new.name, role, new.scopes, visit.now))


async def make_code(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Another code for the member who is looked at."""
    visit = visit_of(manager)
    await _show_code(manager, await visit.write(give_code, visit.staff, _member_id(manager), visit.now))


async def _show_code(manager: DialogManager, made: Added | TeamProblem) -> None:
    if isinstance(made, TeamProblem):
        _tell(manager, made, "")
        return
    manager.dialog_data["member"] = made.staff_id
    manager.middleware_data["staff_code"] = (
        made.code,
        await create_start_link(manager.middleware_data["bot"], made.code),
    )
    await manager.switch_to(Team.code)


async def write_email(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
    """An address."""
    visit = visit_of(manager)
    email = (message.text or "").strip()
    problem = await visit.write(set_email, visit.staff, _member_id(manager), email, visit.now)
    if problem is not None:
        await message.answer(problem_sentence(visit, problem))
    else:
        await manager.switch_to(Team.one)


async def drop_email(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """No address any more."""
    visit = visit_of(manager)
    problem = await visit.write(set_email, visit.staff, _member_id(manager), None, visit.now)
    _tell(manager, problem, "team-email-dropped")
    await manager.switch_to(Team.one)


async def unlink_chat(manager: DialogManager, press: str) -> None:
    """Unlink a chat of the member."""
    visit = visit_of(manager)
    here = visit.identity.chat_id
    problem = await visit.write(unlink_member_chat, visit.staff, _member_id(manager), number_of(press), here, visit.now)
    _tell(manager, problem, "team-unlinked")


async def suspend(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Out of service."""
    await _set_suspended(manager, suspended=True)


async def restore(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Back into service."""
    await _set_suspended(manager, suspended=False)


async def _set_suspended(manager: DialogManager, *, suspended: bool) -> None:
    visit = visit_of(manager)
    member_id = _member_id(manager)
    problem = await visit.write(set_suspended, visit.staff, member_id, suspended=suspended, now=visit.now)
    _tell(manager, problem, "team-suspended" if suspended else "team-restored")
    await manager.switch_to(Team.one)


def _member_id(manager: DialogManager) -> int:
    return int(manager.dialog_data["member"])


def _tell(manager: DialogManager, problem: TeamProblem | None, done: str) -> None:
    visit = visit_of(manager)
    say(problem_sentence(visit, problem) if problem else visit.t.text(done), alert=problem is not None)
