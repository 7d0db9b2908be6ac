"""A child's sheet, as it comes: the file holds it, and the text no more than a first name."""

from core.model.children import SheetFacts
from core.model.policy import Policy
from locales import Translator
from notifications.documents import child_file
from notifications.messages.fitting import foot
from notifications.messages.frame import Stamp
from notifications.transport import Message


def child_sheet_message(facts: SheetFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """The sheet, for a guardian who asked for it."""
    child, contact = facts.sheet.first_name, policy.contact
    is_full = facts.records is not None
    lines = [
        words.html("children-document-title-full" if is_full else "children-document-title", child=child),
        words.html("children-document-state", at=words.instant(facts.read_at, policy.calendar.tz)),
        "",
        words.html("children-document-mistake", phone=contact.phone, email=contact.email),
        foot(stamp, words, policy),
    ]
    subject = words.text("children-document-subject-full" if is_full else "children-document-subject", child=child)
    return Message("\n".join(lines), subject=subject, attachments=(child_file(facts, words, policy),))
