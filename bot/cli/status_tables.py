"""The status of the service as tables for people, and as facts for machines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from babel.dates import format_timedelta
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from core.model.notices import Notice
from core.model.policy import Policy
from core.rules.occurrences import Occurrence
from core.usecases.monitoring import Bounced, FailureCount, Queue, Status
from locales.translator import Translator

STATES = ("waiting", "sent", "failed", "expired", "unknown")

_FEW = 10
"""Rows of what may be long: what failed."""


class Drawing:
    """Draws in one language, with the times of the organisation."""

    def __init__(self, t: Translator, policy: Policy) -> None:
        self._t = t
        self._policy = policy

    def status(self, seen: Status) -> RenderableType:
        """Everything at a glance."""
        parts = (
            Text(self._t.text("status-at", at=self._instant(seen.at)), style="bold"),
            self._deliveries(seen.queue),
            Text(self._waiting(seen)),
            self._upcoming(seen.upcoming),
            self._failures(seen.failures[:_FEW]),
            Text(self._t.text("status-bounced", count=seen.bounced)),
        )
        return Group(*parts)

    def bounced(self, found: Iterable[Bounced]) -> RenderableType:
        """Whose address bounced, and since when."""
        rows = ((", ".join(one.families), one.name, one.email, self._instant(one.refused_at)) for one in found)
        return self._table(None, ("family", "name", "address", "since"), rows)

    def _deliveries(self, queue: Queue) -> Table:
        counts: Counter[tuple[str, str]] = Counter()
        for row in queue.deliveries:
            counts[row.kind, row.state] += row.count
        kinds = sorted({kind for kind, _ in counts}, key=_rank)
        rows = ((self._kind(kind), *(str(counts[kind, state] or "") for state in STATES)) for kind in kinds)
        return self._table("deliveries", ("kind", *STATES), rows, numbers=STATES)

    def _waiting(self, seen: Status) -> str:
        if seen.queue.oldest is None:
            return self._t.text("status-nothing-due")
        age = format_timedelta(seen.at - seen.queue.oldest, locale=self._t.locale, threshold=2)
        return self._t.text("status-oldest", age=age, unaddressed=seen.queue.unaddressed)

    def _upcoming(self, occurrences: Iterable[Occurrence]) -> Table:
        """The next of each kind and scope; a reminder's scope is its deadline, and the nearest will do."""
        first: dict[tuple[str, str], Occurrence] = {}
        for one in occurrences:
            first.setdefault((one.kind, "" if one.deadline else one.scope), one)
        rows = ((self._instant(one.due_at), self._kind(one.kind), self._about(one)) for one in first.values())
        return self._table("upcoming", ("when", "kind", "about"), rows)

    def _about(self, occurrence: Occurrence) -> str:
        if occurrence.deadline is not None:
            return self._t.text("status-deadline", at=self._t.deadline(occurrence.deadline, self._policy.calendar.tz))
        if occurrence.kind is Notice.UNMARKED:
            return self._policy.service(occurrence.scope).label.in_(self._t.locale)
        return self._t.text(f"status-scope-{_dashed(occurrence.scope)}")

    def _failures(self, failures: Iterable[FailureCount]) -> Table:
        rows = (
            (
                str(one.count),
                self._kind(one.kind),
                self._channel(one.channel),
                self._state(one.state),
                self._reason(one),
            )
            for one in failures
        )
        return self._table("failures", ("count", "kind", "channel", "state", "reason"), rows, numbers=("count",))

    def _channel(self, channel: str | None) -> str:
        return self._t.text(f"status-channel-{channel}") if channel else ""

    def _state(self, state: str) -> str:
        return self._t.text(f"status-{state}")

    def _reason(self, failure: FailureCount) -> str:
        if failure.channel is None:
            return self._t.text("status-nobody")
        return failure.reason or ""

    def _kind(self, kind: str) -> str:
        """A kind that a newer version has written is shown as it is."""
        message = f"status-kind-{_dashed(kind)}"
        return self._t.text(message) if self._t.has(message) else kind

    def _instant(self, instant: datetime) -> str:
        return self._t.instant(instant, self._policy.calendar.tz)

    def _table(
        self,
        title: str | None,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        numbers: Sequence[str] = (),
    ) -> Table:
        table = Table(title=title and self._t.text(f"status-{title}"), title_justify="left")
        for column in columns:
            table.add_column(self._t.text(f"status-{column}"), justify="right" if column in numbers else "left")
        for row in rows:
            table.add_row(*map(Text, row))
        return table


def _dashed(code: str) -> str:
    return code.replace("_", "-")


def _rank(kind: str) -> tuple[int, str]:
    known = [str(notice) for notice in Notice]
    return (known.index(kind) if kind in known else len(known), kind)


def status_facts(seen: Status) -> dict[str, object]:
    """The status as JSON has it; instants in ISO 8601, UTC, and ages in seconds."""
    oldest = seen.queue.oldest
    return {
        "at": seen.at.isoformat(),
        "deliveries": [
            {"kind": row.kind, "channel": row.channel, "state": row.state, "count": row.count}
            for row in seen.queue.deliveries
        ],
        "unaddressed": seen.queue.unaddressed,
        "oldest_waiting_seconds": None if oldest is None else round((seen.at - oldest).total_seconds(), 3),
        "last": {kind: due_at.isoformat() for kind, due_at in seen.queue.last.items()},
        "upcoming": [{"kind": one.kind, "due_at": one.due_at.isoformat(), "scope": one.scope} for one in seen.upcoming],
        "failures": [
            {"kind": one.kind, "channel": one.channel, "state": one.state, "reason": one.reason, "count": one.count}
            for one in seen.failures
        ],
        "bounced": seen.bounced,
    }


def bounced_facts(one: Bounced) -> dict[str, object]:
    """Somebody whose address bounced, as JSON has it."""
    return {
        "families": list(one.families),
        "name": one.name,
        "email": one.email,
        "refused_at": one.refused_at.isoformat(),
    }
