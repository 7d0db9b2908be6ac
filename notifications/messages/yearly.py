"""The mail by which a family asks the service for the rest of the school year."""

from collections.abc import Iterator
from html import escape

from core.model.people import Custody
from core.model.policy import Policy
from core.model.yearly import YearlyMail, YearlyOrder
from locales import Translator
from notifications.email_format import usable
from notifications.messages.fitting import foot, service_label
from notifications.messages.frame import Stamp
from notifications.transport import Message


def yearly_message(facts: YearlyMail, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """Who asks what for which child, to the service; a copy, and the answer, to who asks, if they can be written to."""
    request, email = facts.request, usable(facts.email or "") or ""
    wish = words.text(f"yearly-wish-{facts.order.wish}")
    child, class_name = request.child or "—", request.class_name or "—"
    parts = [
        words.html("yearly-mail-title", wish=wish),
        "\n".join(_who(facts, words)),
        "\n".join(_what(facts.order, words, policy)),
        words.html("yearly-mail-answer" if email else "yearly-mail-call") + f"\n{words.html('yearly-mail-decide')}",
    ]
    if request.comment:
        parts.insert(3, f"{words.html('yearly-mail-comment')}\n<blockquote>{escape(request.comment)}</blockquote>")
    return Message(
        "\n\n".join(parts) + f"\n{foot(stamp, words, policy)}",
        subject=words.text("yearly-mail-subject", wish=wish, child=child, class_=class_name),
        copy_to=email,
        reply_to=email,
    )


def _who(facts: YearlyMail, words: Translator) -> Iterator[str]:
    request = facts.request
    if facts.replaces:
        yield words.html("yearly-mail-replaces")
    yield words.html("yearly-mail-from", guardian=request.guardian)
    if facts.phone:
        yield words.html("yearly-mail-phone", phone=facts.phone)
    yield words.html(
        "yearly-mail-child",
        child=request.child or "—",
        class_=request.class_name or "—",
        school=request.school or "—",
    )
    if facts.custody is not Custody.ALWAYS:
        yield words.html(f"yearly-mail-custody-{facts.custody.replace('_', '-')}")


def _what(order: YearlyOrder, words: Translator, policy: Policy) -> Iterator[str]:
    labels = (service_label(key, policy).in_(words.locale) for key in _in_order(order, policy))
    yield words.html("yearly-line-services", services=words.listed(labels))
    yield words.html("yearly-line-weekdays", days=words.listed(words.weekday(day) for day in sorted(order.weekdays)))
    yield words.html("yearly-mail-days", first=f"{words.day(order.first_day)} {order.first_day.year}")


def _in_order(order: YearlyOrder, policy: Policy) -> list[str]:
    known = [terms.key for terms in policy.services]
    return sorted(order.services, key=lambda key: (known.index(key) if key in known else len(known), key))
