"""By which ways somebody is told."""

from core.model.notices import Channels, Notice


def by_ways(wanted: Channels, *, has_chat: bool, has_email: bool) -> tuple[bool, bool]:
    """Whether to tell by chat, and whether by e-mail: as wanted, but by whatever there is rather than not at all."""
    if wanted is Channels.BOTH:
        return has_chat, has_email
    if wanted is Channels.EMAIL:
        return has_chat and not has_email, has_email
    return has_chat, has_email and not has_chat


def wanted_by_staff(kind: str) -> Channels:
    """A roster is counted in the chat and comes as files by e-mail; all else is for the chat."""
    return Channels.BOTH if kind == Notice.ROSTER else Channels.AUTO
