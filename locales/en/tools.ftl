# The tools: enrolments, bookings and removals in bulk, class promotion, and what was done.

button-tools = 🧰 Tools
button-enrol-one = 📝 Individual enrolment
button-bulk-add = ➕ Bulk enrolment or booking of a service
button-bulk-remove = 🗑 Bulk removal of bookings
button-hours = 🕐 Hours by service
button-presences = 📋 Children’s attendance
button-promotion = 🎓 Manual class promotion
button-recurring = 🔁 A child’s recurring bookings
button-close-days = 🚫 Close a day or a period
button-operations = 🗂 Operations
button-back-to-tools = 🧰 Tools
button-other-child = 🔎 Another child
button-apply = ✅ Apply
button-promote-confirm = 🎓 Yes, move up
button-undo = ↩️ Undo
button-left-out = 👀 Children left out ({ $left_out })
button-exceptions = 👧 Exceptions ({ $apart })

tools-title = 🧰 <b>Tools</b>

enrol-title = 📝 <b>Individual enrolment</b>
enrol-ask = Write the child’s first or last name.
enrol-too-short = 🤔 Write at least { $count } letters of the name.
enrol-found = { $count ->
    [0] 🔎 “{ $name }”: no child found. Check the spelling, or write the beginning only.
    [one] 🔎 “{ $name }”: { $count } child. Press it.
   *[other] 🔎 “{ $name }”: { $count } children. Press the right one.
}
enrol-more = Only the first { $count } are shown: write more of the name.
enrol-pupil = 👧 <b>{ $name }</b>, { $class_ } ({ $school })
enrol-is = ☑️ { $service }: enrolled
enrol-is-not = ⬜ { $service }: not enrolled
enrol-coming = { $count ->
    [one] { $count } booking to come
   *[other] { $count } bookings to come
}
enrol-press = Press a service to enrol the child, or to end it.
enrol-done = Enrolled.
enrol-ended = No longer enrolled.
enrol-problem-has-bookings = Bookings are still to come: remove them first (“Bulk removal of bookings”).
enrol-problem-pending = A request of the family is pending: decide it first (“Requests”).

bulk-title-add = ➕ <b>Bulk enrolment or booking of a service</b>
bulk-title-enrol = 📝 <b>Bulk enrolment</b>
bulk-title-book = ➕ <b>Bulk booking</b>
bulk-title-remove = 🗑 <b>Bulk removal of bookings</b>
bulk-title-child = 🔁 <b>A child’s recurring bookings</b>
bulk-which-kind = What do you want to do?
bulk-kind-enrol = 📝 Enrol in a service, for the year
bulk-kind-book = 🍽 Book a service, day by day
bulk-which-place = Which school?
bulk-no-place-known = No school is in your care: ask a manager.
bulk-no-place = Choose a school first.
bulk-no-child = Look for a child first.
bulk-which-classes = Which classes?
bulk-which-services = Which services?
bulk-no-service = Choose at least one service.
bulk-which-weekdays = Which days of the week?
bulk-one-weekday = There must be at least one day.
bulk-which-year = For which school year?
bulk-which-period =
    From the first to the last day, which period?

    Pick it, or write it: <code>12/01-31/03</code>.
bulk-two-years = This period is in two school years: do one after the other.
bulk-period-this-year = This year: { $years }
bulk-period-next-year = Next year: { $years }
bulk-period-year-end = Until the end of { $years }
bulk-period-this-month = Until the end of the month
bulk-period-next-month = Next month
bulk-year = School year { $years }
bulk-dated = { $days } { $year }

