"""Every kind of message as people get it, kept in ``docs/messages.md``.

``CANTINE_UPDATE_DOCS=1 uv run pytest -n0 tests/notifications/test_catalogue.py`` draws it anew.
"""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest

from core.model.announcements import Report as Reach
from core.model.announcements import Unreached
from core.model.children import ChildSheet, EnrolledService, Pickups, SheetFacts
from core.model.family import FamilyRequest, FamilyRequestKind, FamilyRequestState
from core.model.notices import AnnouncementKind, Notice, StrikeMode
from core.model.operations import ChangedChild, OperationKind, PlanningChangedFacts, Skip
from core.model.people import Custody, Role
from core.model.planning import AbsenceOutcome, RequestKind, RequestState
from core.model.privacy import OwnData
from core.model.reports import Column, ColumnKind, FileFormat, Report, ReportKind, ReportOrder, ReportSheet, Way
from core.model.requests import PendingCount
from core.model.rosters import Names, RosterFacts, RosterGroup, Tally
from core.model.statements import Invoice, InvoiceLine, InvoiceSheet, InvoiceState
from core.model.yearly import Wish, YearlyMail, YearlyOrder, YearlyOutcome
from core.policy import preset
from core.rules.yearly import as_facts
from core.usecases.announced import AnnouncementFacts, ChildNews, ProgressFacts, SchoolNews
from core.usecases.digests import DigestFacts, LateAbsence, LateAbsenceFacts
from core.usecases.family_answers import FamilyAnswer
from core.usecases.reminding import ReminderFacts, UnbookedChild
from core.usecases.results import Answer, LinkAlertFacts, ResultFacts
from core.usecases.unmarked import UnmarkedClass, UnmarkedFacts
from locales import LOCALES, translator
from notifications.kinds import KINDS
from notifications.messages.frame import Stamp
from notifications.transport import Message
from tests.clock import FRIDAY, MONDAY, NOW, THURSDAY, TUESDAY, paris

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"
POLICY = preset("peaugres")
STAMP = Stamp(1042, NOW)
SCHOOL, OTHER = "École des Tilleuls", "École du Vieux Lavoir"
CANTEEN, EVENING = (POLICY.service(key).label for key in ("cantine", "garderie_soir"))
WEEK = (MONDAY, TUESDAY, THURSDAY, FRIDAY)


def answer(day: date, state: RequestState, refusal: str | None = None) -> Answer:
    return Answer(1, "Louise", CANTEEN, day, RequestKind.BOOK, state, None, refusal)


EXCUSED = Answer(2, "Jules", EVENING, TUESDAY, RequestKind.ABSENCE, RequestState.APPROVED, AbsenceOutcome.EXCUSED, None)
RESULT = ResultFacts(
    (
        answer(MONDAY, RequestState.APPROVED),
        answer(TUESDAY, RequestState.APPROVED),
        answer(THURSDAY, RequestState.REFUSED, "Il n’y a plus de place."),
        EXCUSED,
    )
)
REMINDER = ReminderFacts(
    paris("2026-11-27 00:00"),
    MONDAY,
    FRIDAY,
    (UnbookedChild("Louise", ((CANTEEN, WEEK),)), UnbookedChild("Jules", ((CANTEEN, WEEK), (EVENING, WEEK)))),
    drafted=3,
)
DIGEST = DigestFacts(
    None,
    paris("2026-11-27 09:00"),
    is_late=False,
    counts=(
        PendingCount(MONDAY, 1, SCHOOL, 1, "CP", 12, 0, 900),
        PendingCount(MONDAY, 1, SCHOOL, 2, "CE1", 9, 1, 901),
        PendingCount(TUESDAY, 2, OTHER, 3, "CE2-CM", 7, 0, 902),
    ),
    files=2,
)
ROSTER = RosterFacts(
    TUESDAY,
    Role.DIRECTOR,
    paris("2026-12-01 08:00"),
    is_late=False,
    groups=(
        RosterGroup(SCHOOL, "CP", {"garderie_matin": Tally(4), "cantine": Tally(18, 1), "garderie_soir": Tally(6)}),
        RosterGroup(SCHOOL, "CE1", {"garderie_matin": Tally(3), "cantine": Tally(21, 0, 1), "garderie_soir": Tally(9)}),
    ),
    names=Names.BY_EMAIL,
    roster=None,
    read_at=paris("2026-12-01 08:00"),
)
UNMARKED = UnmarkedFacts("cantine", TUESDAY, (UnmarkedClass(SCHOOL, "CE1", 3, 21),))
LATE_ABSENCE = LateAbsenceFacts(
    (LateAbsence(1, "Bruyère", "Louise", SCHOOL, "CE1", "cantine", AbsenceOutcome.UNDECIDED, (TUESDAY,)),)
)


