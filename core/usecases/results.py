"""What a message tells, read when it is written."""

from dataclasses import dataclass
from datetime import date

from core.db import outbox
from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.policy import Label, Policy
from core.organisation import UnitOfWork


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request. ``refusal`` holds the manager's words; the reason of an absence is not told."""

    child_id: int
    child_first_name: str
    service: Label
    day: date
    kind: RequestKind
    state: RequestState
    outcome: AbsenceOutcome | None
    refusal: str | None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """The answers to a guardian, by child's first name, day and service."""

    answers: tuple[Answer, ...]


def read_result(uow: UnitOfWork, outbox_id: int, telegram_id: int) -> ResultFacts:
    """The answers that a result message tells a chat; none where it is not, or no longer, of their guardian."""
    answers = [
        Answer(
            row.child_id,
            row.child_first_name,
            _label(uow.policy, row.service_key),
            row.day,
            row.kind,
            row.state,
            row.outcome,
            row.refusal,
        )
        for row in outbox.list_answers(uow.tx, outbox_id, telegram_id)
    ]
    answers.sort(key=lambda answer: (answer.child_first_name, answer.child_id, answer.day, answer.service.fr))
    return ResultFacts(tuple(answers))


def _label(policy: Policy, service_key: str) -> Label:
    """A service the policy has dropped since keeps its key for a name: the answer must reach the family."""
    labels = {service.key: service.label for service in policy.services}
    return labels.get(service_key) or Label(fr=service_key, en=service_key)


def read_guardian_name(uow: UnitOfWork, guardian_id: int) -> str:
    """First and last name of a guardian."""
    return outbox.guardian_name(uow.tx, guardian_id)
