"""Who works here, read."""

from typing import Any

from aiogram_dialog import DialogManager

from core.model.people import Role
from core.model.staff import LinkedChat, Member
from core.usecases.teaming import read_team
from dialogs.team.words import may_what, member_of, places_of, role_name
from dialogs.visit import Visit, visit_of
from dialogs.widgets import Key, Page

PER_PAGE = 8


async def read_list(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The members of staff, a page at a time. Raises ``NotAuthorisedError`` for who does not look after access."""
    visit = visit_of(dialog_manager)
    team = await visit.read(read_team, visit.staff)
    page = Page.of(dialog_manager, len(team.members), PER_PAGE)
    shown = team.members[page.start : page.stop]
    head = visit.t.html("team-title", count=sum(member.is_active for member in team.members))
    return {
        "body": "\n".join([head, "", *(_line(visit, member) for member in shown)]),
        "rows": tuple((Key(_label(member), str(member.id)),) for member in shown),
        "pages": page.keys(),
    }


def _label(member: Member) -> str:
    return f"{'👤' if member.is_active else '⏸'} {member.name}"


def _line(visit: Visit, member: Member) -> str:
    line = visit.t.html(
        "team-line",
        name=member.name,
        role=role_name(visit, member.role),
        places=places_of(visit, member.places),
        chats=len(member.chats),
        mail=" · ✉️" if member.email else "",
    )
    return line if member.is_active else f"{line} {visit.t.html('team-line-suspended')}"


async def read_rights(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What each role may do. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    await visit.read(read_team, visit.staff)
    lines = [visit.t.html("team-right", role=role_name(visit, role), rights=may_what(visit, role)) for role in Role]
    return {"body": "\n\n".join([visit.t.html("team-rights"), *lines, visit.t.html("team-rights-where")])}


async def read_one(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """A member of staff, whole. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    member = await member_of(dialog_manager)
    is_other = member.id != visit.staff.staff_id
    return {
        "body": "\n".join(_card(visit, member)),
        "is_other": is_other,
        "is_active": member.is_active,
        "can_suspend": is_other and member.is_active,
        "can_restore": is_other and not member.is_active,
        "linked": len(member.chats),
    }


def _card(visit: Visit, member: Member) -> list[str]:
    t = visit.t
    reached = "refused" if member.email_refused else "known"
    email = t.html(f"team-email-{reached}", email=member.email) if member.email else t.html("team-email-none")
    return [
        t.html("team-one", name=member.name),
        *([] if member.is_active else [t.html("team-one-suspended")]),
        "",
        t.html("team-one-role", role=role_name(visit, member.role)),
        t.html("team-one-places", places=places_of(visit, member.places)),
        t.html("team-one-rights", rights=may_what(visit, member.role)),
        email,
        t.html("team-one-chats", count=len(member.chats)),
        *(t.html("team-chat", chat=_chat(visit, chat)) for chat in member.chats),
    ]


def _chat(visit: Visit, chat: LinkedChat) -> str:
    t = visit.t
    since = t.instant(chat.linked_at, visit.tz) if chat.linked_at else "—"
    return t.text("team-chat-blocked" if chat.is_blocked else "team-chat-since", since=since)


async def read_chats(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The chats of a member, each to be unlinked. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    member = await member_of(dialog_manager)
    return {
        "body": visit.t.html("team-which-chat", name=member.name, count=len(member.chats)),
        "rows": tuple((Key(f"🔌 {_chat(visit, chat)}", str(chat.id)),) for chat in member.chats),
    }


async def read_email(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """An address is asked for. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    member = await member_of(dialog_manager)
    parts = [visit.t.html("team-ask-email", name=member.name)]
    parts += [visit.t.html("team-email-known", email=member.email)] if member.email else []
    return {"body": "\n\n".join(parts), "has_email": member.email is not None}


async def read_suspension(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Whether to suspend a member. Raises ``NotAuthorisedError``."""
    visit = visit_of(dialog_manager)
    member = await member_of(dialog_manager)
    return {"body": visit.t.html("team-suspend", name=member.name)}


async def read_code(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The code and its link, in the update that made it and never again: it is kept nowhere."""
    visit = visit_of(dialog_manager)
    member = await member_of(dialog_manager)
    made: tuple[str, str] | None = dialog_manager.middleware_data.get("staff_code")
    if made is None:
        return {"body": visit.t.html("team-code-shown")}
    code, link = made
    days = visit.policy.link.code_days
    return {"body": visit.t.html("team-code", name=member.name, code=code, link=link, days=days)}
