"""What Prometheus is told: the queue as the database has it at the scrape, and what this process does."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from core.organisation import Organisation
from core.usecases.delivering import Expired, Failed, Outcome, RetryAt, Sent, Unknown
from core.usecases.monitoring import Queue, read_queue
from notifications.gate import Gate, Priority

logger = logging.getLogger(__name__)

_WAITS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
"""Seconds at the gate: a press is felt from a quarter of a second on, an announcement takes minutes."""


_OUTCOMES: dict[type[Outcome], str] = {
    Sent: "sent",
    RetryAt: "put_off",
    Failed: "failed",
    Unknown: "unknown",
    Expired: "expired",
}


class _QueueCollector(Collector):
    """Gauges of the queue as it was last read; none but ``cantine_database_up`` where it could not be."""

    def __init__(self) -> None:
        self._queue: Queue | None = None
        self._read_at = 0.0

    def read(self, queue: Queue | None, at: datetime) -> None:
        """Show this queue from now on."""
        self._queue = queue
        self._read_at = at.timestamp()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """See ``Collector``."""
        queue = self._queue
        yield GaugeMetricFamily("cantine_database_up", "Whether the database answered.", value=queue is not None)
        if queue is None:
            return
        deliveries = GaugeMetricFamily(
            "cantine_deliveries",
            "Deliveries that wait, and those that ended within a day.",
            labels=("kind", "channel", "state"),
        )
        for row in queue.deliveries:
            deliveries.add_metric((row.kind, row.channel, row.state), row.count)
        yield deliveries
        waiting = sum(row.count for row in queue.deliveries if row.state == "waiting")
        yield GaugeMetricFamily("cantine_deliveries_waiting", "Deliveries that wait.", value=waiting)
        yield GaugeMetricFamily(
            "cantine_messages_unaddressed", "Messages due that no relay has looked at.", value=queue.unaddressed
        )
        age = self._read_at - queue.oldest.timestamp() if queue.oldest else 0
        yield GaugeMetricFamily(
            "cantine_oldest_waiting_seconds", "For how long what might have left has waited at most.", value=age
        )
        last = GaugeMetricFamily(
            "cantine_occurrence_last_due_timestamp_seconds",
            "When the last occurrence that was done was due.",
            labels=("kind",),
        )
        for kind, due_at in queue.last.items():
            last.add_metric((kind,), due_at.timestamp())
        yield last


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._queue = _QueueCollector()
        self._registry.register(self._queue)
        ProcessCollector(registry=self._registry)
        self._updates = Counter("cantine_updates", "Updates handled.", registry=self._registry)
        self._sends = Counter(
            "cantine_sends", "Deliveries tried, and how that ended.", ("channel", "outcome"), registry=self._registry
        )
        self._waits = Histogram(
            "cantine_gate_wait_seconds",
            "Waits at the rate gate before a call to Telegram.",
            ("priority",),
            buckets=_WAITS,
            registry=self._registry,
        )

    def handled(self, updates: int) -> None:
        """Updates were handled."""
        self._updates.inc(updates)

    def sent(self, channel: str, outcome: Outcome) -> None:
        """A delivery was tried."""
        self._sends.labels(channel, _OUTCOMES[type(outcome)]).inc()

    def waited(self, seconds: float, priority: Priority) -> None:
        """A call has passed the gate."""
        self._waits.labels(priority.name.lower()).observe(seconds)

    async def scraped(self, organisation: Organisation, now: datetime) -> tuple[bytes, str]:
        """The metrics as text, and its content type."""
        try:
            queue = await organisation.read(read_queue, now)
        except Exception as error:
            logger.warning("the queue cannot be counted: %s", error)
            queue = None
        self._queue.read(queue, now)
        return generate_latest(self._registry), CONTENT_TYPE_LATEST


class MeasuredGate(Gate):
    """The gate, which tells how long calls wait at it."""

    def __init__(self, metrics: Metrics, overall_per_second: int) -> None:
        super().__init__(overall_per_second)
        self._metrics = metrics

    async def wait(self, chat_id: int | str | None, priority: Priority) -> None:
        """See ``Gate.wait``. A call that is given up has not passed, and is not told."""
        since = time.monotonic()
        await super().wait(chat_id, priority)
        self._metrics.waited(time.monotonic() - since, priority)