def announced(kind: AnnouncementKind, **other: Any) -> AnnouncementFacts:
    """To a family of one school."""
    days = {"first_day": None, "last_day": None} if kind is AnnouncementKind.GENERAL else DAY
    return AnnouncementFacts(
        **{
            "id": 7,
            "kind": kind,
            "is_for_family": True,
            "text": "",
            "is_everywhere": False,
            "schools": (SchoolNews(SCHOOL, None),),
            "services": (),
            **days,
            **other,
        }
    )


DAY: dict[str, Any] = {"first_day": TUESDAY, "last_day": TUESDAY}
LOST = (ChildNews(1, "Louise", ((CANTEEN, (TUESDAY,)), (EVENING, (TUESDAY,))), ()),)
RESTORED = (ChildNews(1, "Louise", (), ((CANTEEN, (TUESDAY,)), (EVENING, (TUESDAY,)))),)
STRIKE = announced(
    AnnouncementKind.STRIKE,
    schools=(SchoolNews(SCHOOL, StrikeMode.CLOSED), SchoolNews(OTHER, StrikeMode.PICNIC)),
    text="Le préavis concerne tout le personnel communal.",
    children=LOST,
    bookings=2,
    asks_reading=True,
)
CLOSURE = announced(
    AnnouncementKind.CLOSURE, text="Panne de chauffage à la cantine.", children=LOST, bookings=2, requests=1
)
REOPENING = announced(AnnouncementKind.REOPENING, children=RESTORED, bookings=2)
GENERAL = announced(
    AnnouncementKind.GENERAL, text="Le marché de Noël de l’école aura lieu vendredi à 17 h.", asks_reading=True
)


def progress(**report: Any) -> ProgressFacts:
    """Of the strike, to its author."""
    figures: dict[str, Any] = {"failed": 0, "waiting": 0, "unknown": 0, "seconds_left": None, "not_reached": ()}
    return ProgressFacts(
        kind=AnnouncementKind.STRIKE,
        **DAY,
        is_everywhere=False,
        schools=(SCHOOL, OTHER),
        bookings=312,
        requests=4,
        asks_reading=True,
        report=Reach(**figures | report),
    )


UNDER_WAY = progress(total=1860, delivered=1204, by_email=96, waiting=656, reads=311, seconds_left=22, is_over=False)
OVER = progress(
    total=1860,
    delivered=1859,
    by_email=140,
    failed=1,
    reads=1203,
    not_reached=(Unreached("Paul Sorbier", "06 39 98 00 11", "Sorbier"),),
    is_over=True,
)

PRESENCES = Report(
    ReportOrder(
        ReportKind.PRESENCES,
        date(2026, 11, 1),
        date(2026, 11, 30),
        FileFormat.CSV,
        Way.EMAIL,
        service_keys=frozenset({"cantine"}),
    ),
    (ReportSheet(SCHOOL, "CE1", True, (Column(ColumnKind.NAME, "child"),), (("Bruyère Louise",), ("Sorbier Jules",))),),
    None,
    "Claire Morel",
    NOW,
)
TERM = tuple(MONDAY + timedelta(days=7 * week + weekday) for week in range(14) for weekday in (0, 1))
CHANGED = PlanningChangedFacts(
    OperationKind.BOOK,
    undone=False,
    children=(ChangedChild(1, "Louise", "cantine", TERM), ChangedChild(2, "Jules", "garderie_soir", (MONDAY, TUESDAY))),
)

