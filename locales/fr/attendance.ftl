# Le pointage des présences.

button-attendance = 📋 Pointage
button-unexpected = ➕ Enfant imprévu
button-attendance-week = 📅 Semaine
button-attendance-day = 📋 Jour
button-choose-list = 🔎 Choisir
button-legend = ❔ Légende
button-attendance-refresh = 🔄
notice-button-attendance = 📋 Pointer
help-for-marker = 📋 <b>Pointage</b> : touchez chaque enfant présent, ou tous d’un coup ; c’est enregistré aussitôt.
home-marks = 📋 Touchez « Pointage » pour la liste du moment.

attendance-title = { $symbol } <b>{ $service }</b> · { $class_ }
attendance-when = { $when } · { $school }
attendance-today = aujourd’hui, { $day }
attendance-all-classes = toutes les classes
attendance-mode = Mode : <b>{ $mode }</b>
attendance-mode-present = présence
attendance-mode-absent-billed = absence facturée
attendance-mode-absent-excused = absence excusée
attendance-mode-arrived = heure d’arrivée, maintenant
attendance-mode-departed = heure de départ, maintenant
attendance-mode-hours = écrire une heure
attendance-short-present = ✅ Présence
attendance-short-absent-billed = 💶 Facturée
attendance-short-absent-excused = 🟡 Excusée
attendance-short-arrived = 🕐 Arrivée
attendance-short-departed = 🕔 Départ
attendance-short-hours = ✏️ Heure
attendance-mark-present = présence
attendance-mark-absent-billed = absence facturée
attendance-mark-absent-excused = absence excusée

attendance-booked = { $unmarked ->
    [0] Réservés : <b>{ $count }</b>
   *[other] Réservés : <b>{ $count }</b> (dont { $unmarked } à pointer)
}
attendance-pending = En attente : { $count }
attendance-present = { $unbooked ->
    [0] Présents : <b>{ $count }</b>
   *[other] Présents : <b>{ $count }</b> (dont { $unbooked } sans réservation)
}
attendance-absent-billed = Absents facturés : { $count }
attendance-absent-excused = Absents excusés : { $count }
attendance-adults-line = Encadrement : { $adults }
attendance-adults = { $counted }
attendance-adults-of = { $counted } / nécessaire { $needed }
attendance-adults-short = ⚠️ { $counted } / nécessaire { $needed }
attendance-adults-key = { $symbol } Adultes : { $counted }
attendance-adults-told = { $count ->
    [one] Encadrement : { $adults }, pour { $count } enfant, toutes classes.
   *[other] Encadrement : { $adults }, pour { $count } enfants, toutes classes.
}
attendance-nobody = Personne n’est attendu ici. Un enfant est là quand même ? « ➕ Enfant imprévu », ou « 👥 Tous les inscrits ».
attendance-nobody-booked = Aucune réservation.
attendance-everyone = 👥 Tous les inscrits
attendance-only-booked = 👥 Réservés seuls
attendance-mark-all = ✅ Tout pointer ({ $count })
attendance-undo = ↩️ Annuler
attendance-all-marked = { $count ->
    [0] Tous les enfants réservés étaient déjà pointés.
    [one] ✅ { $count } enfant pointé présent.
   *[other] ✅ { $count } enfants pointés présents.
}
attendance-left-alone = { $count ->
    [one] { $count } absence déclarée n’est pas pointée : à vous de choisir.
   *[other] { $count } absences déclarées ne sont pas pointées : à vous de choisir.
}
attendance-undone = { $count ->
    [one] ↩️ { $count } pointage retiré.
   *[other] ↩️ { $count } pointages retirés.
}
attendance-removed = Pointage retiré. Touchez encore pour : { $mark }.
attendance-removed-unbooked = Pointage retiré.
attendance-new-day = Nous sommes { $day } : voici la liste du jour. Rien n’a été pointé.
attendance-marked-by = { $by } a pointé { $child } à { $at } : { $mark }.
attendance-unmarked-by = { $child } : pointage retiré par { $by } à { $at }.
attendance-unmarked-since = { $child } : le pointage vient d’être retiré.

