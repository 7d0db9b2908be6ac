"""The kinds of message: how the facts of each are read, and how they are written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.model.notices import Notice
from core.model.policy import Policy
from core.organisation import UnitOfWork
from core.usecases.delivering import Leased
from core.usecases.results import read_link_alerts, read_results
from locales import Translator
from notifications.messages.alerts import link_alert_message
from notifications.messages.frame import Stamp
from notifications.messages.results import result_message
from notifications.transport import Message


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    ``read``: the facts of deliveries of this kind, by their ids; one that is missing has nothing to tell any more.
    ``write``: pure, but ``is_slow`` where it draws documents: then it runs on a thread.
    ``last_ambiguous_try``: the try after which a message that may have arrived is not sent again, as no key tells
    Telegram that it is the same. Each carries a reference by which a person knows a repeat.
    """

    read: Callable[[UnitOfWork, Sequence[Leased], datetime], Mapping[int, Any]]
    write: Callable[[Any, Stamp, Translator, Policy], Message]
    last_ambiguous_try: int = 10
    is_slow: bool = False


KINDS: dict[str, Kind] = {
    Notice.RESULT: Kind(read_results, result_message),
    Notice.LINK_ALERT: Kind(read_link_alerts, link_alert_message),
}
