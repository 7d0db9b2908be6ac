# "My children": the sheet of each child, who may fetch it, its photo, the documents.

button-children = 👧 My children
button-pickups = 👥 Who may pick up
button-photo = 📷 Photo
button-sheet-pdf = 📄 Sheet as PDF
button-sheet-records = ✉️ Full sheet by e-mail
button-pickup-add = ➕ Add somebody
button-pickup-end = 🚫 No longer allow
button-pickup-send = 📤 Send the request
button-no-phone = Without a phone number
button-photo-show = 👁 See the photo
button-photo-remove = 🗑 Remove the photo

children-title = 👧 <b>My children</b>
children-line = ▸ <b>{ $child }</b> · { $class_ }
children-none = No child is linked to you. Call the service: { $phone }.
children-choose = Choose a child to open the sheet.
children-sheet-title = 🧒 <b>{ $child }</b> · { $class_ }
children-school = 🏫 { $school }
children-services = <b>Enrolments { $first }–{ $last }</b>
children-service = { $symbol } { $service }: { $rate }
children-no-service = No enrolment this year.
children-rate-time = { $price } each time ({ $rate })
children-rate-hour = { $price } an hour ({ $rate })
children-rate-rules = price according to the rules
children-pickups = <b>Who may pick up</b>
children-pickup = ▸ { $name }
children-pickup-relation = ▸ { $name }, { $relation }
children-pickup-phone = ☎️ { $phone }
children-pickup-none = Nobody but the guardians.
children-pickup-pending-pickup-add = 🚧 { $name }: addition requested
children-pickup-pending-pickup-end = 🚧 { $name }: removal requested
children-file = <b>On file</b>
children-file-complementary = Complementary data: { $state }
children-file-health = Health data: { $state }
children-file-photo = { $has ->
    [yes] Photo: yes
   *[no] Photo: no
}
children-on-file = on file, updated on { $day }
children-not-on-file = nothing on file
children-private = 🔒 These data are not shown here. “Full sheet by e-mail” sends them to your address.
children-sheet-comes = 📄 The sheet is on its way.
children-records-come = ✉️ The full sheet is on its way to your e-mail address.
children-no-email = We do not have your e-mail address. Give it under “My account”, or call { $phone }.
children-email-refused = Your e-mail address takes no mail any more. Correct it under “My account”, or call { $phone }.

children-pickups-title = 👥 <b>Who may fetch { $child }</b>
children-pickups-own = The guardians need not be on this list. The others:
children-pickups-how = Adding or removing is a request: the service accepts it or refuses it.
children-person-since = Allowed since { $day }.
children-person-gone = This person is not on the list any more.
children-person-asked = 🚧 Their removal has been requested. The service will answer.
children-end-asked = 📤 Request sent. The answer of the service will arrive here.
children-add-name = Write the <b>first name</b> and the <b>last name</b> of the person who may fetch { $child }. For example: <i>Jeanne MARTIN</i>
children-name-unread = Write a first and a last name, in letters. For example: <i>Jeanne MARTIN</i>
children-already-listed = { $name } is on the list of { $child } already.
children-too-many = The list is full: { $most } people at most. Remove one first.
children-add-relation = Who is <b>{ $name }</b> to { $child }? Choose, or write it in a few words.
children-relation-unread = Write it in { $most } letters at most.
children-relation-grandparent = Grandparent
children-relation-uncle = Uncle or aunt
children-relation-sibling = Older brother or sister
children-relation-childminder = Childminder
children-relation-neighbour = Neighbour
children-relation-friend = Friend
children-add-phone = Their phone number? Write it, or go on without.
children-phone-unread = This number cannot be read. For example: <i>06 39 98 12 34</i>
children-add-recap =
    📝 <b>Your request</b>

    { $name } ({ $relation }) may fetch { $child }.
children-add-recap-phone = ☎️ { $phone }
children-add-recap-none = Without a phone number
children-add-recap-who = The service accepts it or refuses it. Tell this person: they will need an identity card.
children-add-asked = 📤 Request sent. The answer of the service will arrive here.

children-photo-title = 📷 <b>Photo of { $child }</b>
children-photo-there = There is a photo on file.
children-photo-none = No photo on file.
children-photo-how = Send a photo here: it will be made smaller, and where and when it was taken will be erased from it. The guardians of { $child } see it, and it is on the sheet.
children-photo-kept = ✅ The photo is on file.
children-photo-removed = 🗑 The photo is removed.
children-photo-gone = There is no photo on file any more.
children-photo-awaited = Send a photo, or a picture as JPEG or PNG.
children-photo-too-big = This picture is too large: { $megabytes } MB at most. Send it as a photo rather than as a file.
children-photo-not-a-photo = This file cannot be read as a photo. Send it as a photo rather than as a file (JPEG or PNG).
children-photo-lost = The photo could not be received. Send it once more.

children-document-title = 📄 <b>Sheet of { $child }</b>
children-document-title-full = 📄 <b>Full sheet of { $child }</b>
children-document-state = As it is on file on { $at }.
children-document-mistake = A mistake? Tell the service: { $phone }, { $email }
children-document-subject = Sheet of { $child }
children-document-subject-full = Full sheet of { $child }

sheet-child-title = Child’s sheet { $first }–{ $last }
sheet-child-title-full = Child’s full sheet { $first }–{ $last }
sheet-child-identity = Identity
sheet-child-last-name = Last name
sheet-child-first-name = First name
sheet-child-birth-date = Born on
sheet-child-school = School
sheet-child-class = Class
sheet-child-services = Enrolments and prices
sheet-child-no-service = No enrolment this year
sheet-child-pickups = Who may fetch the child
sheet-child-no-pickup = Nobody but the guardians
sheet-child-complementary = Complementary data
sheet-child-health = Health data
sheet-child-nothing = Nothing on file
sheet-child-updated = updated on { $day }
sheet-child-insurance = Insurance
sheet-child-doctor = Doctor
sheet-child-image = Consent to photos
sheet-child-outings = Outings
sheet-child-leaves-alone = Leaves alone
sheet-child-associations = Associations
sheet-child-notes = Notes
sheet-child-allergies = Allergies
sheet-child-care-plan = Care plan
sheet-child-treatment = Treatment
sheet-child-vaccines = Vaccines
sheet-child-meals = Meals
file-child = sheet
file-child-full = full-sheet
