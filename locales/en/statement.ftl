# The statement of account: invoices, payments, balance.

button-statement = 🧾 Statement
button-payments = 💶 Payments
button-invoice-pdf = 📄 Send me the PDF

statement-title = 🧾 <b>Statement of account</b>
statement-family = { $family } family
statement-owed = You owe <b>{ $amount }</b>.
statement-settled = ✅ Your account is settled.
statement-advance = You have paid <b>{ $amount }</b> in advance.
statement-none = You have no invoice yet. The next ones will appear here.
statement-invoice = { $symbol } { $label }: { $amount }, { $state }
statement-payment = • { $day }: { $amount }, { $means }
statement-payment-for = • { $day }: { $amount }, { $means }, for invoice { $number }
payments-title = 💶 <b>Your payments</b>

invoice-title = 🧾 <b>Invoice { $number }</b>
credit-title = ↩️ <b>Credit note { $number }</b>
invoice-label = { $label }, of { $day }
invoice-child = <b>{ $child }</b>
invoice-others = Other
invoice-line = • { $label }: { $quantity } × { $price } = { $amount }
invoice-amount = Total: <b>{ $amount }</b>
invoice-payments = Paid so far:
invoice-paid = paid
invoice-due = to be paid by { $due }
invoice-due-undated = to be paid
invoice-partly = paid in part
invoice-partly-due = paid in part: { $left } left to pay by { $due }
invoice-overdue = overdue, was due by { $due }
invoice-credit = credit note
invoice-with-rest = { $state } ({ $left } left)
invoice-ordered = 📄 Your invoice is coming as a PDF.
invoice-on-its-way = It is on its way already.

means-debit = direct debit
means-card = card
means-cheque = cheque
means-cash = cash
means-transfer = bank transfer
means-voucher = CESU voucher

# The invoice that is sent, and the PDF

sent-invoice-subject = Invoice { $number }: { $label }
sent-credit-subject = Credit note { $number }: { $label }
sent-invoice-amount = { $label }: <b>{ $amount }</b>
paper-invoice = Invoice { $number }
paper-credit = Credit note { $number }
paper-issued = Issued on { $day }
paper-family = { $family } family
paper-line = Service
paper-quantity = Quantity
paper-price = Unit price
paper-amount = Amount
paper-total = Total
paper-payment = Payment of { $day } ({ $means })
paper-on-account = Set against the family’s account
paper-left = Left to pay
paper-due = To be paid by { $day }.
paper-paid = This invoice is paid.
paper-by-debit = By direct debit from your account (mandate { $mandate }).
paper-by-debit-of = By direct debit from your account ending in { $end } (mandate { $mandate }).
paper-to-office = To be paid to the service: { $service }, { $address }, tel. { $phone }.
file-invoice = invoice
