"""The answers of the service to what a family asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.policy import Policy
from core.usecases.results import Answer, ResultFacts
from locales import Translator
from notifications.messages.frame import LENGTH_LIMIT, Stamp, length, opens, reference_line
from notifications.transport import Message

REASON_LENGTH = 200
"""Characters of a manager's words that are shown."""

DAYS_IN_FULL = 3
DAYS_PER_LINE = 10

_ABSENCES = {
    AbsenceOutcome.GIVEN_BACK: "notice-absence-given-back",
    AbsenceOutcome.EXCUSED: "notice-absence-excused",
    AbsenceOutcome.BILLED: "notice-absence-billed",
}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that stay together, and how many answers they hold."""

    html: str
    answers: int


def result_message(facts: ResultFacts, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """The answers to a family, by child; where they are too many, the first of them and how many more there are.

    Raises ``ValueError`` where there is no answer to tell.
    """
    if not facts.answers:
        raise ValueError("a result without answers")
    title = words.html("notice-result-title", count=len(facts.answers))
    foot = reference_line(stamp, words, policy)
    room = LENGTH_LIMIT - length(f"{title}\n\n{foot}")
    body = _cut(_paragraphs(facts, words), len(facts.answers), room, words)
    buttons = opens("planning", words), opens("requests", words)
    subject = words.text("notice-result-subject", count=len(facts.answers))
    return Message(f"{title}\n{body}\n\n{foot}", (buttons,), subject)


def _paragraphs(facts: ResultFacts, words: Translator) -> Iterator[_Paragraph]:
    for (name, _), answers in groupby(facts.answers, key=lambda answer: (answer.child_first_name, answer.child_id)):
        heading = f"\n{words.html('notice-child', child=name)}\n"
        for paragraph in _child(answers, words):
            yield _Paragraph(heading + paragraph.html, paragraph.answers)
            heading = ""


def _child(answers: Iterable[Answer], words: Translator) -> Iterator[_Paragraph]:
    """What a child was granted, then what was refused: a line for each service."""
    lines: dict[tuple[bool, str, str, str], list[date]] = {}
    for answer in answers:
        refused = answer.state is RequestState.REFUSED
        line = (refused, _verdict(answer), answer.service.in_(words.locale), answer.refusal or "")
        lines.setdefault(line, []).append(answer.day)
    for (_, verdict, service, refusal), all_days in sorted(lines.items(), key=lambda line: line[0][0]):
        for days in _chunks(all_days):
            yield _Paragraph(_line(verdict, service, refusal, days, words), len(days))


def _verdict(answer: Answer) -> str:
    if answer.kind is RequestKind.ABSENCE and answer.state is RequestState.APPROVED:
        return _ABSENCES.get(answer.outcome, "notice-absence-approved") if answer.outcome else "notice-absence-approved"
    return f"notice-{answer.kind}-{answer.state}"


def _line(verdict: str, service: str, refusal: str, days: list[date], words: Translator) -> str:
    name = words.day if len(days) <= DAYS_IN_FULL else words.short_day
    line = words.html(verdict, service=service, days=words.listed(name(day) for day in days))
    if not refusal:
        return line
    reason = refusal if len(refusal) <= REASON_LENGTH else refusal[: REASON_LENGTH - 1].rstrip() + "…"
    return f"{line}\n{words.html('notice-refusal', reason=reason)}"


def _chunks(days: list[date]) -> Iterable[list[date]]:
    return (days[start : start + DAYS_PER_LINE] for start in range(0, len(days), DAYS_PER_LINE))


def _cut(paragraphs: Iterator[_Paragraph], answers: int, room: int, words: Translator) -> str:
    """As many paragraphs as fit, each on a line of its own, and in words how many answers do not."""
    more = length("\n\n" + words.html("notice-result-more", count=answers))
    kept: list[str] = []
    shown: list[str] = []
    for paragraph in paragraphs:
        room -= length(paragraph.html + "\n")
        if room < 0:
            return "\n".join([*shown, "", words.html("notice-result-more", count=answers)])
        kept.append(paragraph.html)
        if room >= more:  # where to stop, should the next not fit
            shown.append(paragraph.html)
            answers -= paragraph.answers
    return "\n".join(kept)
