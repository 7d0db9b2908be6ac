"""The code by e-mail: what the letter says, for who reads it on the phone that is to be linked."""

from core.model.policy import Policy
from core.usecases.inviting import Invitation
from locales import LOCALES, Translator, translator
from notifications.documents.letter import in_words, long_day
from notifications.transport import Message


def invitation_message(invitation: Invitation, link: str, words: Translator, policy: Policy) -> Message:
    """To a guardian, in one language and in short in the other. ``link``: opens the conversation and gives the code."""
    contact = policy.contact
    reached = {"phone": contact.phone, "email": contact.email}
    other = translator(next(locale for locale in LOCALES if locale != words.locale))
    steps = (
        words.html("letter-step-link", link=link),
        words.html("letter-step-code"),
        words.html("letter-step-birth-date"),
    )
    day = long_day(invitation.expires_at.astimezone(policy.calendar.tz).date(), words)
    parts = (
        words.html("letter-hello"),
        words.html("letter-intro", service=policy.name),
        "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
        f"{words.html('letter-code')}\n<b><code>{invitation.code}</code></b>",
        words.html("letter-code-words", words=in_words(invitation.code, words)),
        words.html("letter-until", day=day),
        words.html("letter-optional"),
        words.html("letter-help", **reached),
        f"<i>{other.html('letter-short', **reached)}</i>",
    )
    return Message("\n\n".join(parts), subject=words.text("invitation-subject"))
