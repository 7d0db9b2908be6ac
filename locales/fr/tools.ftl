# Les outils : inscriptions, réservations et suppressions en masse, montée pédagogique, et ce qui a été fait.

button-tools = 🧰 Outils
button-enrol-one = 📝 Inscription individuelle
button-bulk-add = ➕ Ajout en masse (inscription, réservation)
button-bulk-remove = 🗑 Suppression des réservations en masse
button-hours = 🕐 Pointage des horaires par service
button-presences = 📋 Pointage des présences des enfants
button-promotion = 🎓 Montée pédagogique manuelle
button-recurring = 🔁 Réservations récurrentes d’un enfant
button-close-days = 🚫 Fermer un jour ou une période
button-operations = 🗂 Opérations
button-back-to-tools = 🧰 Outils
button-other-child = 🔎 Un autre enfant
button-apply = ✅ Appliquer
button-promote-confirm = 🎓 Oui, faire monter
button-undo = ↩️ Annuler
button-left-out = 👀 Enfants laissés de côté ({ $left_out })
button-exceptions = 👧 Exceptions ({ $apart })

tools-title = 🧰 <b>Outils</b>

enrol-title = 📝 <b>Inscription individuelle</b>
enrol-ask = Écrivez le nom ou le prénom de l’enfant.
enrol-too-short = 🤔 Écrivez au moins { $count } lettres du nom ou du prénom.
enrol-found = { $count ->
    [0] 🔎 « { $name } » : aucun enfant trouvé. Vérifiez l’orthographe, ou écrivez seulement le début.
    [one] 🔎 « { $name } » : { $count } enfant. Touchez-le.
   *[other] 🔎 « { $name } » : { $count } enfants. Touchez le bon.
}
enrol-more = Seuls les { $count } premiers sont montrés : précisez le nom.
enrol-pupil = 👧 <b>{ $name }</b>, { $class_ } ({ $school })
enrol-is = ☑️ { $service } : inscrit
enrol-is-not = ⬜ { $service } : pas inscrit
enrol-coming = { $count ->
    [one] { $count } réservation à venir
   *[other] { $count } réservations à venir
}
enrol-press = Touchez un service pour inscrire l’enfant, ou le désinscrire.
enrol-done = Inscrit.
enrol-ended = Désinscrit.
enrol-problem-has-bookings = Des réservations restent à venir : supprimez-les d’abord (« Suppression des réservations en masse »).
enrol-problem-pending = Une demande de la famille est en attente : décidez d’abord (« Demandes »).

bulk-title-add = ➕ <b>Ajout en masse d’inscription ou de réservation d’un service</b>
bulk-title-enrol = 📝 <b>Inscription en masse</b>
bulk-title-book = ➕ <b>Réservation en masse</b>
bulk-title-remove = 🗑 <b>Suppression des réservations en masse</b>
bulk-title-child = 🔁 <b>Réservations récurrentes d’un enfant</b>
bulk-which-kind = Que voulez-vous faire ?
bulk-kind-enrol = 📝 Inscrire à un service, pour l’année
bulk-kind-book = 🍽 Réserver un service, jour par jour
bulk-which-place = Quelle école ?
bulk-no-place-known = Aucune école ne vous est confiée : adressez-vous à la gestion.
bulk-no-place = Choisissez d’abord une école.
bulk-no-child = Cherchez d’abord un enfant.
bulk-which-classes = Quelles classes ?
bulk-which-services = Quels services ?
bulk-no-service = Choisissez au moins un service.
bulk-which-weekdays = Quels jours de la semaine ?
bulk-one-weekday = Il faut au moins un jour.
bulk-which-year = Pour quelle année scolaire ?
bulk-which-period =
    Du premier au dernier jour, quelle période ?

    Choisissez-la, ou écrivez-la : <code>12/01-31/03</code>.
bulk-two-years = Cette période est sur deux années scolaires : faites-le une année après l’autre.
bulk-period-this-year = Cette année : { $years }
bulk-period-next-year = L’an prochain : { $years }
bulk-period-year-end = Jusqu’à la fin de l’année { $years }
bulk-period-this-month = Jusqu’à la fin du mois
bulk-period-next-month = Le mois prochain
bulk-year = Année scolaire { $years }
bulk-dated = { $days } { $year }