YEARLY_ORDER = YearlyOrder(Wish.ENROL, frozenset({"cantine", "garderie_soir"}), frozenset({1, 2}), MONDAY)
YEARLY = YearlyMail(
    FamilyRequest(
        id=12,
        kind=FamilyRequestKind.YEARLY,
        state=FamilyRequestState.PENDING,
        guardian_id=1,
        guardian="Anne Bruyère",
        family_id=1,
        family="Bruyère",
        child_id=1,
        child="Louise Bruyère",
        school_id=1,
        school=SCHOOL,
        before={},
        after={},
        comment="Je reprends le travail à cette date.",
        created_at=NOW,
        decided_at=None,
        refusal=None,
        operation_id=None,
        class_name="CE1",
    ),
    YEARLY_ORDER,
    "06 39 98 00 12",
    "anne@example.org",
    Custody.ALWAYS,
    replaces=False,
)

FILED = replace(
    YEARLY.request,
    kind=FamilyRequestKind.PHONE,
    state=FamilyRequestState.APPROVED,
    child_id=None,
    child=None,
    before={"phone": "06 39 98 00 12"},
    after={"phone": "06 39 98 00 45"},
    comment="",
    decided_at=NOW,
)
PICKUP = replace(
    FILED,
    kind=FamilyRequestKind.PICKUP_ADD,
    state=FamilyRequestState.REFUSED,
    child="Louise Bruyère",
    before={},
    after={"last_name": "Saule", "first_name": "Jeanne", "phone": "06 39 98 00 11", "relation": "grand-mère"},
    refusal="Merci de passer au bureau avec une pièce d’identité.",
)
APPLIED = FamilyAnswer(
    replace(YEARLY.request, state=FamilyRequestState.APPROVED, after=as_facts(YEARLY_ORDER), decided_at=NOW),
    YearlyOutcome(Wish.ENROL, 112, 1, {Skip.ALREADY_BOOKED: 4, Skip.FULL: 2}),
)
ERASED = FamilyAnswer(replace(FILED, kind=FamilyRequestKind.ERASURE, before={}, after={}))

INVOICE = InvoiceSheet(
    Invoice(1, "2026-1042", 1, "Cantine, octobre 2026", date(2026, 11, 3), date(2026, 12, 3), Decimal("33.60")),
    InvoiceState.DUE,
    Decimal("33.60"),
    "Bruyère",
    (InvoiceLine("Louise", "Cantine", Decimal("8.00"), Decimal("4.20"), Decimal("33.60")),),
    (),
    "Karim Bruyère",
    ("12 rue des Lilas", "07340 Peaugres"),
    None,
)

SHEET = SheetFacts(
    ChildSheet(
        1,
        "Louise",
        "Bruyère",
        date(2019, 5, 1),
        SCHOOL,
        "CE1",
        2026,
        (EnrolledService(CANTEEN, "🍽", None),),
        Pickups(1, "Louise", (), ()),
        {},
        has_photo=False,
    ),
    None,
    None,
    NOW,
)

