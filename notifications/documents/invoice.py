"""An invoice on paper: from whom, to whom, for what, what was paid of it, and how the rest is."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from core.model.policy import Policy
from core.model.statements import InvoiceSheet, InvoiceState, Means
from locales import Translator
from locales.amounts import euros, figures
from notifications.documents.document import Document
from notifications.documents.paper import FONT, MARGIN, Paper
from notifications.documents.typeface import drawable
from notifications.documents.words import drawn

_WIDTHS = (52, 14, 17, 17)
"""Of the columns, in hundredths of the page: what, how many, at what price, how much."""
_SIZE = 10.0
_LINE = 5.0
_ADDRESSEE = 105.0
"""How far from the left the addressee stands, as in a window envelope."""
_GREY = 235
_LEAST_LINES = 5
"""What stands below the service's name is as high as the addressee's lines at least."""

_HOW_TO_PAY = 40.0
"""What the lines below the table need at most."""

Row = tuple[str, str, str, str]


def drawn_invoice(sheet: InvoiceSheet, words: Translator, policy: Policy, drawn_at: datetime) -> bytes:
    """An invoice as a PDF: the same to the byte for the same facts and instant."""
    paper = _paper(sheet, words, policy, drawn_at)
    paper.add_page()
    _head(paper, sheet, words, policy)
    _table(paper, sheet, words)
    if not paper.has_room(_HOW_TO_PAY):
        paper.add_page()
    paper.ln(_LINE)
    paper.set_font(FONT, "", _SIZE)
    for line in _how_to_pay(sheet, words, policy):
        paper.write_lines(drawable(line), _LINE + 1)
    return bytes(paper.output())


def _paper(sheet: InvoiceSheet, words: Translator, policy: Policy, drawn_at: datetime) -> Paper:
    invoice = sheet.invoice
    kind = "paper-credit" if sheet.state is InvoiceState.CREDIT else "paper-invoice"
    document = Document(
        name=invoice.number,
        title=words.text(kind, number=invoice.number),
        drawn=drawn(drawn_at, words, policy),
        drawn_at=drawn_at,
        day=None,
        sheets=(),
        words=words,
        policy=policy,
    )
    paper = Paper(document)
    paper.place = drawable(policy.contact.service)
    paper.set_auto_page_break(True, MARGIN + _LINE)
    return paper


def _head(paper: Paper, sheet: InvoiceSheet, words: Translator, policy: Policy) -> None:
    """The service on the left, the family on the right, what it is below."""
    top = paper.get_y()
    contact = policy.contact
    ours = [contact.address, contact.phone, contact.email]
    theirs = [sheet.addressee, *sheet.address, words.text("paper-family", family=sheet.family)]
    _column(paper, ours, paper.l_margin, top)
    _column(paper, theirs, paper.l_margin + _ADDRESSEE, top + 3 * _LINE)
    paper.set_y(top + _LINE * (3 + max(len(theirs), _LEAST_LINES)))
    paper.set_font(FONT, "B", _SIZE + 2)
    paper.write_lines(drawable(sheet.invoice.label), _LINE + 2)
    paper.set_font(FONT, "", _SIZE)
    paper.write_lines(words.text("paper-issued", day=_day(sheet.invoice.issued_on)), _LINE + 1)
    paper.ln(2)


def _column(paper: Paper, lines: list[str], left: float, top: float) -> None:
    paper.set_font(FONT, "", _SIZE)
    paper.set_xy(left, top)
    paper.multi_cell(
        paper.epw - _ADDRESSEE if left > paper.l_margin else _ADDRESSEE - _LINE,
        _LINE,
        "\n".join(map(drawable, lines)),
        align="L",
    )


def _table(paper: Paper, sheet: InvoiceSheet, words: Translator) -> None:
    bold = FontFace(emphasis="BOLD")
    shaded = FontFace(emphasis="BOLD", fill_color=_GREY)
    with paper.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=_WIDTHS,
        headings_style=shaded,
        line_height=_LINE + 1,
        text_align=("LEFT", "RIGHT", "RIGHT", "RIGHT"),
    ) as table:
        table.row([words.text(f"paper-{head}") for head in ("line", "quantity", "price", "amount")])
        for row, is_bold in _rows(sheet, words):
            table.row([drawable(cell) for cell in row], style=bold if is_bold else None)


def _rows(sheet: InvoiceSheet, words: Translator) -> Iterator[tuple[Row, bool]]:
    """The lines under the first names of the children, then what they come to; whether each is printed bold."""
    invoice = sheet.invoice
    child: str | None = None
    for line in sheet.lines:
        if line.child != child:
            yield (line.child or words.text("invoice-others"), "", "", ""), True
        child = line.child
        yield (
            (line.label, figures(line.quantity, words), euros(line.unit_price, words), euros(line.amount, words)),
            False,
        )
    if not sheet.lines:
        yield (invoice.label, "", "", euros(invoice.amount, words)), False
    yield (words.text("paper-total"), "", "", euros(invoice.amount, words)), True
    if sheet.state is not InvoiceState.CREDIT:
        yield from ((row, False) for row in _paid(sheet, words))
        yield (words.text("paper-left"), "", "", euros(sheet.left, words)), True


def _paid(sheet: InvoiceSheet, words: Translator) -> Iterator[Row]:
    """What was paid of it: for itself, and from the account; with what is left it adds up to the total."""
    for payment in sheet.payments:
        means = words.text(f"means-{payment.means}") if payment.means in set(Means) else payment.means
        said = words.text("paper-payment", day=_day(payment.paid_on), means=means)
        yield said, "", "", euros(-payment.amount, words)
    direct = sum((payment.amount for payment in sheet.payments), Decimal())
    on_account = sheet.invoice.amount - sheet.left - direct
    if on_account:
        yield words.text("paper-on-account"), "", "", euros(-on_account, words)


def _how_to_pay(sheet: InvoiceSheet, words: Translator, policy: Policy) -> Iterator[str]:
    if not sheet.left:
        if sheet.state is InvoiceState.PAID:
            yield words.text("paper-paid")
        return
    if sheet.invoice.due_on is not None:
        yield words.text("paper-due", day=_day(sheet.invoice.due_on))
    if sheet.debit is not None:
        mandate, end = sheet.debit.mandate, sheet.debit.iban_end
        known = words.text("paper-by-debit-of", mandate=mandate, end=end) if end else ""
        yield known or words.text("paper-by-debit", mandate=mandate)
        return
    contact = policy.contact
    yield words.text("paper-to-office", service=contact.service, address=contact.address, phone=contact.phone)
    if policy.debit_notice is not None:
        yield policy.debit_notice.in_(words.locale)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
