"""What is kept, why, on what ground and how long: the words of /privacy, for whoever asks."""

from collections.abc import Iterator

from core.model.privacy import Kept
from dialogs.visit import Visit

_IN_ORDER = (Kept.ATTENDANCE, Kept.INVOICES, Kept.FILES, Kept.MESSAGES, Kept.AUDIT, Kept.CONVERSATIONS)


def privacy_page(visit: Visit) -> str:
    """The page, HTML. Telegram's terms require it; the periods and whom to ask are the policy's."""
    return "\n\n".join(_parts(visit))


def _parts(visit: Visit) -> Iterator[str]:
    t, contact, privacy = visit.t, visit.policy.contact, visit.policy.privacy
    controller, email = privacy.controller or contact.service, privacy.officer_email or contact.email
    yield t.html("privacy-title")
    yield t.html("privacy-who", controller=controller, address=contact.address, email=email)
    yield t.html("privacy-what")
    yield t.html("privacy-telegram")
    yield "\n".join([t.html("privacy-how-long"), *(_period(visit, kept) for kept in _IN_ORDER)])
    yield t.html("privacy-rights")
    yield t.html("privacy-stop")


def _period(visit: Visit, kept: Kept) -> str:
    t = visit.t
    months: int = getattr(visit.policy.retention, kept)
    what, after = t.text(f"privacy-kept-{kept}"), t.text(f"privacy-after-{kept}")
    return t.html("privacy-months", what=what, months=months, after=after)
