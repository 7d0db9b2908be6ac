# Ce que le service annonce : fermetures, grèves, informations, réouvertures ; et comment l’envoi avance.

announcement-day = le { $day }
announcement-closure-title = 🚫 <b>Fermeture { $days }</b>
announcement-strike-title = ✊ <b>Grève { $days }</b>
announcement-general-title = 📣 <b>Information du service</b>
announcement-reopening-title = 🔓 <b>Réouverture { $days }</b>
announcement-closure-subject = Cantine : fermeture { $days }, { $place }
announcement-strike-subject = Cantine : grève { $days }, { $place }
announcement-general-subject = Cantine : information du service, { $place }
announcement-reopening-subject = Cantine : réouverture { $days }, { $place }
announcement-everywhere = toutes les écoles
announcement-schools-count = { $count } écoles
announcement-at = 🏫 { $place }
announcement-services = Services concernés : { $services }
announcement-mode-normal = ✅ { $school } : accueil normal
announcement-mode-picnic = 🥪 { $school } : pas de repas servi, prévoyez un pique-nique
announcement-mode-minimum = 🧑‍🏫 { $school } : service minimum d’accueil
announcement-mode-closed = 🚫 { $school } : pas d’accueil
announcement-child-cancelled = ❌ { $child }, { $service } : { $days }
announcement-child-restored = ✅ { $child }, { $service } : { $days }
announcement-days-count = { $count } jours
announcement-cancelled = { $count ->
    [one] 1 réservation annulée, non facturée.
   *[other] { $count } réservations annulées, non facturées.
}
announcement-refused = { $count ->
    [one] 1 demande en attente est close.
   *[other] { $count } demandes en attente sont closes.
}
announcement-restored = { $count ->
    [one] 1 réservation rétablie.
   *[other] { $count } réservations rétablies.
}
announcement-pending-again = { $count ->
    [one] 1 demande de nouveau en attente de réponse.
   *[other] { $count } demandes de nouveau en attente de réponse.
}
announcement-not-restored = Ce qui est marqué ❌ n’a pas pu être rétabli : réservez de nouveau s’il le faut.
announcement-book-again = Les services rouvrent : vérifiez votre planning.
announcement-sample = 👁 <i>Exemple : voici ce que liront les familles. Chacune y verra aussi ce que cela change pour ses enfants.</i>
announcement-more = { $count ->
    [one] … et 1 autre ligne.
   *[other] … et { $count } autres lignes.
}
announcement-button-read = 👍 J’ai lu

progress-going = 📤 Envoi en cours
progress-over = ✅ <b>Envoi terminé</b>
progress-bar = { $bar } { $percent } %
progress-delivered = { $count ->
    [one] ✅ { $count } destinataire prévenu
   *[other] ✅ { $count } destinataires prévenus
}
progress-by-email = ✉️ dont { $count } par courriel
progress-waiting = ⏳ { $count } en attente
progress-minutes-left = ⏱ encore { $minutes } min environ
progress-seconds-left = ⏱ encore moins d’une minute
progress-failed = { $count ->
    [one] ❌ 1 non joint
   *[other] ❌ { $count } non joints
}
progress-unknown = { $count ->
    [one] ❔ 1 envoi dont l’arrivée n’est pas sûre
   *[other] ❔ { $count } envois dont l’arrivée n’est pas sûre
}
progress-reads = { $count ->
    [one] 👍 { $count } personne a lu
   *[other] 👍 { $count } personnes ont lu
}
progress-reads-on = { $count ->
    [one] 👍 { $count } personne a lu ; la suite dans « 📣 Annonces »
   *[other] 👍 { $count } personnes ont lu ; la suite dans « 📣 Annonces »
}
progress-not-reached = 📞 <b>À appeler</b>
progress-unreached = { $name } ({ $family }) : { $phone }
progress-unreached-no-phone = { $name } ({ $family })
progress-unreached-more = … et { $count } autres, dans « 📣 Annonces ».
progress-subject = Cantine : l’envoi de votre annonce
