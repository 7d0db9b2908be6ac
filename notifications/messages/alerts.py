"""What a person is told for safety's sake."""

from core.model.policy import Policy
from core.usecases.results import LinkAlertFacts
from locales import Translator
from notifications.messages.frame import Stamp, instant, reference_line
from notifications.transport import Message


def link_alert_message(facts: LinkAlertFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """A chat was linked: another guardian's, or one more of one's own."""
    alert = words.html(
        "notice-link-alert-own" if facts.is_own else "notice-link-alert",
        guardian=facts.guardian,
        at=instant(stamp, words, policy),
        phone=policy.contact.phone,
        email=policy.contact.email,
    )
    subject = words.text("notice-link-alert-subject", guardian=facts.guardian)
    return Message(f"{alert}\n\n{reference_line(stamp, words, policy)}", subject=subject)
