# What staff learn of the day: who is expected, what waits for a decision.

roster-title = 📋 <b>Roster of { $day }</b>
roster-late = ⏰ Late, due at { $time }
roster-nobody = No child is booked.
roster-service = <b>{ $service }: { $count }</b>
roster-school = 🏫 <b>{ $school }</b>
roster-class = <b>{ $class_ }</b>:
roster-no-class = No class
roster-count = { $symbol } { $count }
roster-school-count = • { $school }: { $count }
roster-pending = +{ $count } pending
roster-declared-absent = { $count ->
    [one] { $count } absence declared
   *[other] { $count } absences declared
}
roster-absent = { $count } absent
roster-more = { $count ->
    [one] … and { $count } more line
   *[other] … and { $count } more lines
}
roster-names-attached = 📎 The list of children is attached, to print or to work on.
roster-names-by-email = ✉️ The list of children comes to you by e-mail.
roster-names-no-address = ✉️ The list of children goes by e-mail. To receive it, give your address to the service: { $phone }.
roster-subject = Roster of { $day }: { $counts }
roster-subject-late = Roster of { $day }, late: { $counts }
roster-subject-nobody = Roster of { $day }: no child booked

# Attendance that is missing

unmarked-title = ✏️ <b>Attendance to mark: { $service }, { $day }</b>
unmarked-class = • { $class_ } ({ $school }): { $unmarked } of { $booked }
unmarked-more = { $count ->
    [one] … and { $count } more class
   *[other] … and { $count } more classes
}
unmarked-subject = { $count ->
    [one] Attendance to mark: { $service }, { $day }, { $count } child
   *[other] Attendance to mark: { $service }, { $day }, { $count } children
}

# An absence declared after the deadline

late-absence-title = 🏠 <b>Absence declared after the deadline</b>
late-absence-child = 🧒 <b>{ $child }</b>, { $class_ } ({ $school })
late-absence-days = { $service }: { $days }
late-absence-excused = <i>By its reason: excused, nothing to bill.</i>
late-absence-billed = <i>By its reason: billed.</i>
late-absence-undecided = <i>Yours to choose: excuse it or bill it.</i>
late-absence-more = { $count ->
    [one] … and { $count } more line, to be read in the requests.
   *[other] … and { $count } more lines, to be read in the requests.
}
late-absence-subject = { $others ->
    [0] Late absence: { $child }, { $day }
    [one] Late absence: { $child } and { $others } more child, { $day }
   *[other] Late absence: { $child } and { $others } more children, { $day }
}

# Requests that wait

digest-weekly = { $count ->
    [one] 📥 <b>{ $count } request to decide</b>
   *[other] 📥 <b>{ $count } requests to decide</b>
}
digest-next-day = { $count ->
    [one] 📥 <b>{ $count } request still waits for { $day }</b>
   *[other] 📥 <b>{ $count } requests still wait for { $day }</b>
}
digest-late = ⏰ Late, due { $at }
digest-undecided = { $count ->
    [one] { $count } of them a late absence to excuse or to bill
   *[other] { $count } of them late absences to excuse or to bill
}
digest-day = ▸ <b>{ $day }: { $count }</b>
digest-school = { $school }:
digest-class = { $class_ } { $count }
digest-more = { $count ->
    [one] … and { $count } more line, to be read in the requests.
   *[other] … and { $count } more lines, to be read in the requests.
}
digest-weekly-subject = { $count ->
    [one] Cantine: { $count } request to decide
   *[other] Cantine: { $count } requests to decide
}
digest-next-day-subject = { $count ->
    [one] Cantine: { $count } request still waits for { $day }
   *[other] Cantine: { $count } requests still wait for { $day }
}

notice-button-inbox = 📥 Requests
