# Les écrans de la famille : accueil, planning, réservation, absence, demandes.

home-hello = 👋 <b>Bonjour { $name }</b>
home-no-child = Aucun enfant n’est rattaché à vous cette année. Appelez le service.
home-child = <b>{ $child }</b> · { $class_ }
home-day = { $day }   { $services }
home-nothing = rien de prévu
home-other-custody = 👥 semaine de l’autre parent
home-pending = { $count ->
    [one] 🚧 { $count } demande en attente
   *[other] 🚧 { $count } demandes en attente
}
home-drafted = { $count ->
    [one] ✏️ { $count } choix pas encore envoyé
   *[other] ✏️ { $count } choix pas encore envoyés
}
home-deadline = ⏰ Réservez avant <b>{ $at }</b> pour les jours { $days }.
home-deadline-day = ⏰ Réservez avant <b>{ $at }</b> pour { $days }.
home-waiting = { $count ->
    [0] 📥 Aucune demande en attente
    [one] 📥 { $count } demande à décider
   *[other] 📥 { $count } demandes à décider
}
home-no-task = Vous n’avez rien à décider ici.

planning-title =
    📅 <b>Planning de { $child }</b>
    { $week }
booking-title =
    🍽 <b>Réserver pour { $child }</b>
    { $week }
service-line = { $symbol } { $service }
service-hours = { $service }, de { $starts } à { $ends }. Touchez une case pour un seul jour.
week-shown = Semaine { $week }
cell-shown = { $symbol } { $service }, { $day } : { $state }
week-no-service = Aucun service n’est ouvert pour cet enfant. Appelez le service.
booking-how = Touchez une case pour la demander ou l’annuler, un service pour toute la semaine. Rien ne part avant « Envoyer ».
booking-deadline = ⏰ Avant <b>{ $at }</b>
booking-too-late = ⏰ La date limite de cette semaine est passée.
copied = { $count ->
    [0] Rien à reprendre : aucune réservation récente n’est possible cette semaine.
    [one] { $count } case reprise. Vérifiez, puis envoyez.
   *[other] { $count } cases reprises. Vérifiez, puis envoyez.
}

legend-closed = fermé
legend-not-enrolled = non inscrit
legend-other-custody = autre parent
legend-free = libre
legend-late = trop tard
legend-full = complet
legend-pending = en attente
legend-booked = réservé
legend-refused = refusé
legend-past = passé
legend-marked = présent sans réservation
legend-present = présent
legend-absent-excused = absence excusée
legend-absent-billed = absence facturée
legend-wish-book = à réserver
legend-wish-cancel = à annuler

state-closed = fermé
state-not-enrolled = pas inscrit à ce service
state-other-custody = semaine de l’autre responsable
state-free = pas réservé
state-pending-book = réservation en attente de réponse
state-pending-cancel = annulation en attente de réponse
state-pending-absence = absence en attente de réponse
state-booked = réservé
state-refused = demande refusée
state-past = passé, pas réservé
state-marked = présent, sans réservation
state-present = présent
state-absent-excused = absent, excusé
state-absent-billed = absent, facturé

refusal-closed = Le service est fermé ce jour-là.
refusal-calendar-unknown = Le calendrier scolaire de cette période n’est pas encore connu.
refusal-not-enrolled = Votre enfant n’est pas inscrit à ce service cette année. Appelez le { $phone }.
refusal-other-custody = Cette semaine est celle de l’autre responsable.
refusal-past = Ce jour est passé.
refusal-past-cutoff = Trop tard : la date limite était { $deadline }. Appelez le service au { $phone }.
refusal-past-cutoff-booked = Trop tard pour annuler : la date limite était { $deadline }. Si votre enfant ne vient pas, déclarez une absence (bouton « Absence »).
refusal-full = Complet : il n’y a plus de place ce jour-là. Appelez le { $phone }.
refusal-already-booked = C’est déjà réservé.
refusal-already-pending = 🚧 Une demande est déjà en attente. Pour la retirer : « Mes demandes ».
refusal-not-booked = Rien n’est réservé ce jour-là.
refusal-already-marked = Le pointage de ce jour est déjà fait.

