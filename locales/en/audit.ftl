# The journal: who did what, and when.

button-audit-member = 👤 By person
button-audit-child = 👧 By child
button-audit-day = 📅 By day

audit-title = 📜 <b>Journal</b>
audit-empty = Nothing is written here.
audit-day = <b>{ $day } { $year }</b>
audit-today = Today
audit-yesterday = Yesterday
audit-which-member = 👤 Whose lines?
audit-which-child = 👧 Write the first or last name of the child.
audit-which-day = 📅 Which day? Press, or write a day or a period: 12/11, 12/11-14/11.
audit-day-unread = 🤔 I did not understand. For example: 12/11, 12/11/2026 or 12/11-14/11.
audit-found = { $count ->
    [0] 🔎 “{ $name }”: no child found.
    [one] 🔎 “{ $name }”: { $count } child. Press it.
   *[other] 🔎 “{ $name }”: { $count } children. Press the right one.
}

audit-line = { $time } · <b>{ $who }</b>:
audit-console = Console
audit-family = { $name } (family)
audit-all-classes = all classes
audit-all-schools = all schools
audit-other = another action ({ $action })

audit-mark = { $child }, { $service } on { $day }: { $after ->
    [present] present
    [absent_excused] absent, excused
    [absent_billed] absent, billed
   *[other] mark removed
} { $before ->
    [present] (before: present)
    [absent_excused] (before: absent, excused)
    [absent_billed] (before: absent, billed)
   *[other] { "" }
}
audit-hour = { $child }, { $service } on { $day }: { $hour ->
    [arrived] arrival
   *[departed] departure
} { $after ->
    [none] erased
   *[other] { $after }
} { $before ->
    [none] { "" }
   *[other] (before: { $before })
}
audit-mark-all = { $service } on { $day }, { $class_ }: { $count ->
    [one] { $count } child marked at once
   *[other] { $count } children marked at once
}
audit-undo-mark-all = { $service } on { $day }, { $class_ }: “mark all” undone ({ $count })
audit-adults = { $service } on { $day } ({ $school }): { $count ->
    [one] { $count } adult
   *[other] { $count } adults
}
audit-report = document ordered: { $report } ({ $school })
audit-bulk = { $school }: { $kind ->
    [enrol] enrolled in bulk
    [remove] removed in bulk
   *[book] booked in bulk
} ({ $count })
audit-undo-bulk = { $school }: { $kind ->
    [enrol] enrolment in bulk undone
    [remove] removal in bulk undone
   *[book] booking in bulk undone
} ({ $count })
audit-enrol = { $child }: { $enrolled ->
    [yes] enrolled in
   *[no] no longer enrolled in
} { $service } ({ $school })
audit-promote = { $school }: classes moved up ({ $count })
audit-close-month = month closed: { $month }
audit-reopen-month = month opened again: { $month }
audit-announce = { $kind ->
    [closure] closure announced
    [strike] strike announced
   *[general] information sent
} ({ $school })
audit-reopen = reopened ({ $school }), { $count ->
    [one] { $count } booking restored
   *[other] { $count } bookings restored
}
audit-approve = { $count ->
    [one] { $count } request approved
   *[other] { $count } requests approved
}
audit-refuse = { $count ->
    [one] { $count } request refused
   *[other] { $count } requests refused
}
audit-request = { $count ->
    [one] { $count } request sent
   *[other] { $count } requests sent
}{ $about }
audit-withdraw = { $count ->
    [one] { $count } request withdrawn
   *[other] { $count } requests withdrawn
}{ $about }
audit-declare-absence = { $count ->
    [one] { $count } absence declared
   *[other] { $count } absences declared
}{ $about }
audit-import = file imported ({ $count } lines)
audit-leave = pupils gone from { $school } ({ $count })
audit-invite = codes given to families ({ $count })
audit-unsubscribe = optional messages turned off ({ $count })
audit-share-custody = alternating custody settled ({ $count })
audit-child-sheet = { $kind ->
    [child_records] full sheet of { $child } ordered by e-mail
   *[other] sheet of { $child } ordered
}
audit-photo = { $wanted ->
    [yes] photo of { $child } put on file
   *[no] photo of { $child } removed
}
audit-records = data of children updated ({ $count })
audit-own-data = asked for own data by e-mail
audit-retention = erased what is kept no longer ({ $count } rows)
audit-link-chat = chat linked
audit-unlink-chat = chat unlinked
audit-make-group-code = code made for a group ({ $school })
audit-link-group = group linked ({ $school })
audit-unlink-group = group unlinked ({ $school })
audit-staff-add = { $staff } added to the team ({ $role ->
    [manager] Management
    [director] Head
    [teacher] Teacher
    [carer] Carer
   *[kitchen] Kitchen
})
audit-staff-role = { $staff }: new role, { $after ->
    [manager] Management
    [director] Head
    [teacher] Teacher
    [carer] Carer
   *[kitchen] Kitchen
} (before: { $before ->
    [manager] Management
    [director] Head
    [teacher] Teacher
    [carer] Carer
   *[kitchen] Kitchen
})
audit-staff-place = { $staff }: { $wanted ->
    [yes] given
   *[no] taken away
}, { $class_ } ({ $school })
audit-staff-suspend = access of { $staff } suspended
audit-staff-restore = access of { $staff } restored
audit-staff-code = new code for { $staff }
audit-staff-unlink = chat of { $staff } unlinked
audit-staff-email = { $staff }: { $has_email ->
    [yes] e-mail address written
   *[no] e-mail address removed
}
audit-file-kind = { $kind ->
    [address] postal address
    [phone] phone number
    [email] e-mail address
    [pickup_add] pick-up person to add
    [pickup_end] pick-up person to remove
    [yearly] request for the year
   *[erasure] erasure of the file
}
audit-family-ask = request about a file sent{ $about }: { audit-file-kind }
audit-family-withdraw = request about a file withdrawn{ $about }: { audit-file-kind }
audit-family-approve = request about a file accepted{ $about }: { audit-file-kind }
audit-family-refuse = request about a file refused{ $about }: { audit-file-kind }
audit-refused-press = 🚫 action refused: { $what }
