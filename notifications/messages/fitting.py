"""Long lists, as far as a message holds them."""

from collections.abc import Callable, Sequence

from core.model.policy import Policy
from core.model.terms import Label
from locales import Translator
from notifications.messages.frame import LENGTH_LIMIT, Stamp, length, reference_line


def fitted(head: str, paragraphs: Sequence[str], foot: str, more: Callable[[int], str]) -> str:
    """Head, paragraphs and foot on lines of their own; as many paragraphs as fit, then how many do not, in words.

    Paragraphs are HTML whose tags end where they do.
    """
    whole = "\n".join([head, *paragraphs, foot])
    if length(whole) <= LENGTH_LIMIT:
        return whole
    room = LENGTH_LIMIT - length(f"{head}\n{more(len(paragraphs))}\n{foot}")
    kept: list[str] = []
    for paragraph in paragraphs:
        room -= length(paragraph) + 1
        if room < 0:
            break
        kept.append(paragraph)
    return "\n".join([head, *kept, more(len(paragraphs) - len(kept)), foot])


def foot(stamp: Stamp, words: Translator, policy: Policy) -> str:
    """The line by which a repeat is known, a line apart."""
    return f"\n{reference_line(stamp, words, policy)}"


def service_label(key: str, policy: Policy) -> Label:
    """The name of a service. One that the policy has dropped since keeps its key for a name."""
    labels = {service.key: service.label for service in policy.services}
    return labels.get(key) or Label(fr=key, en=key)
