"""What people do with groups: make one, let the bot in and out, upgrade it. The bot hears of what concerns it."""

from collections.abc import Sequence

from simulator.formatting import FormattedText
from simulator.playing import ImpossibleError, put_message, tell_membership
from simulator.shape import JsonObject
from simulator.world import Group, Message, User, World


def create_group(world: World, title: str, members: Sequence[int], *, with_bot: bool = False) -> Group:
    """A group of people of the world, made by the first of them. Raises ImpossibleError, KeyError."""
    if not title.strip() or not members:
        raise ImpossibleError("a group has a title and members")
    group = world.add_group(title.strip(), members)
    if with_bot:
        group.bot = "member"
        tell_membership(world, group, group.members[0], "left", "member")
    _happen(world, group, group.members[0], {"group_chat_created": True})
    return group


def add_bot(world: World, group: Group, by: User) -> None:
    """Let the bot in, unless it is there. Raises ImpossibleError."""
    _refuse_stranger(group, by)
    if group.bot == "member":
        return
    old, group.bot = group.bot, "member"
    tell_membership(world, group, by, old, "member")
    _happen(world, group, by, {"new_chat_members": [world.profile.as_user()]})


def remove_bot(world: World, group: Group, by: User) -> None:
    """Throw the bot out, unless it is not there. Raises ImpossibleError."""
    _refuse_stranger(group, by)
    if group.bot != "member":
        return
    group.bot = "kicked"
    tell_membership(world, group, by, "member", "kicked")
    _happen(world, group, by, {"left_chat_member": world.profile.as_user()})


def upgrade(world: World, group: Group, by: User) -> Group:
    """Make a supergroup of a group: a new chat with another id, where all go on. Raises ImpossibleError."""
    _refuse_stranger(group, by)
    if group.is_super:
        raise ImpossibleError("this group is a supergroup already")
    successor = world.add_group(group.title, [member.id for member in group.members], is_super=True)
    successor.bot, successor.migrated_from = group.bot, group.id
    _happen(world, group, by, {"migrate_to_chat_id": successor.id})
    _happen(world, successor, by, {"migrate_from_chat_id": group.id})
    group.migrated_to = successor.id
    group.changed()
    return successor


def _refuse_stranger(group: Group, by: User) -> None:
    if group.migrated_to is not None:
        raise ImpossibleError("this group has become a supergroup")
    if by not in group.members:
        raise ImpossibleError("only members of a group act in it")


def _happen(world: World, group: Group, by: User, what: JsonObject) -> None:
    """A service message."""
    message = Message(
        world.message_id_in(group),
        from_bot=False,
        date=world.date(),
        formatted=FormattedText(""),
        author=by,
        extra=what,
    )
    put_message(world, group, message)
