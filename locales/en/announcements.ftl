# What the service announces: closures, strikes, information, reopenings; and how it goes out.

announcement-day = on { $day }
announcement-closure-title = 🚫 <b>Closed { $days }</b>
announcement-strike-title = ✊ <b>Strike { $days }</b>
announcement-general-title = 📣 <b>News from the service</b>
announcement-reopening-title = 🔓 <b>Open again { $days }</b>
announcement-closure-subject = Canteen: closed { $days }, { $place }
announcement-strike-subject = Canteen: strike { $days }, { $place }
announcement-general-subject = Canteen: news from the service, { $place }
announcement-reopening-subject = Canteen: open again { $days }, { $place }
announcement-everywhere = all schools
announcement-schools-count = { $count } schools
announcement-at = 🏫 { $place }
announcement-services = Services concerned: { $services }
announcement-mode-normal = ✅ { $school }: open as usual
announcement-mode-picnic = 🥪 { $school }: no meal served, please bring a packed lunch
announcement-mode-minimum = 🧑‍🏫 { $school }: minimum service
announcement-mode-closed = 🚫 { $school }: closed
announcement-child-cancelled = ❌ { $child }, { $service }: { $days }
announcement-child-restored = ✅ { $child }, { $service }: { $days }
announcement-days-count = { $count } days
announcement-cancelled = { $count ->
    [one] 1 booking cancelled, not billed.
   *[other] { $count } bookings cancelled, not billed.
}
announcement-refused = { $count ->
    [one] 1 pending request is closed.
   *[other] { $count } pending requests are closed.
}
announcement-restored = { $count ->
    [one] 1 booking restored.
   *[other] { $count } bookings restored.
}
announcement-pending-again = { $count ->
    [one] 1 request is waiting for an answer again.
   *[other] { $count } requests are waiting for an answer again.
}
announcement-not-restored = What is marked ❌ could not be restored: please book again if you need it.
announcement-book-again = The services open again: please check your planning.
announcement-sample = 👁 <i>Sample: this is what families will read. Each will also see what it changes for their children.</i>
announcement-more = { $count ->
    [one] … and 1 more line.
   *[other] … and { $count } more lines.
}
announcement-button-read = 👍 I have read this

progress-going = 📤 On its way
progress-over = ✅ <b>All sent</b>
progress-bar = { $bar } { $percent }%
progress-delivered = { $count ->
    [one] ✅ { $count } recipient told
   *[other] ✅ { $count } recipients told
}
progress-by-email = ✉️ of whom { $count } by e-mail
progress-waiting = ⏳ { $count } waiting
progress-minutes-left = ⏱ about { $minutes } min left
progress-seconds-left = ⏱ less than a minute left
progress-failed = { $count ->
    [one] ❌ 1 not reached
   *[other] ❌ { $count } not reached
}
progress-unknown = { $count ->
    [one] ❔ 1 message that may not have arrived
   *[other] ❔ { $count } messages that may not have arrived
}
progress-reads = { $count ->
    [one] 👍 { $count } person has read it
   *[other] 👍 { $count } people have read it
}
progress-reads-on = { $count ->
    [one] 👍 { $count } person has read it; see “📣 Announcements” for more
   *[other] 👍 { $count } people have read it; see “📣 Announcements” for more
}
progress-not-reached = 📞 <b>To be called</b>
progress-unreached = { $name } ({ $family }): { $phone }
progress-unreached-no-phone = { $name } ({ $family })
progress-unreached-more = … and { $count } more, in “📣 Announcements”.
progress-subject = Canteen: your announcement, as it goes out
