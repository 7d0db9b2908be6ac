# The yearly request: enrolment or cancellation until the end of the school year.

button-yearly = 🗓 Yearly request
button-yearly-send = 📤 Send to the service
button-yearly-again = 🗓 Another yearly request
button-yearly-no-comment = No comment ➡️
button-yearly-go-on = Go on ➡️

yearly-title = 🗓 <b>Yearly request</b>
yearly-about = Enrol a child, or cancel what is booked, until the end of the school year. The service gets your request by e-mail and answers you here.
yearly-no-child = None of your children has a class this year. Call the service: { $phone }.
yearly-which-child = For which child?
yearly-child = { $child } · { $class_ }
yearly-pending = 🚧 { $child }, { $wish }: waiting for an answer since { $day }
yearly-which-wish = What would you like for { $child }?
yearly-pick-enrol = ✅ Enrol for the year
yearly-pick-cancel = ❌ Cancel for the year
yearly-nothing-to-cancel = { $child } is not enrolled in any service: there is nothing to cancel.
yearly-wish-enrol = enrolment
yearly-wish-cancel = cancellation
yearly-replaces = ⚠️ A request is waiting already: the new one will take its place.
yearly-which-services-enrol = In which services should { $child } be enrolled?
yearly-which-services-cancel = Which services should be cancelled for { $child }?
yearly-enrolled = { $service } (enrolled)
yearly-which-weekdays = On which days of the week?
yearly-which-day =
    From when on?

    Pick a day, or write one: <code>12/01</code>.
yearly-from-monday = Next Monday ({ $day })
yearly-from-month = The first of next month ({ $day })
yearly-from-typed = From { $day }
yearly-day-unread = 🤔 That date was not understood. Write it like this: <code>12/01</code>.
yearly-which-comment =
    Anything to add for the service?

    Write it ({ $most } characters at most), or go on without.
yearly-comment-kept = 💬 { $comment }
yearly-comment-unread = 🤔 I can only read text: write your comment, or go on without one.
yearly-comment-tip = No health details here, please: tell them to the service directly.

yearly-recap = 📝 <b>Check before you send</b>
yearly-line-child = 🧒 <b>{ $child }</b> · { $class_ }
yearly-line-wish = Request: <b>{ $wish }</b>
yearly-line-services = Services: { $services }
yearly-line-weekdays = Days: { $days }
yearly-line-days = 📅 From { $first } until the end of the school year
yearly-line-custody = 👥 Shared custody: only your weeks are concerned. The other household asks for its own.
yearly-copy = ✉️ The service gets an e-mail in your name, and you get a copy.
yearly-no-copy = ✉️ The service gets an e-mail in your name. We have no address to send you a copy.

yearly-sent-new = 🚧 <b>Sent.</b> The service will answer you here.
yearly-sent-replaced = 🚧 <b>Sent.</b> This request replaces the one before. The service will answer you here.
yearly-sent-same = 🚧 This request is waiting already: nothing more was sent.
yearly-sent-how = You can find it again, or withdraw it, among your file requests.

yearly-problem-no-service = Choose at least one service.
yearly-problem-no-weekday = Choose at least one day.
yearly-problem-no-day = Choose a date first.
yearly-problem-too-soon = A yearly request begins tomorrow at the earliest. For today, call the service.
yearly-problem-too-late = This date is after the end of the school year.
yearly-problem-too-long = Your comment is too long: { $most } characters at most.

yearly-mail-subject = Yearly request: { $wish } of { $child } ({ $class_ })
yearly-mail-title = 🗓 <b>Yearly request: { $wish }</b>
yearly-mail-replaces = <b>This request replaces the one before.</b>
yearly-mail-from = From: <b>{ $guardian }</b>
yearly-mail-phone = Phone: { $phone }
yearly-mail-child = Child: <b>{ $child }</b>, { $class_ } ({ $school })
yearly-mail-days = From: { $first }, until the end of the school year
yearly-mail-custody-even-weeks = Shared custody: theirs are the even weeks.
yearly-mail-custody-odd-weeks = Shared custody: theirs are the odd weeks.
yearly-mail-comment = Comment:
yearly-mail-answer = A reply to this message goes to the family, who has a copy of it.
yearly-mail-call = This family has no e-mail address: call them, or answer from the chat.
yearly-mail-decide = To accept or refuse with one press: in the chat, “Files”.
