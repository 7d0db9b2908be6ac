# The page of the account and its corrections, how to reach the service and when.

button-account = 👤 My account
button-contact = ☎️ Contact
button-locate = 📍 Show on the map
button-ask-correction = 📤 Send the request
button-type-again = ✏️ Correct
command-contact = Reach the service

account-title = 👤 <b>My account</b>
account-own = <b>{ $name }</b>
account-address = 🏠 { $value }
account-address-none = 🏠 Address: not known to the service
account-phone = 📱 { $value }
account-phone-none = 📱 Phone: not known to the service
account-email = ✉️ { $value }
account-email-none = ✉️ E-mail: not known to the service
account-email-refused = ⚠️ This address refuses our messages: correct it below, or give it again if it works by now.
account-waiting = 🚧 A correction waits for the service to answer: follow it, or withdraw it, in “My requests”.
account-family = 👪 <b>{ $family } family</b> ({ $children })
account-responsible = Head of the family: { $name }
account-responsible-you = Head of the family: you
account-responsible-none = Head of the family: not on file yet
account-others = Spouse or other guardian: { $names }
account-tax = 🧾 Tax data: notice for the income of { $year } on file
account-tax-none = 🧾 Tax data: no tax notice on file
account-caf = 👶 CAF: number ••••{ $end }
account-caf-none = 👶 CAF: no number on file
account-quotient-between = 📊 Family quotient: between { $above } and { $limit }, since { $day }
account-quotient-limit = 📊 Family quotient: { $limit } at most, since { $day }
account-quotient-above = 📊 Family quotient: { $above } or more, since { $day }
account-quotient-known = 📊 Family quotient: on file, since { $day }
account-quotient-none = 📊 Family quotient: none on file
account-debit = 🏦 Direct debit: account •••• { $end }
account-debit-mandate = mandate { $mandate }
account-debit-since = since { $day }
account-debit-none = 🏦 Direct debit: none
account-notice = ℹ️ { $notice }
account-notice-usual = ℹ️ To set up or change direct debit, go to the service with your bank details (RIB): { $address }.
account-correct = ✏️ Your own details can be corrected below; for anything else, call the service on { $phone }.
account-no-child = No child is linked to your account. Call the service on { $phone }.

account-change-address = 🏠 Address
account-change-phone = 📱 Phone
account-change-email = ✉️ E-mail
account-field-address = 🏠 <b>Your address</b>
account-field-phone = 📱 <b>Your phone number</b>
account-field-email = ✉️ <b>Your e-mail address</b>
account-now = On file: { $value }
account-now-none = Nothing on file.
account-wanted = 🚧 Already asked for, waiting: { $value }. A new request takes its place.
account-how-address =
    Write it here in full, on two to five lines, for example:

    <code>12 Lilac Street</code>
    <code>74370 Epagny Metz-Tessy</code>
account-how-phone = Write it here, for example <code>06 12 34 56 78</code>; a foreign number with its country code, <code>+41 79 123 45 67</code>.
account-how-email = Write it here, for example <code>first.last@example.org</code>.
account-unreadable-address = 🤔 I see no address in this. Write the street, then postcode and town on the next line: five lines and 250 characters at most.
account-unreadable-phone = 🤔 I do not recognise this number. Write its ten digits, or a foreign number beginning with “+”.
account-unreadable-email = 🤔 I do not recognise this address. Write it in full, for example <code>first.last@example.org</code>.
account-same = ☺️ That is what the service has on file already: there is nothing to change.
account-recap = 📝 <b>Your request for a correction</b>
account-before = Before: { $value }
account-after = After: <b>{ $value }</b>
account-recap-how = The service checks it and answers you. Until then nothing changes.
account-asked = 🚧 Your request is sent: the service will answer you.

contact-title = ☎️ <b>{ $service }</b>
contact-address = 🏠 { $address }
contact-phone = 📞 { $phone }
contact-email = ✉️ { $email }
contact-portal = 🌐 { $portal }
contact-hours = 🕘 <b>Opening hours</b>
contact-hours-day = { $weekday }: { $spans }
contact-span = { $opens } – { $closes }
contact-open = 🟢 Open now, until { $time }.
contact-reopens-today = 🔴 Closed; opens again today at { $time }.
contact-reopens-tomorrow = 🔴 Closed; opens again tomorrow at { $time }.
contact-reopens = 🔴 Closed; opens again on { $at }.
