# Lists and reports as files: what the sheets say.

document-roster = Roster of { $day }
document-enrolments = Enrolments for several services
document-pupils = Pupils by class
document-children-by-year = Children by class and school year
document-director = Director’s list
document-handover = Handover sheet with bookings
document-handover-blank = Handover sheet without bookings
document-presences = Children’s presences
document-staff-presences = Staff presences
document-presences-detailed = Detailed children’s presences of a contract
document-staff-detailed = Detailed staff presences
document-billing = Billing export
document-week = The week at a glance
document-title = { $name }, { $period }
document-title-narrowed = { $name } ({ $narrowed }), { $period }
document-year = school year { $first }-{ $last }
document-on = { $day }
document-drawn = Drawn up on { $at }
document-drawn-by = Drawn up on { $at } by { $by }
document-page = { $page }/{ $pages }
document-total = Total
document-list = List
document-totals = Totals
document-legend = Legend

# File names, in ASCII

file-roster = roster
file-enrolments = enrolments
file-pupils = pupils
file-children-by-year = children
file-director = director
file-handover = handover
file-handover-blank = handover-blank
file-presences = presences
file-staff-presences = staff
file-presences-detailed = presences-detailed
file-staff-detailed = staff-detailed
file-billing = billing
file-week = week

# The heads of columns

column-day = Date
column-school = School
column-class = Class
column-last-name = Last name
column-first-name = First name
column-child = Child
column-number = No.
column-birth-date = Born on
column-school-year = School year
column-level = Level
column-guardians = Guardians
column-service = Service
column-state = State
column-arrived = Arrival
column-departed = Departure
column-stay = Time there
column-rounded = Time, rounded
column-booked = Booked
column-present = Present
column-present-booked = Present with booking
column-absent-billed = Absent, billed
column-absent-excused = Absent, excused
column-unbooked = Present without booking
column-unmarked = Not marked
column-adults = Adults
column-needed = Adults required
column-counted-by = Counted by
column-counted-at = Counted at
column-marked-by = Marked by
column-marks = Marks
column-first-mark = First
column-last-mark = Last
column-family = Family
column-rate = Rate
column-picnic = Picnics
column-month = Month
column-minutes = Time billed
column-amount = Amount

# The signs of a sheet, and what they mean

sheet-sign-booked = R
sheet-sign-marked = P+
sheet-sign-present = P
sheet-sign-absent-excused = E
sheet-sign-absent-billed = B
sheet-sign-means = { $sign } { $meaning }
sheet-presence-expected = booked
sheet-presence-declared-absent = booked, absence declared
sheet-presence-pending = request pending
sheet-presence-absent = absent
sheet-short-declared-absent = absence declared
sheet-short-pending = pending
sheet-short-absent = absent
sheet-state-booked = booked, not marked
sheet-state-marked = present without booking
sheet-state-present = present
sheet-state-absent-excused = absence excused
sheet-state-absent-billed = absence billed

# The week as a picture

picture-title = Week { $week }
picture-key = Pale: booked. Dark: present
picture-empty = No service this week
picture-of = { $present } / { $booked }
picture-trend = Present, week by week; dotted: booked
picture-service = { $service }: { $days }
picture-day = { $day }: { $count }

# The message that carries a report

sent-report-title = 📄 <b>{ $name }</b>
sent-report-period = 🗓 { $period }
sent-report-place = 🏫 { $place }
sent-report-classes = { $school }, { $count } classes
sent-report-schools = { $count } schools
sent-report-services = 🔎 { $services }
sent-report-rate = 🔎 { $services }, rate “{ $rate }”
sent-report-rows = { $count ->
    [0] No line: there is nothing to list.
    [one] { $count } line
   *[other] { $count } lines
}
sent-report-drawn = <i>{ $drawn }</i>
