# The command line: what is kept no longer, the copy of the database and its return

help-retention = Show what need not be kept any longer by the periods of the policy; erase it with --apply.
help-retention-apply = Erase it for good, and note it in the journal.
help-backup = Copy the whole database to a file, while Cantine runs or not.
help-backup-force = Replace the file if it exists.
help-restore = Put a copy in the place of the database, and bring it up to date. Stop Cantine first.
help-restore-force = Even where there is a database: it is kept aside.

retention-category = What
retention-until = Up to
retention-rows = Rows
retention-tables = Where
retention-kept-attendance = bookings, requests, attendance
retention-kept-invoices = invoices and payments settled
retention-kept-messages = messages, announcements, codes
retention-kept-audit = journal
retention-kept-conversations = conversations
retention-kept-files = files of children who left
cli-retention-apply = Nothing was erased. To erase: "cantine retention --apply" (make a copy first: "cantine backup").
cli-retention-erased = Erased, and noted in the journal.
cli-retention-nothing = There is nothing to erase.

cli-backup-exists = { $file } exists already. Choose another name, or add --force to replace it.
cli-backup-itself = { $file } is the database itself. Choose another name.
cli-backed-up = The database is copied to { $file } ({ $size }, version { $level }) and the copy is checked. It holds everything: keep it under lock.
cli-restore-exists = There is a database already. Stop Cantine, then add --force: it will be kept aside.
cli-restore-aside = The former database is kept: { $file }
cli-restored = The database is that of { $file }.
cli-not-a-backup = { $detail } is no copy of a Cantine database of this kind (CANTINE_DATABASE_URL). Nothing was changed.
cli-backup-broken = The copy is damaged: { $detail }. Nothing was changed.
cli-database-in-use = Another program uses the database. Stop Cantine, then try again. Nothing was changed.
cli-tool-missing = PostgreSQL's program { $detail } is not found. Install the PostgreSQL client, or set its folder in CANTINE_PG_BIN.
cli-tool-failed = PostgreSQL refused: { $detail }

# /privacy: what is kept, why, and until when

button-privacy-data = 📤 My data by e-mail
button-privacy-erase = 🗑 Ask for erasure
button-privacy-confirm = 🗑 Yes, ask
privacy-title = 🔐 <b>Your data</b>
privacy-who = Controller: { $controller }. Any question: { $address }, { $email }.
privacy-what =
    <b>What is kept, and why</b>
    Your children’s names and class, their enrolments, bookings, absences and attendance; how to reach you; your invoices and payments: to look after the children and to bill. The ground: the public service the council provides and, for invoices, the law.
    Health sheets and photos you give: for the children’s safety.
    The identifier of this conversation: to answer you. None of it is used for anything else.
privacy-telegram = Telegram is never mandatory: the same messages come by e-mail. Nothing about health, income or bank accounts is written in the conversation. Only your family and the service read why a child was absent.
privacy-how-long = <b>How long</b>
privacy-months = { $what }: { $months ->
    [one] { $months } month
   *[other] { $months } months
} { $after }
privacy-kept-attendance = 🍽 Bookings, requests, attendance
privacy-kept-invoices = 🧾 Invoices and payments
privacy-kept-files = 🗂 Files, sheets, photos
privacy-kept-messages = ✉️ Messages, announcements and codes
privacy-kept-audit = 📜 Journal of who did what
privacy-kept-conversations = 💬 Screen of the conversation
privacy-after-attendance = after the school year
privacy-after-invoices = after the year of issue (commercial law)
privacy-after-files = after the child’s last year
privacy-after-messages = after they were sent
privacy-after-audit = after the action
privacy-after-conversations = without a word from you
privacy-rights =
    <b>Your rights</b>
    See, correct, restrict, object, erase: here or at the service. You may complain to the CNIL (www.cnil.fr, 3 place de Fontenoy, 75007 Paris).
privacy-stop = /stop unlinks this device at any time.

privacy-data-comes = 📤 On its way: an e-mail brings all your data.
privacy-data-no-email = The service does not have your e-mail address, and these data may not go through Telegram. Give it in “My account”.
privacy-data-email-refused = Your e-mail address does not answer any more. Correct it in “My account”.

privacy-erase-title = 🗑 <b>Ask for erasure?</b>
privacy-erase-how = The service decides; this screen only asks.
privacy-erase-taken = <b>Will be erased</b>
privacy-erase-kept = <b>Will stay, since the law or the service needs it</b>
privacy-erase-contacts = • how to reach you, and your preferences
privacy-erase-chats = { $count ->
    [one] • your linked device: you will have no more access here
   *[other] • your { $count } linked devices: you will have no more access here
}
privacy-erase-pending = { $count ->
    [one] • { $count } pending request, which will be withdrawn
   *[other] • { $count } pending requests, which will be withdrawn
}
privacy-erase-drafts = { $count ->
    [one] • { $count } day chosen and not sent yet
   *[other] • { $count } days chosen and not sent yet
}
privacy-erase-children = • photo, sheets and persons who may fetch of { $children }
privacy-erase-names = • names: yours, and the children’s while they come here
privacy-erase-bookings = { $count ->
    [one] • { $count } booking, until { $until } at least
   *[other] • { $count } bookings, until { $until } at least
}
privacy-erase-invoices = • { $invoices } invoices and { $payments } payments, until { $until } at least
privacy-erase-shared = • the file of { $children }: the other guardian keeps it
privacy-erase-answer = The service will answer you here and by e-mail, one last time, before this device is unlinked.
privacy-erase-asked = 🚧 It is asked. The service will answer.

