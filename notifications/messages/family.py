"""The service's answer to what a guardian asked about their file."""

from collections.abc import Iterator

from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState
from core.model.policy import Policy
from core.model.yearly import YearlyOutcome
from core.usecases.family_answers import FamilyAnswer
from locales import Translator, filings
from notifications.messages.fitting import foot, service_label
from notifications.messages.frame import Stamp, opens
from notifications.messages.results import REASON_LENGTH
from notifications.transport import Message


def family_answer_message(facts: FamilyAnswer, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """What was asked, the old and the new, the answer and the reason. Nothing about another guardian, and no phone of
    somebody else.
    """
    request = facts.request
    what = filings.asked(request.kind, words)
    lines = [words.html(f"notice-filing-{request.state}"), "", _what(request, what, words)]
    lines += _change(request, words, policy)
    if request.refusal:
        lines.append(words.html("notice-refusal", reason=_shortened(request.refusal)))
    if facts.outcome:
        lines += _outcome(facts.outcome, words)
    if _is_erased(request):
        lines += ["", words.html("notice-filing-erased")]
    lines += ["", words.html("notice-filing-question", phone=policy.contact.phone), foot(stamp, words, policy)]
    buttons = () if _is_erased(request) else ((opens("files", words),),)
    return Message("\n".join(lines), buttons, words.text(f"notice-filing-{request.state}-subject", what=what))


def _what(request: FamilyRequest, what: str, words: Translator) -> str:
    if request.child is None:
        return words.html("notice-filing-what", what=what)
    return words.html("notice-filing-child", what=what, child=request.child)


def _change(request: FamilyRequest, words: Translator, policy: Policy) -> Iterator[str]:
    def service(key: str) -> str:
        return service_label(key, policy).in_(words.locale)

    sides = [{name: one for name, one in side.items() if not _is_of_other(request, name)} for side in _sides(request)]
    if change := filings.changed(sides[0], sides[1], service, words):
        yield words.html("filing-detail", detail=change)


def _sides(request: FamilyRequest) -> tuple[dict[str, object], dict[str, object]]:
    return dict(request.before), dict(request.after)


def _is_of_other(request: FamilyRequest, name: str) -> bool:
    """Whether a fact is how to reach somebody else, who has not asked."""
    return name == "phone" and request.kind is not FamilyRequestKind.PHONE


def _shortened(reason: str) -> str:
    return reason if len(reason) <= REASON_LENGTH else reason[: REASON_LENGTH - 1].rstrip() + "…"


def _outcome(outcome: YearlyOutcome, words: Translator) -> Iterator[str]:
    """How much of a request for the year could be done, and why not the rest."""
    yield words.html("notice-filing-days", wish=str(outcome.wish), count=outcome.days)
    if outcome.enrolments:
        yield words.html("notice-filing-enrolments", wish=str(outcome.wish), count=outcome.enrolments)
    for skip, count in outcome.skipped.items():
        why = words.text(f"bulk-why-{skip.replace('_', '-')}")
        yield words.html("notice-filing-skip", count=count, why=why)


def _is_erased(request: FamilyRequest) -> bool:
    return request.kind is FamilyRequestKind.ERASURE and request.state is FamilyRequestState.APPROVED
