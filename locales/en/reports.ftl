# Lists and reports: which, of what, and that they are coming. Their names are in reports_files.ftl.

button-reports = 📄 Lists and reports
button-draw = ✅ Draw
button-draw-recap = 📝 Summary ➡️
button-draw-change = ✏️ Change
button-draw-again = 🔁 Same, other filters
button-draw-more = 📄 Another list or report
draw-title = 📄 <b>Lists and reports</b>
draw-filters = Press what you want to change, or go on to the summary.
draw-of-period = 📅 { $period }
draw-of-school = 🏫 { $school }
draw-of-class = 👧 { $class_ }
draw-of-services = 🎒 { $services }
draw-of-rate = 💶 { $rate }
draw-way-chat = Here
draw-way-email = By e-mail
draw-all-schools = All schools
draw-all-classes = All classes
draw-all-services = All services
draw-all-rates = All rates
draw-some-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
draw-year = School year { $first }-{ $last }
draw-dated = { $days } { $year }

draw-which-period = Which period? Choose, or write the days: <code>2/11</code>, <code>2/11 to 13/11</code> (day/month).
draw-days-unread = 🤔 I cannot read these days. Write for example <code>2/11</code>, or <code>2/11 to 13/11</code> (day/month).
draw-days-reversed = 🤔 The last day comes before the first.
draw-which-school = Which school?
draw-which-class = Which class?
draw-which-services = Which services?
draw-which-service = Which service?
draw-which-rate = At which rate?
draw-one-service = There must be at least one service.
draw-today = Today
draw-tomorrow = Tomorrow
draw-last-week = Last week
draw-this-week = This week
draw-next-week = Next week
draw-this-month = This month
draw-last-month = Last month
draw-last-year = Last year
draw-this-year = This year
draw-next-year = Next year

draw-as = { $way ->
    [email] ✉️ { $format }, by e-mail
   *[chat] 💬 { $format }, in this chat
}
draw-holds = { $sheets ->
    [0] Nothing to list: the document will be empty.
    [one] { $sheets } table, { $rows ->
        [0] no line
        [one] { $rows } line
       *[other] { $rows } lines
    }.
   *[other] { $sheets } tables, { $rows ->
        [0] no line
        [one] { $rows } line in all
       *[other] { $rows } lines in all
    }.
}
draw-holds-picture = A picture: booked and present, day by day, and the trend of the last weeks.
draw-problem-too-long = ⚠️ The period is too long: { $days } days at most. Press “Change” and take a shorter one.
draw-problem-no-email = ⚠️ No e-mail address of yours is known, or it refuses messages. Have a manager correct it: { $phone }.
draw-problem-names-not-in-chat = ⚠️ Lists of names are not sent in the chat, and no e-mail address of yours is known. A manager can add it: { $phone }.
draw-problem-needs-service = ⚠️ This report is of a single service. Press “Change” and choose it.
draw-problem-needs-whole-month = ⚠️ Billing goes by whole months. Press “Change” and choose a month.
draw-sent = { $way ->
    [email] ✉️ <b>Your document is coming</b> by e-mail: { $kind }.
   *[chat] 📎 <b>Your document is coming</b> in this chat: { $kind }.
}
draw-refused = This is not possible any more: see the summary.

# Billing, month by month

button-billing = 💶 Billing
button-billing-draw = 📄 Draw the export
button-billing-close = 🔒 Close the month
button-billing-close-confirm = 🔒 Yes, close
button-billing-reopen = 🔓 Reopen
button-billing-reopen-confirm = 🔓 Yes, reopen
billing-title = 💶 <b>Billing</b>
billing-how = Draw a month, check it, then close it: its marks do not change any more.
billing-month = <b>{ $month }</b>: { $state }
billing-state-open = open
billing-state-current = under way
billing-state-closed = closed
billing-closed-by = 🔒 Closed on { $at } by { $by }.
billing-unmarked = { $count ->
    [0] ✅ Everything is marked.
    [one] ⚠️ { $count } booking without a mark: it will be billed as a presence.
   *[other] ⚠️ { $count } bookings without a mark: they will be billed as presences.
}
billing-pending = { $count ->
    [0] ✅ No request is pending.
    [one] 🚧 { $count } request still to be decided.
   *[other] 🚧 { $count } requests still to be decided.
}
billing-unrated = ⚠️ Without a rate, so without an amount: { $services }.
billing-close = 🔒 <b>Close { $month }?</b>
billing-close-means = The marks and bookings of this month cannot change any more, in any school. You can reopen it.
billing-reopen = 🔓 <b>Reopen { $month }?</b>
billing-reopen-means = Its marks can change again: what was billed already may not match any more. Draw a new export then.
billing-problem-not-over = ⚠️ This month is not over: it can be closed from the 1st of the next.
billing-problem-pending = ⚠️ Requests of this month are still to be decided: approve or refuse them first.
billing-gone = This month is too long ago to be listed here.
billing-closed = { $month } is closed.
billing-reopened = { $month } is open again.
billing-already-open = { $month } was open already.