bulk-at = 🏫 { $place }
bulk-at-child = 👧 <b>{ $child }</b>, { $place }
bulk-all-classes = All classes
bulk-classes = Classes: { $names }
bulk-classes-count = { $count ->
    [one] { $count } class
   *[other] { $count } classes
}
bulk-services = Services: { $services }
bulk-weekdays = Days: { $days }
bulk-days = 📅 <b>{ $days }</b>
bulk-does-enrol = { $count ->
    [0] 👉 <b>Nothing to do</b>: nobody to enrol.
    [one] 👉 <b>{ $count } enrolment</b> will be made.
   *[other] 👉 <b>{ $count } enrolments</b> will be made, for { $children ->
        [one] { $children } child.
       *[other] { $children } children.
    }
}
bulk-does-book = { $count ->
    [0] 👉 <b>Nothing to do</b>: no booking is possible.
    [one] 👉 <b>{ $count } booking</b> will be made.
   *[other] 👉 <b>{ $count } bookings</b> will be made, for { $children ->
        [one] { $children } child.
       *[other] { $children } children.
    }
}
bulk-does-remove = { $count ->
    [0] 👉 <b>Nothing to do</b>: no booking to remove.
    [one] 👉 <b>{ $count } booking</b> will be removed.
   *[other] 👉 <b>{ $count } bookings</b> will be removed, for { $children ->
        [one] { $children } child.
       *[other] { $children } children.
    }
}
bulk-told = 👪 The families concerned will be told.
bulk-closed-days = { $count ->
    [one] 🚫 { $count } day without service in the period
   *[other] 🚫 { $count } days without service in the period
}
bulk-skips = Left out:
bulk-skip = { $why } ({ $count })
bulk-why-not-enrolled = not enrolled in the service
bulk-why-already-enrolled = already enrolled
bulk-why-already-booked = already booked
bulk-why-not-booked = not booked
bulk-why-pending = the family’s request is pending
bulk-why-full = full
bulk-why-marked = already marked
bulk-why-past = past or begun
bulk-why-billed = month already billed
bulk-why-no-family = no guardian that day
bulk-why-other-family = a day of the other household
bulk-skipped = { $count ->
    [0] 👀 Nobody is left out.
    [one] 👀 <b>{ $count } child left out</b>, wholly or in part
   *[other] 👀 <b>{ $count } children left out</b>, wholly or in part
}
bulk-skipped-child = ▸ <b>{ $name }</b>:
bulk-going = ⏳ On its way…

operations-title = 🗂 <b>Operations</b>
operations-which = The latest. Press one to look at it, or to undo it.
operations-none = No operation yet.
operation-enrol = { $count ->
    [one] { $count } enrolment
   *[other] { $count } enrolments
}
operation-book = { $count ->
    [one] { $count } booking
   *[other] { $count } bookings
}
operation-remove = { $count ->
    [one] { $count } removal
   *[other] { $count } removals
}
operation-promote = { $count ->
    [one] { $count } pupil moved up
   *[other] { $count } pupils moved up
}
operation-gone = This operation is no longer in the list.
operation-head = <b>{ $what }</b>
operation-by = Done by { $by }, { $at }
operation-undone = ↩️ <b>Undone</b> { $at }
operation-can-undo = ✅ Done. It can be undone as long as nothing is marked on it.
operation-final = ✅ Done. It can no longer be undone.
undo-done = Undone ({ $count }).
undo-marked = Children have been marked on it already: nothing is undone.
undo-billed = One of the months is billed already: nothing is undone.
undo-already = It is undone already.
undo-final = This operation cannot be undone.

promote-title = 🎓 <b>Manual class promotion</b>
promote-plan = 🎓 <b>{ $school }</b>: moving up to { $years }
promote-moving = { $count ->
    [0] 👉 <b>Nobody to move up</b>
    [one] 👉 <b>{ $count } pupil</b> changes class
   *[other] 👉 <b>{ $count } pupils</b> change class
}
promote-repeating = { $count ->
    [one] 🔁 of whom { $count } stays in the same level
   *[other] 🔁 of whom { $count } stay in the same level
}
promote-leaving = { $count ->
    [one] 👋 { $count } pupil leaves the school
   *[other] 👋 { $count } pupils leave the school
}
promote-placed = { $count ->
    [one] 📌 { $count } pupil has a class already, and stays there
   *[other] 📌 { $count } pupils have a class already, and stay there
}
promote-anew = Only the classes of { $years } change. Enrolments in services are to be made anew.
promote-confirm = 🎓 <b>{ $school }: move up to { $years }?</b>
promote-final = ⚠️ Moving up cannot be undone.
promote-class = { $count ->
    [one] ▸ { $name } → <b>{ $target }</b> · { $count } pupil
   *[other] ▸ { $name } → <b>{ $target }</b> · { $count } pupils
}
promote-apart = { $count ->
    [one] , { $count } exception
   *[other] , { $count } exceptions
}
promote-leaves = leave the school
promote-leaves-one = leaves the school
promote-child = ▸ { $name } → <b>{ $target }</b>
promote-press-class = Press a class to change where it goes, or for a child.
promote-no-class = This school has no class this year.
promote-where = Where to? Choose, or write the name of another class.
promote-with-class = With the class
promote-press-child = Press the child who does not follow the class.
promote-is-placed = { $name } has a class already ({ $target }), and stays there.
promote-name = 🤔 Write the name of a class, { $count } characters at most.