bulk-at = 🏫 { $place }
bulk-at-child = 👧 <b>{ $child }</b>, { $place }
bulk-all-classes = Toutes les classes
bulk-classes = Classes : { $names }
bulk-classes-count = { $count ->
    [one] { $count } classe
   *[other] { $count } classes
}
bulk-services = Services : { $services }
bulk-weekdays = Jours : { $days }
bulk-days = 📅 <b>{ $days }</b>
bulk-does-enrol = { $count ->
    [0] 👉 <b>Rien à faire</b> : personne à inscrire.
    [one] 👉 <b>{ $count } inscription</b> sera faite.
   *[other] 👉 <b>{ $count } inscriptions</b> seront faites, pour { $children ->
        [one] { $children } enfant.
       *[other] { $children } enfants.
    }
}
bulk-does-book = { $count ->
    [0] 👉 <b>Rien à faire</b> : aucune réservation possible.
    [one] 👉 <b>{ $count } réservation</b> sera faite.
   *[other] 👉 <b>{ $count } réservations</b> seront faites, pour { $children ->
        [one] { $children } enfant.
       *[other] { $children } enfants.
    }
}
bulk-does-remove = { $count ->
    [0] 👉 <b>Rien à faire</b> : aucune réservation à supprimer.
    [one] 👉 <b>{ $count } réservation</b> sera supprimée.
   *[other] 👉 <b>{ $count } réservations</b> seront supprimées, pour { $children ->
        [one] { $children } enfant.
       *[other] { $children } enfants.
    }
}
bulk-told = 👪 Les familles concernées en seront prévenues.
bulk-closed-days = { $count ->
    [one] 🚫 { $count } jour sans service dans la période
   *[other] 🚫 { $count } jours sans service dans la période
}
bulk-skips = Laissés de côté :
bulk-skip = { $why } ({ $count })
bulk-why-not-enrolled = pas inscrit au service
bulk-why-already-enrolled = déjà inscrit
bulk-why-already-booked = déjà réservé
bulk-why-not-booked = pas réservé
bulk-why-pending = demande de la famille en attente
bulk-why-full = complet
bulk-why-marked = déjà pointé
bulk-why-past = passé ou commencé
bulk-why-billed = mois déjà facturé
bulk-why-no-family = aucun responsable ce jour-là
bulk-why-other-family = jour de l’autre foyer
bulk-skipped = { $count ->
    [0] 👀 Personne n’est laissé de côté.
    [one] 👀 <b>{ $count } enfant laissé de côté</b>, en tout ou partie
   *[other] 👀 <b>{ $count } enfants laissés de côté</b>, en tout ou partie
}
bulk-skipped-child = ▸ <b>{ $name }</b> :
bulk-going = ⏳ C’est en cours…

operations-title = 🗂 <b>Opérations</b>
operations-which = Les dernières. Touchez-en une pour la voir, ou pour l’annuler.
operations-none = Aucune opération pour l’instant.
operation-enrol = { $count ->
    [one] { $count } inscription
   *[other] { $count } inscriptions
}
operation-book = { $count ->
    [one] { $count } réservation
   *[other] { $count } réservations
}
operation-remove = { $count ->
    [one] { $count } suppression
   *[other] { $count } suppressions
}
operation-promote = { $count ->
    [one] montée de { $count } élève
   *[other] montée de { $count } élèves
}
operation-gone = Cette opération n’est plus dans la liste.
operation-head = <b>{ $what }</b>
operation-by = Fait par { $by }, { $at }
operation-undone = ↩️ <b>Annulé</b> { $at }
operation-can-undo = ✅ C’est fait. Annulable tant que rien n’est pointé dessus.
operation-final = ✅ C’est fait. Ne s’annule plus.
undo-done = C’est annulé ({ $count }).
undo-marked = Des enfants ont déjà été pointés dessus : rien n’est annulé.
undo-billed = Un des mois est déjà facturé : rien n’est annulé.
undo-already = C’est déjà annulé.
undo-final = Cette opération ne s’annule pas.

promote-title = 🎓 <b>Montée pédagogique manuelle</b>
promote-plan = 🎓 <b>{ $school }</b> : montée vers { $years }
promote-moving = { $count ->
    [0] 👉 <b>Personne à faire monter</b>
    [one] 👉 <b>{ $count } élève</b> change de classe
   *[other] 👉 <b>{ $count } élèves</b> changent de classe
}
promote-repeating = { $count ->
    [one] 🔁 dont { $count } reste au même niveau
   *[other] 🔁 dont { $count } restent au même niveau
}
promote-leaving = { $count ->
    [one] 👋 { $count } élève quitte l’école
   *[other] 👋 { $count } élèves quittent l’école
}
promote-placed = { $count ->
    [one] 📌 { $count } élève a déjà sa classe, et y reste
   *[other] 📌 { $count } élèves ont déjà leur classe, et y restent
}
promote-anew = Seules les classes de { $years } changent. Les inscriptions aux services seront à refaire.
promote-confirm = 🎓 <b>{ $school } : faire monter vers { $years } ?</b>
promote-final = ⚠️ Une montée ne s’annule pas.
promote-class = { $count ->
    [one] ▸ { $name } → <b>{ $target }</b> · { $count } élève
   *[other] ▸ { $name } → <b>{ $target }</b> · { $count } élèves
}
promote-apart = { $count ->
    [one] , { $count } exception
   *[other] , { $count } exceptions
}
promote-leaves = quittent l’école
promote-leaves-one = quitte l’école
promote-child = ▸ { $name } → <b>{ $target }</b>
promote-press-class = Touchez une classe pour changer où elle va, ou pour un enfant.
promote-no-class = Cette école n’a pas de classe cette année.
promote-where = Où ? Choisissez, ou écrivez le nom d’une autre classe.
promote-with-class = Avec sa classe
promote-press-child = Touchez l’enfant qui ne suit pas sa classe.
promote-is-placed = { $name } a déjà sa classe ({ $target }), et y reste.
promote-name = 🤔 Écrivez le nom d’une classe, { $count } caractères au plus.
