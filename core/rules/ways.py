"""By which ways somebody is told."""

from collections.abc import Mapping

from core.model.notices import BY_EMAIL_ALONE, Channels, Notice
from core.model.reports import Way


def by_ways(kind: str, wanted: Channels, *, has_chat: bool, has_email: bool) -> tuple[bool, bool]:
    """Whether to tell by chat, and whether by e-mail: as wanted, but by whatever there is rather than not at all.

    What no chat may hold is told by e-mail or not at all.
    """
    if kind in BY_EMAIL_ALONE:
        return False, has_email
    if wanted is Channels.BOTH:
        return has_chat, has_email
    if wanted is Channels.EMAIL:
        return has_chat and not has_email, has_email
    return has_chat, has_email and not has_chat


def wanted_by_staff(kind: str, facts: Mapping[str, object]) -> Channels:
    """A roster is counted in the chat and comes as files by e-mail, a report by the way asked for; all else by chat."""
    if kind == Notice.REPORT:
        return Channels.EMAIL if facts["way"] == Way.EMAIL else Channels.CHAT
    return Channels.BOTH if kind == Notice.ROSTER else Channels.AUTO
