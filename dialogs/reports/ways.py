"""By which ways a report may come."""

from core.model.policy import Policy
from core.model.reports import ReportChoices, ReportKind, Way
from core.usecases.reporting import may_be_in_chat


def ways_of(policy: Policy, choices: ReportChoices, kind: ReportKind) -> tuple[Way, ...]:
    """Here, unless it names people and the policy keeps names out of chats; by e-mail, where there is an address."""
    return tuple(way for way in choices.ways if way is Way.EMAIL or may_be_in_chat(policy, kind))


def usual_way(policy: Policy, choices: ReportChoices, kind: ReportKind) -> Way:
    """The first there is; here where there is none, which the recap will explain."""
    return next(iter(ways_of(policy, choices, kind)), Way.CHAT)
