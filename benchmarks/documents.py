"""A roster of 400 children, drawn as files."""

import time
from collections.abc import Callable

from core.model.rosters import NamedRoster, Presence, RosterChild, RosterSheet
from core.policy import preset
from locales import translator
from notifications.documents.document import Document, of_roster
from notifications.documents.pdf import drawn_pdf
from notifications.documents.xlsx import drawn_xlsx
from tests.clock import MONDAY, NOW

FORMATS: dict[str, Callable[[Document], bytes]] = {"PDF": drawn_pdf, "XLSX": drawn_xlsx}

_CLASSES = 16
_CHILDREN = 25
_TIMES = 7


def drawn_seconds(file_format: str) -> float:
    """How long a format of ``FORMATS`` takes: the best of several, as other work on the machine only adds to it."""
    document = of_roster(_roster(), translator("fr"), preset("peaugres"), NOW)
    return min(_seconds(FORMATS[file_format], document) for _ in range(_TIMES))


def _seconds(draw: Callable[[Document], bytes], document: Document) -> float:
    began = time.perf_counter()
    draw(document)
    return time.perf_counter() - began


def _roster() -> NamedRoster:
    """Classes of names of a usual length, with every service of the day."""
    keys = tuple(service.key for service in preset("peaugres").services)
    states = list(Presence)
    return NamedRoster(
        MONDAY,
        tuple(
            RosterSheet(
                "École des Tilleuls",
                f"Classe {number}",
                keys,
                tuple(
                    RosterChild(f"Bruyère-Sorbier {child}", "Louise-Marie", dict.fromkeys(keys, states[child % 4]))
                    for child in range(_CHILDREN)
                ),
            )
            for number in range(_CLASSES)
        ),
    )
