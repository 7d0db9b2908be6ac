"""What messages tell, read when they are written: a batch of them in a number of queries that does not grow with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.db import outbox
from core.db.deliveries import Leased
from core.db.outbox import AnswerRow
from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.policy import Policy
from core.model.terms import Label
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


def read_results(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, ResultFacts]:
    """The answers that each delivery tells its guardian; none where there are none for them, or no longer."""
    answers = outbox.list_answers(uow.tx, {delivery.outbox_id for delivery in leased})
    return {
        delivery.id: ResultFacts(_sorted(rows, uow.policy))
        for delivery in leased
        if delivery.guardian_id is not None and (rows := answers.get((delivery.outbox_id, delivery.guardian_id)))
    }


def _sorted(rows: Sequence[AnswerRow], policy: Policy) -> tuple[Answer, ...]:
    answers = [
        Answer(
            row.child_id,
            row.child_first_name,
            _label(policy, row.service_key),
            row.day,
            row.kind,
            row.state,
            row.outcome,
            row.refusal,
        )
        for row in rows
    ]
    return tuple(
        sorted(answers, key=lambda answer: (answer.child_first_name, answer.child_id, answer.day, answer.service.fr))
    )


def _label(policy: Policy, service_key: str) -> Label:
    """A service the policy has dropped since keeps its key for a name: the answer must reach the family."""
    labels = {service.key: service.label for service in policy.services}
    return labels.get(service_key) or Label(fr=service_key, en=service_key)


@dataclass(frozen=True, slots=True)
class LinkAlertFacts:
    """First and last name of the guardian whose chat was linked. ``is_own``: who is told is that guardian."""

    guardian: str
    is_own: bool


def read_link_alerts(uow: UnitOfWork, leased: Sequence[Leased], now: datetime) -> Mapping[int, LinkAlertFacts]:
    """Whose chat was linked. Of the guardian's own chats the linked one is told nothing."""
    names = outbox.guardian_names(uow.tx, {delivery.facts["guardian_id"] for delivery in leased})
    return {
        delivery.id: LinkAlertFacts(names[delivery.facts["guardian_id"]], _is_own(delivery))
        for delivery in leased
        if delivery.facts["guardian_id"] in names and not (_is_own(delivery) and _is_to_linked_chat(delivery))
    }


def _is_own(delivery: Leased) -> bool:
    return delivery.guardian_id is not None and delivery.guardian_id == int(delivery.facts["guardian_id"])


def _is_to_linked_chat(delivery: Leased) -> bool:
    return delivery.channel == "telegram" and delivery.address == str(delivery.facts.get("chat"))
