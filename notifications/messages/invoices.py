"""An invoice, to the guardian who asked for it: what it is of, and the document."""

from core.model.policy import Policy
from core.model.statements import InvoiceSheet, InvoiceState
from locales import Translator
from locales.amounts import euros
from notifications.documents import PDF
from notifications.documents.words import slug
from notifications.messages.fitting import foot
from notifications.messages.frame import Stamp
from notifications.transport import Attachment, Message


def invoice_message(sheet: InvoiceSheet, stamp: Stamp, words: Translator, policy: Policy) -> Message:
    """An invoice as a PDF. No more of it is in the text than the screen has shown."""
    from notifications.documents.invoice import drawn_invoice  # noqa: PLC0415 (a second, which a start has no time for)

    invoice = sheet.invoice
    is_credit = sheet.state is InvoiceState.CREDIT
    lines = [
        words.html("credit-title" if is_credit else "invoice-title", number=invoice.number),
        words.html("sent-invoice-amount", label=invoice.label, amount=euros(invoice.amount, words)),
        foot(stamp, words, policy),
    ]
    name = f"{words.text('file-invoice')}-{slug(invoice.number)}.pdf"
    file = Attachment(name, PDF, drawn_invoice(sheet, words, policy, stamp.at))
    subject = words.text(
        "sent-credit-subject" if is_credit else "sent-invoice-subject", number=invoice.number, label=invoice.label
    )
    return Message("\n".join(lines), subject=subject, attachments=(file,))
