"""A child's sheet on paper: who it is, what it is enrolled in, who may fetch it; where asked for, what is on file."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from core.model.children import ChildRecord, ChildSheet, EnrolledService, SheetFacts
from core.model.family import PickupPerson, RecordField, RecordKind, kind_of
from core.model.policy import Policy
from locales import Translator
from locales.amounts import euros
from notifications.documents.document import Document
from notifications.documents.paper import FONT, MARGIN, PADDING, Paper
from notifications.documents.typeface import drawable
from notifications.documents.words import drawn, slug

Row = tuple[str, str]
"""What it is, and what is on file of it. One that stands alone spans the page."""

_SIZE = 10.5
_LINE = 6.0
_HEADING = 9.0
_LABELS = 52.0
"""How wide what things are called stands, in millimetres, as all that follows."""
_PHOTO = 34.0
_RULE = 150


def drawn_sheet(facts: SheetFacts, words: Translator, policy: Policy) -> tuple[str, bytes]:
    """The name of the file, without its ending, and the PDF: the same to the byte for the same facts."""
    document = _document(facts, words, policy)
    paper = Paper(document)
    paper.place = drawable(f"{facts.sheet.first_name} {facts.sheet.last_name}")
    paper.add_page()
    bottom = _put_photo(paper, facts.photo) if facts.photo else 0.0
    for heading, rows in _sections(facts, words, policy):
        _put_section(paper, heading, rows, narrow_until=bottom)
        paper.set_y(max(paper.get_y(), bottom))
        bottom = 0.0
    return document.name, bytes(paper.output())


def _document(facts: SheetFacts, words: Translator, policy: Policy) -> Document:
    """What stands on each page."""
    is_full = facts.records is not None
    years = {"first": str(facts.sheet.school_year), "last": str(facts.sheet.school_year + 1)}
    name = words.text("file-child-full" if is_full else "file-child")
    return Document(
        name="-".join(filter(None, (name, slug(facts.sheet.first_name)))),
        title=words.text("sheet-child-title-full" if is_full else "sheet-child-title", **years),
        drawn=f"{policy.contact.service} · {drawn(facts.read_at, words, policy)}",
        drawn_at=facts.read_at,
        day=None,
        sheets=(),
        words=words,
        policy=policy,
    )


def _sections(facts: SheetFacts, words: Translator, policy: Policy) -> Iterator[tuple[str, Sequence[Row]]]:
    sheet = facts.sheet
    yield words.text("sheet-child-identity"), _identity(sheet, words)
    services = [_service(one, words) for one in sheet.services]
    yield words.text("sheet-child-services"), services or [("", words.text("sheet-child-no-service"))]
    persons = [_person(one) for one in sheet.pickups.persons]
    yield words.text("sheet-child-pickups"), persons or [("", words.text("sheet-child-no-pickup"))]
    if facts.records is not None:
        for kind in RecordKind:
            rows = [_record(one, words, policy) for one in _in_order(facts.records) if kind_of(one.field) is kind]
            yield words.text(f"sheet-child-{kind}"), rows or [("", words.text("sheet-child-nothing"))]


def _identity(sheet: ChildSheet, words: Translator) -> list[Row]:
    rows = [
        (words.text("sheet-child-last-name"), sheet.last_name),
        (words.text("sheet-child-first-name"), sheet.first_name),
        (words.text("sheet-child-birth-date"), f"{sheet.birth_date:%d/%m/%Y}"),
        (words.text("sheet-child-class"), sheet.class_name or words.text("roster-no-class")),
    ]
    return [*rows[:3], (words.text("sheet-child-school"), sheet.school), rows[3]] if sheet.school else rows


def _service(one: EnrolledService, words: Translator) -> Row:
    rate = one.rate
    if rate is None:
        return one.label.in_(words.locale), words.text("children-rate-rules")
    price, label = euros(rate.price, words), rate.label.in_(words.locale)
    return one.label.in_(words.locale), words.text(f"children-rate-{rate.unit}", price=price, rate=label)


def _person(one: PickupPerson) -> Row:
    told = ", ".join(filter(None, (one.relation, one.phone)))
    return f"{one.first_name} {one.last_name}", told or "–"


def _in_order(records: Sequence[ChildRecord]) -> list[ChildRecord]:
    order = list(RecordField)
    return sorted(records, key=lambda one: order.index(one.field))


def _record(one: ChildRecord, words: Translator, policy: Policy) -> Row:
    day = f"{one.updated_at.astimezone(policy.calendar.tz):%d/%m/%Y}"
    name = words.text(f"sheet-child-{one.field.replace('_', '-')}")
    return name, f"{one.value} ({words.text('sheet-child-updated', day=day)})"


def _put_photo(paper: Paper, photo: bytes) -> float:
    """On the right, below the title; where it ends."""
    left = paper.w - MARGIN - _PHOTO
    paper.image(BytesIO(photo), x=left, y=paper.get_y(), w=_PHOTO, h=_PHOTO, keep_aspect_ratio=True)
    return paper.get_y() + _PHOTO + PADDING


def _put_section(paper: Paper, heading: str, rows: Sequence[Row], *, narrow_until: float) -> None:
    """A heading with its rows; above ``narrow_until`` they leave room for the photo."""
    if not paper.has_room(_HEADING + _LINE):
        paper.add_page()
    width = paper.epw - (_PHOTO + PADDING if paper.get_y() < narrow_until else 0.0)
    paper.set_font(FONT, "B", _SIZE)
    paper.write_lines(drawable(heading), _HEADING)
    paper.set_draw_color(_RULE)
    paper.line(paper.l_margin, paper.get_y(), paper.l_margin + width, paper.get_y())
    for label, value in rows:
        _put_row(paper, drawable(label), drawable(value), width)


def _put_row(paper: Paper, label: str, value: str, width: float) -> None:
    labels = _LABELS if label else 0.0
    paper.set_font(FONT, "", _SIZE)
    names = paper.broken(label, labels) if label else []
    values = paper.broken(value, width - labels)
    for number in range(max(len(names), len(values))):
        if not paper.has_room(_LINE):
            paper.add_page()
            paper.set_font(FONT, "", _SIZE)
        base = paper.get_y() + (_LINE + paper.font_size * 0.7) / 2
        for lines, left in ((names, 0.0), (values, labels)):
            if number < len(lines):
                paper.text(paper.l_margin + left + PADDING, base, lines[number])
        paper.ln(_LINE)
