# What the service booked, removed or enrolled on a family’s behalf.

changed-book-title = 📅 <b>The service has booked for { $children }</b>
changed-book-undone-title = 📅 <b>The service has undone what it had booked for { $children }</b>
changed-remove-title = 📅 <b>The service has removed bookings of { $children }</b>
changed-remove-undone-title = 📅 <b>The service has restored bookings of { $children }</b>
changed-enrol-title = ✍️ <b>The service has enrolled { $children }</b>
changed-enrol-undone-title = ✍️ <b>The service has undone the enrolment of { $children }</b>
changed-book-subject = Canteen: the service has booked for { $children }
changed-book-undone-subject = Canteen: the service has undone what it had booked for { $children }
changed-remove-subject = Canteen: the service has removed bookings of { $children }
changed-remove-undone-subject = Canteen: the service has restored bookings of { $children }
changed-enrol-subject = Canteen: the service has enrolled { $children }
changed-enrol-undone-subject = Canteen: the service has undone the enrolment of { $children }
changed-added = ✅ { $service }: { $days }
changed-taken = ❌ { $service }: { $days }
changed-enrolled = ✅ { $service }
changed-not-enrolled = ❌ { $service }
changed-weekday = { $count ->
    [one] { $count } { $weekday }
   *[other] { $count } { $weekday }s
}
changed-weekdays = { $weekdays }, { $period }
changed-more = { $count ->
    [one] … and { $count } more line, to be seen in the planning.
   *[other] … and { $count } more lines, to be seen in the planning.
}
changed-question = A question? The service answers on { $phone }.