attendance-problem-closed = Le service est fermé ce jour-là : rien à pointer.
attendance-problem-calendar-unknown = Le calendrier de ce jour n’est pas encore connu.
attendance-problem-billed = Ce mois est facturé : son pointage ne change plus.
attendance-problem-not-yet = Ce jour n’est pas encore venu.
attendance-problem-not-enrolled = Cet enfant n’est pas inscrit à ce service.
attendance-problem-not-booked = Pas de réservation ce jour-là : une absence ne se pointe que sur une réservation.
attendance-problem-no-unexpected = Ici, un enfant sans réservation n’est pas accueilli.
attendance-problem-unexpected-too-late = Le service a commencé : trop tard pour un enfant sans réservation.
attendance-problem-changed = Ce pointage a changé entre-temps.
attendance-problem-no-hours = Ce service ne note pas les heures.
attendance-problem-not-present = Cet enfant est pointé absent : pointez d’abord sa présence.
attendance-problem-wrong-order = Le départ serait avant l’arrivée.
attendance-problem-hour-not-yet = Cette heure n’est pas encore venue.
attendance-problem-hour-outside = Cette heure est en dehors du service : saisissez l’heure exacte.

attendance-legend = ❔ <b>Légende</b>
attendance-legend-nothing = ni réservé, ni pointé
attendance-legend-booked = réservé, à pointer
attendance-legend-marked = présent, sans réservation
attendance-legend-present = réservé et présent
attendance-legend-absent-excused = réservé, absence excusée (non facturée)
attendance-legend-absent-billed = réservé, absence facturée
attendance-legend-asked = demande de réservation en attente
attendance-legend-declared-absent = absence déclarée ou annulation demandée par la famille
attendance-how =
    Choisissez le mode, puis touchez les enfants : c’est enregistré aussitôt, rien à valider.

    <b>Retirer un pointage</b> : touchez encore l’enfant dans le même mode ; ou prenez un mode d’absence et touchez-le une fois. Touchez encore pour le pointer absent.

attendance-choice = 🔎 <b>Quelle liste ?</b> { $day }
attendance-place = { $school } · { $class_ }
attendance-choose =
    Choisissez la classe, puis touchez le service.

    Un autre jour : écrivez-le, <code>12/11</code>.
attendance-no-service = Aucun service ce jour-là.
attendance-nowhere = Aucune classe ne vous est confiée pour l’instant : voyez avec votre responsable.
attendance-day-unread = 🤔 Je ne reconnais pas ce jour. Écrivez par exemple <code>12/11</code>.
attendance-go-today = Aujourd’hui
attendance-view-day = Le jour
attendance-view-week = La semaine
attendance-service = { $unmarked ->
    [0] { $symbol } { $service } · { $booked }
   *[other] { $symbol } { $service } · { $booked }, { $unmarked } à pointer
}

attendance-week-day = { $day } : réservés { $booked }, présents { $present }, absents { $absent }, à pointer { $unmarked }
attendance-week-problem = ⛔ { $days } : { $problem }

attendance-card = 🧒 <b>{ $child }</b> ({ $class_ })
attendance-card-hour = { $hour } : <b>{ $time }</b>
attendance-hour-arrived = Arrivée
attendance-hour-departed = Départ
attendance-stay = Durée retenue : { $time }
attendance-hour-write = ✏️ Écrivez une heure, <code>16h45</code>, pour : <b>{ $hour }</b>. Ou dites laquelle : <code>départ 16h45</code>.
attendance-hour-unread = 🤔 Je ne reconnais pas cette heure. Écrivez par exemple <code>16h45</code>, ou <code>départ 16h45</code>.
attendance-hour-noted = C’est déjà noté : { $time }. Pour corriger, touchez encore l’enfant.
attendance-now-arrived = 🕐 Arrivée maintenant
attendance-now-departed = 🕔 Départ maintenant
attendance-write-arrived = ✏️ Arrivée
attendance-write-departed = ✏️ Départ
attendance-erase-arrived = 🗑 Arrivée
attendance-erase-departed = 🗑 Départ

attendance-search =
    ➕ <b>Enfant imprévu</b>, { $day }

    Écrivez son nom, ou quelques lettres.
attendance-search-short = Écrivez au moins { $count } lettres de son nom.
attendance-found = { $count ->
    [one] ➕ « { $text } » : touchez l’enfant pour pointer sa présence, ou écrivez un autre nom.
   *[other] ➕ « { $text } » : { $count } enfants. Touchez celui qui est là, ou écrivez un autre nom.
}
attendance-found-none = ➕ Aucun enfant inscrit à ce service ne s’appelle « { $text } ». Écrivez un autre nom ; pour un enfant qui n’est pas inscrit, voyez avec le service.
attendance-present-now = ✅ { $child } : présence pointée.

demo-teacher = Enseigne en { $class_ }
