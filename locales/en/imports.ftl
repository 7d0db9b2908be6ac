# The files to import: "cantine import".

help-import = Shows what a CSV file would change: children and guardians (yours, or those of ONDE), invoices, payments, accounts. Writes with --apply only.
help-import-school = The school of a file from ONDE, which does not name it; not needed where there is only one.
help-import-services = The services to enrol pupils in whom ONDE adds, such as "cantine,garderie".
help-import-apply = Writes what was shown: all of it, or nothing.
help-import-leavers = Pupils who are not in ONDE's file any more leave the school: their enrolments, and their bookings from tomorrow on, end.

imports-kind-town = children and guardians of the town
imports-kind-onde-pupils = pupils from ONDE
imports-kind-onde-guardians = guardians from ONDE
imports-kind-invoices = invoices
imports-kind-payments = payments
imports-kind-accounts = accounts of families
imports-kind-records = records of children
imports-separator = { $sign ->
    [semicolon] semicolon
    [comma] comma
   *[tab] tab
}
imports-recognised = File recognised: { $kind } ({ $encoding }, separator { $separator }), { $lines ->
    [one] { $lines } line.
   *[other] { $lines } lines.
}
imports-footer = Line at the end left aside: { $text }
imports-classes = Classes of the file
imports-school = School
imports-class = Class
imports-pupils = Children
imports-unmatched = { $count ->
    [one] Left aside: { $count } line or value.
   *[other] Left aside: { $count } lines or values.
}
imports-changes = { $count ->
    [0] Nothing to change: everything is as the file says.
    [one] { $count } change:
   *[other] { $count } changes:
}
imports-nothing-else = Nothing else to change.
imports-unchanged = Unchanged: { $what }.
imports-unchanged-of = { $count } { $subject ->
    [child] { $count ->
        [one] child
       *[other] children
    }
    [family] { $count ->
        [one] family
       *[other] families
    }
    [guardian] { $count ->
        [one] guardian
       *[other] guardians
    }
    [account] { $count ->
        [one] account
       *[other] accounts
    }
    [invoice] { $count ->
        [one] invoice
       *[other] invoices
    }
    [payment] { $count ->
        [one] payment
       *[other] payments
    }
   *[record] { $count ->
        [one] record
       *[other] records
    }
}
imports-more = … and { $count } more
imports-not-enrolled = The children added are enrolled in nothing: enrol them afterwards, or add --services.
imports-not-leaving = Whoever is not in the file any more stays enrolled; for them to leave the school, add --leavers.
imports-dry = Nothing was written. If all of it is right, run the same command with --apply.
imports-blocked = Nothing was written, and --apply would be refused:
imports-applied = Written.
imports-school-added = Schools added: { $count }
imports-class-added = Classes added: { $count }
imports-class-changed = Classes changed: { $count }
imports-child-added = Children added: { $count }
imports-child-changed = Children changed: { $count }
imports-child-left = Children not in the file any more: { $count }
imports-family-added = Families added: { $count }
imports-family-changed = Families changed: { $count }
imports-guardian-added = Guardians added: { $count }
imports-guardian-changed = Guardians changed: { $count }
imports-account-added = Accounts added: { $count }
imports-account-changed = Accounts changed: { $count }
imports-invoice-added = Invoices added: { $count }
imports-invoice-changed = Invoices changed: { $count }
imports-payment-added = Payments added: { $count }
imports-payment-changed = Payments changed: { $count }
imports-record-added = Records added: { $count }
imports-record-changed = Records changed: { $count }
imports-with = { $name } ({ $detail })
imports-enrolled = { $name }, enrolled in { $services }
imports-said = { $name }: { $field }
imports-set = { $name }: { $field } { $after }
imports-moved = { $name }: { $field } { $before } → { $after }

import-field-class = class
import-field-level = level
import-field-services = services
import-field-guardian = new guardian
import-field-family = family
import-field-quotient = quotient
import-field-child = new child
import-field-email = e-mail
import-field-phone = phone
import-field-address = address
import-field-responsible = responsible person
import-field-caf = CAF number
import-field-bank = bank account
import-field-mandate = mandate
import-field-tax = tax notice
import-field-amount = amount
import-field-due-on = due date
import-field-issued-on = date
import-field-label = label
import-field-lines = lines
import-field-invoice = invoice
import-field-paid-on = date
import-field-means = means of payment

# What is wrong

cli-import-refused = { $count ->
    [one] Nothing was imported: { $count } problem to mend.
   *[other] Nothing was imported: { $count } problems to mend.
}
import-line = line { $line }: { $what }
import-empty-file = the file is empty; it takes a header, then the lines.
import-too-large = the file holds more than { $number } MB: it is not that of a town.
import-not-text = this is not a CSV file. If it is a workbook, save it as CSV.
import-encoding = the file is neither UTF-8 nor Windows-1252, or its accents are spoilt. Save it as "CSV UTF-8".
import-unknown-file = this file is not recognised by its header: { $value }
import-missing-column = the column "{ $column }" is missing.
import-unknown-column = the column "{ $column }" is unknown. Columns: { $known }.
import-repeated-column = the column "{ $column }" is there twice.
import-quotes = a quotation mark is not closed, or is one too many; or the file was cut.
import-cells = it takes { $number } cells, as in the header.
import-cut = the last line is not finished: the file may have been cut. Export it again; if it is whole, add a line break at the very end.
import-missing-value = the cell "{ $column }" is empty.
import-too-long = the cell "{ $column }" holds more than { $number } characters: { $value }
import-bad-date = "{ $value }" is not a date; write 2019-05-31 or 31/05/2019.
import-unlikely-date = { $value } is not the birth date of a pupil.
import-bad-email = "{ $value }" is not an e-mail address.
import-bad-phone = "{ $value }" is not a phone number.
import-bad-quotient = "{ $value }" is not a quotient: a whole number of euros, such as 850.
import-bad-amount = "{ $value }" is not an amount in euros, such as 1234.50.
import-bad-number = "{ $value }" is no number that can stand here.
import-bad-iban = the IBAN of this line is wrong.
import-bad-address = "{ $value }" is not an address: it takes street, postcode and place.
import-religion = this cell names a religion, which must not be recorded.
import-unknown-service = the service "{ $value }" is unknown. Services: { $known }.
import-unknown-field = the field "{ $value }" is unknown. Fields: { $known }.
import-duplicate-line = this line repeats line { $number }.
import-two-classes = line { $number } puts the child in another class (here: { $value }).
import-two-quotients = line { $number } gives the family another quotient (here: { $value }).
import-two-values = line { $number } gives another value of "{ $column }" (here: { $value }).
import-sum = the lines do not add up to { $value }.
import-unknown-child = no child that is known is called { $value }.
import-ambiguous-child = several children are called { $value }, and nothing tells which.
import-other-class = { $value } is in a class of another level ({ $known } in the file).
import-unknown-family = no family is called "{ $value }".
import-unknown-guardian = "{ $value }" is no guardian of this family.
import-unknown-invoice = the family has no invoice { $value }.
import-other-family = invoice { $value } is another family’s already; it stays as it is.
import-empty-guardian = a guardian without a name.
import-school-needed = the file does not name its school: add --school. Schools: { $known }.
import-many-leavers = { $number } of { $value } pupils are not in the file. Is it the right school, and is the file whole? If so, add --leavers: they will leave the school.
