# Attendance.

button-attendance = 📋 Attendance
button-unexpected = ➕ Unexpected child
button-attendance-week = 📅 Week
button-attendance-day = 📋 Day
button-choose-list = 🔎 Choose
button-legend = ❔ Legend
button-attendance-refresh = 🔄
notice-button-attendance = 📋 Mark
help-for-marker = 📋 <b>Attendance</b>: tap each child who is there, or all at once; it is saved straight away.
home-marks = 📋 Tap “Attendance” for the list of the moment.

attendance-title = { $symbol } <b>{ $service }</b> · { $class_ }
attendance-when = { $when } · { $school }
attendance-today = today, { $day }
attendance-all-classes = all classes
attendance-mode = Mode: <b>{ $mode }</b>
attendance-mode-present = present
attendance-mode-absent-billed = absent, billed
attendance-mode-absent-excused = absent, excused
attendance-mode-arrived = time of arrival, now
attendance-mode-departed = time of departure, now
attendance-mode-hours = write a time
attendance-short-present = ✅ Present
attendance-short-absent-billed = 💶 Billed
attendance-short-absent-excused = 🟡 Excused
attendance-short-arrived = 🕐 Arrival
attendance-short-departed = 🕔 Departure
attendance-short-hours = ✏️ Time
attendance-mark-present = present
attendance-mark-absent-billed = absent, billed
attendance-mark-absent-excused = absent, excused

attendance-booked = { $unmarked ->
    [0] Booked: <b>{ $count }</b>
   *[other] Booked: <b>{ $count }</b> ({ $unmarked } to mark)
}
attendance-pending = Pending: { $count }
attendance-present = { $unbooked ->
    [0] Present: <b>{ $count }</b>
   *[other] Present: <b>{ $count }</b> ({ $unbooked } without a booking)
}
attendance-absent-billed = Absent, billed: { $count }
attendance-absent-excused = Absent, excused: { $count }
attendance-adults-line = Adults: { $adults }
attendance-adults = { $counted }
attendance-adults-of = { $counted } / needed { $needed }
attendance-adults-short = ⚠️ { $counted } / needed { $needed }
attendance-adults-key = { $symbol } Adults: { $counted }
attendance-adults-told = { $count ->
    [one] Adults: { $adults }, for { $count } child, all classes.
   *[other] Adults: { $adults }, for { $count } children, all classes.
}
attendance-nobody = Nobody is expected here. A child is there all the same? “➕ Unexpected child”, or “👥 All enrolled”.
attendance-nobody-booked = No booking.
attendance-everyone = 👥 All enrolled
attendance-only-booked = 👥 Booked only
attendance-mark-all = ✅ Mark all ({ $count })
attendance-undo = ↩️ Undo
attendance-all-marked = { $count ->
    [0] All children booked were marked already.
    [one] ✅ { $count } child marked present.
   *[other] ✅ { $count } children marked present.
}
attendance-left-alone = { $count ->
    [one] { $count } declared absence is not marked: that is yours to choose.
   *[other] { $count } declared absences are not marked: that is yours to choose.
}
attendance-undone = { $count ->
    [one] ↩️ { $count } mark removed.
   *[other] ↩️ { $count } marks removed.
}
attendance-removed = Mark removed. Tap again for: { $mark }.
attendance-removed-unbooked = Mark removed.
attendance-new-day = It is { $day }: here is the list of the day. Nothing was marked.
attendance-marked-by = { $by } marked { $child } at { $at }: { $mark }.
attendance-unmarked-by = { $by } removed the mark of { $child } at { $at }.
attendance-unmarked-since = The mark of { $child } has just been removed.

attendance-problem-closed = The service is closed that day: nothing to mark.
attendance-problem-calendar-unknown = The calendar of that day is not known yet.
attendance-problem-billed = This month has been billed: its attendance does not change any more.
attendance-problem-not-yet = That day has not come yet.
attendance-problem-not-enrolled = This child is not enrolled in this service.
attendance-problem-not-booked = No booking that day: only a booking can be marked absent.
attendance-problem-no-unexpected = Here, no child comes without a booking.
attendance-problem-unexpected-too-late = The service has begun: too late for a child without a booking.
attendance-problem-changed = This mark has changed meanwhile.
attendance-problem-no-hours = This service notes no times.
attendance-problem-not-present = This child is marked absent: mark them present first.
attendance-problem-wrong-order = The departure would be before the arrival.
attendance-problem-hour-not-yet = That time has not come yet.
attendance-problem-hour-outside = That time is outside the service: type the exact time.

attendance-legend = ❔ <b>Legend</b>
attendance-legend-nothing = neither booked nor marked
attendance-legend-booked = booked, to be marked
attendance-legend-marked = present, without a booking
attendance-legend-present = booked and present
attendance-legend-absent-excused = booked, absence excused (not billed)
attendance-legend-absent-billed = booked, absence billed
attendance-legend-asked = a booking has been asked for
attendance-legend-declared-absent = declared absent, or cancelled and not decided yet
attendance-how =
    Choose the mode, then tap the children: it is saved straight away, nothing to confirm.

    <b>To remove a mark</b>: tap the child again in the same mode; or take a mode of absence and tap once. Tap again to mark the absence.

attendance-choice = 🔎 <b>Which list?</b> { $day }
attendance-place = { $school } · { $class_ }
attendance-choose =
    Choose the class, then tap the service.

    Another day: write it, <code>12/11</code>.
attendance-no-service = No service that day.
attendance-nowhere = No class is in your care for now: please see whoever is in charge.
attendance-day-unread = 🤔 I do not recognise that day. Write for instance <code>12/11</code>.
attendance-go-today = Today
attendance-view-day = The day
attendance-view-week = The week
attendance-service = { $unmarked ->
    [0] { $symbol } { $service } · { $booked }
   *[other] { $symbol } { $service } · { $booked }, { $unmarked } to mark
}

attendance-week-day = { $day }: booked { $booked }, present { $present }, absent { $absent }, to mark { $unmarked }
attendance-week-problem = ⛔ { $days }: { $problem }

attendance-card = 🧒 <b>{ $child }</b> ({ $class_ })
attendance-card-hour = { $hour }: <b>{ $time }</b>
attendance-hour-arrived = Arrival
attendance-hour-departed = Departure
attendance-stay = Time counted: { $time }
attendance-hour-write = ✏️ Write a time, <code>16:45</code>, for: <b>{ $hour }</b>. Or say which: <code>left 16:45</code>.
attendance-hour-unread = 🤔 I do not recognise that time. Write for instance <code>16:45</code>, or <code>left 16:45</code>.
attendance-hour-noted = Noted already: { $time }. To correct it, tap the child again.
attendance-now-arrived = 🕐 Arrives now
attendance-now-departed = 🕔 Leaves now
attendance-write-arrived = ✏️ Arrival
attendance-write-departed = ✏️ Departure
attendance-erase-arrived = 🗑 Arrival
attendance-erase-departed = 🗑 Departure

attendance-search =
    ➕ <b>Unexpected child</b>, { $day }

    Write the name, or some letters of it.
attendance-search-short = Write at least { $count } letters of the name.
attendance-found = { $count ->
    [one] ➕ “{ $text }”: tap the child to mark them present, or write another name.
   *[other] ➕ “{ $text }”: { $count } children. Tap the one who is there, or write another name.
}
attendance-found-none = ➕ No child enrolled in this service is called “{ $text }”. Write another name; for a child who is not enrolled, see the office.
attendance-present-now = ✅ { $child }: marked present.

demo-teacher = Teaches { $class_ }