# "My data": the e-mail and the page

own-subject = Your data
own-file = my-data
own-title = 📤 <b>Your data</b>
own-drawn = All that { $service } keeps of you and your children, on { $at }.
own-files = Two files come along: a page to read, and the same as JSON for another program. They hold personal data: keep them to yourself.
own-question = A mistake? { $phone }, { $email }
own-nothing = Nothing is kept.
own-yes = yes
own-no = no

own-section-guardian = You
own-section-mutes = Messages you do not want
own-section-children = Your children
own-section-classes = Classes
own-section-enrolments = Enrolments
own-section-bookings = Bookings
own-section-requests = Requests and absences
own-section-draft = Days chosen, not sent yet
own-section-attendance = Attendance
own-section-cancelled-bookings = Bookings a closure cancelled
own-section-removed-bookings = Bookings the service removed
own-section-accounts = The family’s account
own-section-quotients = Quotients
own-section-tax-notices = Tax notices
own-section-invoices = Invoices
own-section-invoice-lines = Lines of the invoices
own-section-payments = Payments
own-section-pickup-persons = Persons who may fetch
own-section-records = Complementary and health data
own-section-photos = Photos
own-section-file-requests = Requests about the file
own-section-chats = Linked devices
own-section-codes = Codes (never the code itself)
own-section-messages = Messages sent
own-section-announcements-read = Announcements read
own-section-journal = Journal of what you did

own-column-last-name = Last name
own-column-first-name = First name
own-column-email = E-mail
own-column-email-refused-at = E-mail bounced on
own-column-phone = Phone
own-column-address = Address
own-column-channel = Way
own-column-quiet-from = Quiet from
own-column-quiet-until = Quiet until
own-column-kind = Kind
own-column-until = Until
own-column-child = Child
own-column-birth-date = Born
own-column-family = Family
own-column-custody = Weeks
own-column-school-year = School year
own-column-school = School
own-column-class = Class
own-column-level = Level
own-column-service = Service
own-column-day = Day
own-column-state = State
own-column-reason = Reason
own-column-outcome = Outcome
own-column-created-at = Created
own-column-decided-at = Decided
own-column-refusal = Why refused
own-column-mark = Mark
own-column-arrived = Arrived
own-column-departed = Left
own-column-restored-at = Restored
own-column-removed-at = Removed
own-column-caf-number = CAF number
own-column-iban-end = End of the IBAN
own-column-mandate = Mandate
own-column-mandate-since = Mandate since
own-column-updated-at = Updated
own-column-is-responsible = You are responsible
own-column-first-day = From
own-column-value = Value
own-column-year = Year
own-column-income = Reference income
own-column-shares = Shares
own-column-number = Invoice
own-column-label = Label
own-column-issued-on = Issued
own-column-due-on = Due
own-column-amount = Amount
own-column-quantity = Quantity
own-column-unit-price = Unit price
own-column-reference = Reference
own-column-paid-on = Paid
own-column-means = Means
own-column-relation = Relation
own-column-since = Since
own-column-ended-on = Ended
own-column-field = Heading
own-column-content = Photo
own-column-before = Before
own-column-after = After
own-column-comment = Comment
own-column-telegram-id = Telegram id
own-column-locale = Language
own-column-linked-at = Linked
own-column-blocked-at = Blocked
own-column-expires-at = Valid until
own-column-mailed-at = Mailed
own-column-used-at = Used
own-column-finished-at = Finished
own-column-text = Text
own-column-read-at = Read
own-column-at = At
own-column-action = Action

own-value-pending = pending
own-value-approved = approved
own-value-refused = refused
own-value-withdrawn = withdrawn
own-value-book = booking
own-value-cancel = cancellation
own-value-absence = absence
own-value-present = present
own-value-absent-excused = absence excused
own-value-absent-billed = absence billed
own-value-given-back = place given back
own-value-excused = excused
own-value-billed = billed
own-value-undecided = undecided
own-value-always = all
own-value-even-weeks = even
own-value-odd-weeks = odd
own-value-auto = automatic
own-value-chat = chat
own-value-email = e-mail
own-value-both = both
own-value-telegram = Telegram
own-value-waiting = waiting
own-value-sent = sent
own-value-failed = failed
own-value-expired = expired
own-value-unknown = uncertain
own-value-address = address
own-value-phone = phone
own-value-pickup-add = person who may fetch, to add
own-value-pickup-end = person who may fetch, to remove
own-value-yearly = request for the year
own-value-erasure = erasure
own-value-closure = closure
own-value-strike = strike
own-value-general = information
own-value-reopening = reopening
own-value-insurance = insurance
own-value-doctor = doctor
own-value-image = consent to photos
own-value-outings = outings
own-value-leaves-alone = leaves alone
own-value-associations = parents’ associations
own-value-notes = notes
own-value-allergies = allergies
own-value-care-plan = care plan
own-value-treatment = treatment
own-value-vaccines = vaccines
own-value-meals = meals
own-value-link-chat = device linked
own-value-unlink-chat = device unlinked
own-value-make-code = code made
own-value-request = request sent
own-value-withdraw = request withdrawn
own-value-declare-absence = absence declared
own-value-family-ask = request about the file sent
own-value-family-withdraw = request about the file withdrawn
own-value-child-sheet = sheet of a child asked for
own-value-photo = photo put or removed
own-value-own-data = data asked for
own-value-refused-press = action refused
