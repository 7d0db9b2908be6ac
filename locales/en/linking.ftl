# Linking a device: codes, letters, “My devices”.

link-birth-date = 🔐 To confirm that this code is yours, write the <b>birth date of one of your children</b>, day first, such as <code>12/05/2019</code>.
link-birth-date-unread =
    🤔 I did not understand that date. Write the birth date of one of your children, day first, such as <code>12/05/2019</code> or <code>12 May 2019</code>.

    Have you another code? Type it. To begin again: /start.
link-wrong-birth-date = ❌ That date does not match. Write it again, as day, month, year, or call us on { $phone }.
link-void = ❌ Too many wrong dates: for safety, this code does not work any more. Call us on { $phone } and we will give you a new one.

notice-link-alert-own =
    🔐 <b>A new device has been linked to your access</b>

    Who: { $guardian }
    When: { $at }

    If it was you, there is nothing to do. If not, unlink it at once (/settings, then “My devices”) and tell us: { $phone }, { $email }.

# My devices

button-devices = 📱 My devices
button-devices-unlink = 🔌 Unlink the one of { $day }
button-devices-unlink-here = 🔌 Unlink this one
button-devices-unlink-confirm = 🔌 Yes, unlink
button-devices-code = 🎟 A code for another device
button-devices-code-for = 🎟 A code for { $name }

devices-title = { $count ->
    [one] 📱 <b>My devices</b>: { $count } linked
   *[other] 📱 <b>My devices</b>: { $count } linked
}
devices-line = ▸ { $device }
devices-since = since { $since }
devices-here = this one
devices-blocked = blocked, gets nothing any more
devices-explained = One you do not know? Unlink it, and tell us. A code is for linking another one.
devices-unlink =
    🔌 <b>Unlink this device?</b>

    { $device }

    It will not be able to book any more, and will get nothing. To link it again, a new code is needed.
devices-gone = This device is not linked any more.
devices-unlinked = Done: the device is unlinked.
devices-code-own =
    🎟 Your code for another device:

    <code>{ $code }</code>
    { $link }

    On that device, open the link or type the code. It works once, before { $until }, and is shown only now. Keep it to yourself: it opens your access.
devices-code-for =
    🎟 The code of <b>{ $name }</b>:

    <code>{ $code }</code>
    { $link }

    Give it to this person, and to nobody else. It works once, before { $until }, and is shown only now.
devices-code-shown = 🎟 The code is not shown any more. If it is lost, make a new one.
devices-too-many-codes = You have made { $count } codes since yesterday. Try again tomorrow, or call us on { $phone }.

audit-make-code = { $kind ->
    [own] made a code for another device
   *[other] made a code for the other guardian
}
audit-void-code = code voided, after too many wrong birth dates

# The letter

letter-hand-out = Handed out by the school to the family of { $child }
letter-title = School meals and after-school care from your phone
letter-hello = Hello,
letter-intro = With { $service }, you can book, cancel and report an absence from Telegram, a free messenger. To link your phone to your family, there are three steps:
letter-step-scan = Install Telegram, then point the camera of your phone at this square. The conversation opens: press “Start”.
letter-step-open = Install Telegram, and ask us for the address of the conversation. Open it, and press “Start”.
letter-step-link = Install Telegram, then open this link on your phone: { $link }. The conversation opens: press “Start”.
letter-step-code = If you are asked for it, type the code below.
letter-step-birth-date = Write the birth date of one of your children: it confirms that it is you.
letter-code = Your code
letter-code-words = that is: { $words }
letter-until = This code is yours: give it to nobody. It works once, before { $day }, and takes the place of any you had before.
letter-optional = Telegram is not compulsory: without it, everything is done with us as before.
letter-help = Any question? Call { $phone }, or write to { $email }.
letter-short = School meals: link your phone to your family’s bookings. In our Telegram conversation, type the code, then write the birth date of one of your children. Any question? { $phone }, { $email }.
letter-digit-0 = zero
letter-digit-1 = one
letter-digit-2 = two
letter-digit-3 = three
letter-digit-4 = four
letter-digit-5 = five
letter-digit-6 = six
letter-digit-7 = seven
letter-digit-8 = eight
letter-digit-9 = nine
invitation-subject = School meals and after-school care: your code

# The command "cantine invite"

help-invite-pdf = Write a letter to each in this PDF file instead, for window envelopes; with --email, to those alone who have no e-mail address.
help-invite-email = Send the code by e-mail instead, to those who have not had it yet.
help-invite-again = With --email: also to those who have had it.
help-invite-school = For the families of this school alone.
help-invite-class = For the families of this class alone, this school year.
cli-again-without-email = --again goes with --email.
cli-no-folder = there is no folder { $folder }.
cli-letters-no-file = { $file } is not a file: write the letters to a file first, then print them.
cli-letters = { $count ->
    [0] No letter to write.
    [one] { $count } letter in { $file }. Its code is good for { $days } days; those given to this person before work no more.
   *[other] { $count } letters in { $file }. Their codes are good for { $days } days; those given to these people before work no more.
}
cli-letters-by-school = { $count ->
    [one] { $count } guardian has no postal address: the school is to hand out the letter.
   *[other] { $count } guardians have no postal address: the school is to hand out their letters.
}
cli-letters-without-square = The letters have neither a link nor a square to scan: the name of the bot is not known.
cli-letters-not-moved = The codes are good, but { $file } could not be replaced. The letters are in { $kept }.
cli-no-mail = No e-mail can be sent: there is no server (CANTINE_SMTP_URL).
cli-mail-without-link = Without the name of the bot, the e-mail would not say where to type the code: nothing was sent.
cli-mail-failed = { $guardian }: not sent ({ $reason }).
cli-mailed = { $count ->
    [0] No e-mail sent.
    [one] { $count } e-mail sent. Its code is good for { $days } days.
   *[other] { $count } e-mails sent. Their codes are good for { $days } days.
}
cli-mailed-before = { $count ->
    [one] { $count } guardian has had a code already. To send another one: --again.
   *[other] { $count } guardians have had a code already. To send another one: --again.
}
cli-mail-without-address = { $count ->
    [one] { $count } guardian has no e-mail address that works, and is listed here.
   *[other] { $count } guardians have no e-mail address that works, and are listed here.
}
cli-mail-unfinished = { $count ->
    [one] { $count } e-mail did not leave. Run the same command again: it goes on from there.
   *[other] { $count } e-mails did not leave. Run the same command again: it goes on from there.
}
