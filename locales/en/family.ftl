# The family's screens: home, planning, booking, absence, requests.

home-hello = 👋 <b>Hello { $name }</b>
home-no-child = No child is attached to you this year. Call the service.
home-child = <b>{ $child }</b> · { $class_ }
home-day = { $day }   { $services }
home-nothing = nothing planned
home-other-custody = 👥 the other parent’s week
home-pending = { $count ->
    [one] 🚧 { $count } request pending
   *[other] 🚧 { $count } requests pending
}
home-drafted = { $count ->
    [one] ✏️ { $count } choice not sent yet
   *[other] ✏️ { $count } choices not sent yet
}
home-deadline = ⏰ Book before <b>{ $at }</b> for the days { $days }.
home-deadline-day = ⏰ Book before <b>{ $at }</b> for { $days }.
home-waiting = { $count ->
    [0] 📥 No request pending
    [one] 📥 { $count } request to decide
   *[other] 📥 { $count } requests to decide
}
home-no-task = There is nothing for you to decide here.

planning-title =
    📅 <b>Planning of { $child }</b>
    { $week }
booking-title =
    🍽 <b>Book for { $child }</b>
    { $week }
service-line = { $symbol } { $service }
service-hours = { $service }, { $starts } to { $ends }. Tap a cell for a single day.
week-shown = Week { $week }
cell-shown = { $symbol } { $service }, { $day }: { $state }
week-no-service = No service is open to this child. Call the service.
booking-how = Tap a cell to ask for it or to cancel it, a service for the whole week. Nothing leaves before “Send”.
booking-deadline = ⏰ Before <b>{ $at }</b>
booking-too-late = ⏰ The deadline of this week has passed.
copied = { $count ->
    [0] Nothing to copy: no recent booking can be asked for this week.
    [one] { $count } cell copied. Check, then send.
   *[other] { $count } cells copied. Check, then send.
}

legend-closed = closed
legend-not-enrolled = not enrolled
legend-other-custody = other parent
legend-free = free
legend-late = too late
legend-full = full
legend-pending = pending
legend-booked = booked
legend-refused = refused
legend-past = past
legend-marked = present without booking
legend-present = present
legend-absent-excused = absence excused
legend-absent-billed = absence billed
legend-wish-book = to book
legend-wish-cancel = to cancel

state-closed = closed
state-not-enrolled = not enrolled for this service
state-other-custody = the other guardian’s week
state-free = not booked
state-pending-book = booking awaiting an answer
state-pending-cancel = cancellation awaiting an answer
state-pending-absence = absence awaiting an answer
state-booked = booked
state-refused = request refused
state-past = past, not booked
state-marked = present, without booking
state-present = present
state-absent-excused = absent, excused
state-absent-billed = absent, billed

refusal-closed = The service is closed on that day.
refusal-calendar-unknown = The school calendar of that time is not known yet.
refusal-not-enrolled = Your child is not enrolled for this service this year. Call { $phone }.
refusal-other-custody = This is the other guardian’s week.
refusal-past = This day has passed.
refusal-past-cutoff = Too late: the deadline was { $deadline }. Call the service on { $phone }.
refusal-past-cutoff-booked = Too late to cancel: the deadline was { $deadline }. If your child is not coming, declare an absence (button “Absence”).
refusal-full = Full: no place is left on that day. Call { $phone }.
refusal-already-booked = This is booked already.
refusal-already-pending = 🚧 A request is pending already. To withdraw it: “My requests”.
refusal-not-booked = Nothing is booked on that day.
refusal-already-marked = Attendance has been taken for that day.

short-closed = closed on that day
short-calendar-unknown = calendar not known yet
short-not-enrolled = not enrolled for this service
short-other-custody = the other guardian’s week
short-past = past day
short-past-cutoff = deadline passed
short-full = full
short-already-booked = booked already
short-already-pending = asked already
short-not-booked = not booked
short-already-marked = attendance taken

recap-title = 📝 <b>To be sent</b>
recap-empty = There is nothing to send: choose some cells first.
recap-child = <b>{ $child }</b>
recap-day = • { $day }: { $wishes }
wish-book = { $service }
wish-cancel = cancel { $service }
sent-accepted = { $count ->
    [one] 🚧 <b>Your request is sent.</b>
   *[other] 🚧 <b>Your { $count } requests are sent.</b>
}
    Expect the answer on { $answer }: you will get a message here.
sent-refused = { $count ->
    [one] ⚠️ <b>One request could not be sent</b>
   *[other] ⚠️ <b>{ $count } requests could not be sent</b>
}
sent-line = • { $child }, { $day }, { $service }: { $why }
sent-nothing = Nothing is left to send: it has all gone. See “My requests”.

absence-child = 🏠 <b>Tell of an absence</b>: for which child?
absence-days =
    🏠 <b>Absence of { $child }</b>
    { $week }

    Tap the days of absence, or a single service of a day. You may also change week.
absence-no-day =
    🏠 <b>Absence of { $child }</b>
    { $week }

    Nothing is booked this week: there is no absence to tell of.
absence-whole-week = The whole week
absence-choose-day = Choose at least one day first.
absence-reason = 🏠 <b>Reason of the absence</b>
absence-reason-line = • { $reason }
absence-recap =
    🏠 <b>Absence of { $child }</b>
    Reason: { $reason }
absence-line = • { $day }, { $service }: { $words }
cost-given-back = not billed
cost-excused = excused, not billed
cost-billed = billed (told after the deadline)
cost-undecided = told after the deadline: the service will decide
absence-sent = { $count ->
    [one] 🚧 <b>The absence of { $child } is declared.</b>
   *[other] 🚧 <b>The absences of { $child } are declared ({ $count }).</b>
}
    Your request is being dealt with; you will get the answer here.

requests-title = 🗂 <b>My requests</b>
requests-none = You have asked for nothing lately.
requests-pending = { $count ->
    [one] 🚧 <b>Pending</b>: tap it to withdraw it
   *[other] 🚧 <b>Pending ({ $count })</b>: tap one to withdraw it
}
requests-decided = <b>Answers</b>
request-book = • { $child }, { $day }, { $service }: { $state }
request-cancel = • { $child }, { $day }, cancel { $service }: { $state }
request-absence = • { $child }, { $day }, absence { $service }: { $state }
request-refusal = <i>{ $reason }</i>
request-pending = 🚧 pending
request-approved = ✅ accepted
request-refused = ❌ refused
request-withdrawn = ↩️ withdrawn
and-others = { $count ->
    [one] … and { $count } more line
   *[other] … and { $count } more lines
}
withdraw-confirm = Withdraw this request?
withdraw-gone = This request is no longer pending.
withdrawn = Withdrawn.
withdraw-too-late = Too late: the service had answered already.
page-shown = Page { $page }