SAMPLES: tuple[tuple[str, Notice, Any], ...] = (
    ("Cut-off reminder", Notice.REMINDER, REMINDER),
    ("Validation result", Notice.RESULT, RESULT),
    ("Validation digest", Notice.VALIDATION_DIGEST, DIGEST),
    ("Validation digest, where families' files alone wait", Notice.VALIDATION_DIGEST, replace(DIGEST, counts=())),
    ("Daily roster", Notice.ROSTER, ROSTER),
    ("Attendance not marked", Notice.UNMARKED, UNMARKED),
    ("Absence declared late", Notice.LATE_ABSENCE, LATE_ABSENCE),
    ("Closure", Notice.ANNOUNCEMENT, CLOSURE),
    ("Closure, to staff", Notice.ANNOUNCEMENT, replace(CLOSURE, is_for_family=False, children=(), bookings=312)),
    ("Strike", Notice.ANNOUNCEMENT, STRIKE),
    ("Reopening", Notice.ANNOUNCEMENT, REOPENING),
    ("Announcement", Notice.ANNOUNCEMENT, GENERAL),
    ("An announcement goes out, to its author", Notice.PROGRESS, UNDER_WAY),
    ("It has gone out", Notice.PROGRESS, OVER),
    ("Planning changed by the service", Notice.PLANNING_CHANGED, CHANGED),
    ("A report, with its file", Notice.REPORT, PRESENCES),
    ("A request about a file, accepted", Notice.FAMILY_ANSWER, FamilyAnswer(FILED)),
    ("A request about a file, refused", Notice.FAMILY_ANSWER, FamilyAnswer(PICKUP)),
    ("A request for the year, accepted", Notice.FAMILY_ANSWER, APPLIED),
    ("A file was erased", Notice.FAMILY_ANSWER, ERASED),
    ("A request for the year, to the service", Notice.YEARLY_REQUEST, YEARLY),
    ("An invoice, with its PDF", Notice.INVOICE, INVOICE),
    ("A child’s sheet", Notice.CHILD_SHEET, SHEET),
    ("A child’s full sheet, by e-mail alone", Notice.CHILD_RECORDS, replace(SHEET, records=())),
    ("A guardian's own data, by e-mail alone, as a page and as JSON", Notice.OWN_DATA, OwnData(NOW, {"children": ()})),
    ("Link alert", Notice.LINK_ALERT, LinkAlertFacts("Karim Bruyère", is_own=False)),
    ("Link alert, to the guardian's own other chats", Notice.LINK_ALERT, LinkAlertFacts("Karim Bruyère", is_own=True)),
)

HEAD = """# What Cantine sends

Every kind of message, in French and in English, as the chat shows it; by e-mail the same text goes out under the
subject that stands above it. Drawn from the code (`tests/notifications/test_catalogue.py`); the people are invented.
"""


def drawn() -> str:
    """The page."""
    return "\n".join([HEAD, *(_section(*sample) for sample in SAMPLES)])


def _section(title: str, kind: Notice, facts: Any) -> str:
    cells = [_cell(KINDS[kind].write(facts, STAMP, translator(locale), POLICY)) for locale in LOCALES]
    return f"## {title}\n\n<table><tr>\n" + "\n".join(cells) + "\n</tr></table>\n"


def _cell(message: Message) -> str:
    rows = "<br>".join(" ".join(f"<kbd>{escape(button.text)}</kbd>" for button in row) for row in message.buttons)
    html = message.html.replace("\n", "<br>")
    keys = f"<br><br>{rows}" if rows else ""
    return f'<td valign="top" width="50%"><sub>✉️ {escape(message.subject)}</sub><br><br>{html}{keys}</td>'


def test_the_page_shows_each_message_as_it_is() -> None:
    if os.environ.get("CANTINE_UPDATE_DOCS") == "1":
        PAGE.write_text(drawn(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == drawn()


def test_no_kind_is_missing() -> None:
    assert {kind for _, kind, _ in SAMPLES} == set(Notice) == set(KINDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("title", "kind", "facts"), SAMPLES, ids=[title for title, _, _ in SAMPLES])
def test_each_message_has_a_subject_buttons_that_fit_and_its_number(
    title: str, kind: Notice, facts: Any, locale: str
) -> None:
    message = KINDS[kind].write(facts, STAMP, translator(locale), POLICY)
    assert 0 < len(message.subject) <= 150
    assert "\n" not in message.subject
    assert all(1 <= len(button.callback_data.encode()) <= 64 for row in message.buttons for button in row)
    assert f"{STAMP.reference}" in message.html.splitlines()[-1]
