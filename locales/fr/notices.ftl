# Ce que le service envoie de lui-même.

notice-result-title = { $count ->
    [one] 📬 <b>Réponse à votre demande</b>
   *[other] 📬 <b>Réponses à vos demandes</b>
}
notice-child = 🧒 <b>{ $child }</b>
notice-book-approved = ✅ { $service }, c’est réservé : { $days }
notice-book-refused = ❌ { $service }, réservation refusée : { $days }
notice-cancel-approved = ✅ { $service }, c’est annulé : { $days }
notice-cancel-refused = ❌ { $service }, annulation refusée : { $days }
notice-absence-given-back = ✅ { $service }, absence notée, rien à payer : { $days }
notice-absence-excused = ✅ { $service }, absence excusée, rien à payer : { $days }
notice-absence-billed = ☑️ { $service }, absence notée, mais facturée : { $days }
notice-absence-approved = ✅ { $service }, absence notée : { $days }
notice-absence-refused = ❌ { $service }, absence refusée : { $days }
notice-refusal = <i>Motif : { $reason }</i>
notice-result-more = { $count ->
    [one] … et 1 autre réponse, à lire dans « Mes demandes ».
   *[other] … et { $count } autres réponses, à lire dans « Mes demandes ».
}
notice-reference = <i>Message nº { $reference }, { $at }</i>

notice-link-alert =
    🔐 <b>Un nouvel appareil a été relié</b>

    Qui : { $guardian }
    Quand : { $at }

    Vous partagez au moins un enfant avec cette personne ; depuis cet appareil, elle peut réserver et déclarer des absences.

    Si c’était prévu, vous n’avez rien à faire. Sinon, prévenez vite le service : { $phone }, { $email }.

notice-button-planning = 📅 Planning
notice-button-requests = 📋 Mes demandes
notice-result-subject = { $count ->
    [one] Cantine : la réponse du service à votre demande
   *[other] Cantine : les réponses du service à vos demandes
}
notice-link-alert-subject = Cantine : un nouvel appareil a été relié pour { $guardian }