short-closed = fermé ce jour-là
short-calendar-unknown = calendrier pas encore connu
short-not-enrolled = pas inscrit à ce service
short-other-custody = semaine de l’autre responsable
short-past = jour passé
short-past-cutoff = date limite passée
short-full = complet
short-already-booked = déjà réservé
short-already-pending = déjà demandé
short-not-booked = pas réservé
short-already-marked = pointage déjà fait

recap-title = 📝 <b>À envoyer</b>
recap-empty = Il n’y a rien à envoyer : choisissez d’abord des cases.
recap-child = <b>{ $child }</b>
recap-day = • { $day } : { $wishes }
wish-book = { $service }
wish-cancel = annuler { $service }
sent-accepted = { $count ->
    [one] 🚧 <b>Votre demande est envoyée.</b>
   *[other] 🚧 <b>Vos { $count } demandes sont envoyées.</b>
}
    Réponse attendue { $answer } : vous recevrez un message ici.
sent-refused = { $count ->
    [one] ⚠️ <b>Une demande n’a pas pu partir</b>
   *[other] ⚠️ <b>{ $count } demandes n’ont pas pu partir</b>
}
sent-line = • { $child }, { $day }, { $service } : { $why }
sent-nothing = Il n’y a plus rien à envoyer : tout est déjà parti. Voyez « Mes demandes ».

absence-child = 🏠 <b>Déclarer une absence</b> : pour quel enfant ?
absence-days =
    🏠 <b>Absence de { $child }</b>
    { $week }

    Touchez les jours d’absence, ou un seul service d’un jour. Vous pouvez aussi changer de semaine.
absence-no-day =
    🏠 <b>Absence de { $child }</b>
    { $week }

    Rien n’est réservé cette semaine : il n’y a pas d’absence à déclarer.
absence-whole-week = Toute la semaine
absence-choose-day = Choisissez d’abord au moins un jour.
absence-reason = 🏠 <b>Motif de l’absence</b>
absence-reason-line = • { $reason }
absence-recap =
    🏠 <b>Absence de { $child }</b>
    Motif : { $reason }
absence-line = • { $day }, { $service } : { $words }
cost-given-back = non facturé
cost-excused = excusé, non facturé
cost-billed = facturé (déclaré après la date limite)
cost-undecided = déclaré après la date limite : le service décidera
absence-sent = { $count ->
    [one] 🚧 <b>L’absence de { $child } est déclarée.</b>
   *[other] 🚧 <b>Les absences de { $child } sont déclarées ({ $count }).</b>
}
    Votre demande est en cours de traitement ; vous recevrez la réponse ici.

requests-title = 🗂 <b>Mes demandes</b>
requests-none = Vous n’avez rien demandé ces derniers temps.
requests-pending = { $count ->
    [one] 🚧 <b>En attente</b> : touchez-la pour la retirer
   *[other] 🚧 <b>En attente ({ $count })</b> : touchez-en une pour la retirer
}
requests-decided = <b>Réponses</b>
request-book = • { $child }, { $day }, { $service } : { $state }
request-cancel = • { $child }, { $day }, annuler { $service } : { $state }
request-absence = • { $child }, { $day }, absence { $service } : { $state }
request-refusal = <i>{ $reason }</i>
request-pending = 🚧 en attente
request-approved = ✅ accepté
request-refused = ❌ refusé
request-withdrawn = ↩️ retiré
and-others = { $count ->
    [one] … et { $count } ligne de plus
   *[other] … et { $count } lignes de plus
}
withdraw-confirm = Retirer cette demande ?
withdraw-gone = Cette demande n’est plus en attente.
withdrawn = C’est retiré.
withdraw-too-late = Trop tard : le service avait déjà répondu.
page-shown = Page { $page }
