"""What a person is told for safety's sake."""

from core.model.policy import Policy
from locales import Translator
from notifications.messages.frame import Stamp, instant, reference_line
from notifications.transport import Message


def link_alert_message(guardian: str, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Another guardian's chat was linked."""
    alert = words.html(
        "notice-link-alert",
        guardian=guardian,
        at=instant(stamp, words, policy),
        phone=policy.contact.phone,
        email=policy.contact.email,
    )
    subject = words.text("notice-link-alert-subject", guardian=guardian)
    return Message(f"{alert}\n\n{reference_line(stamp, words, policy)}", subject=subject)
