# Les rappels avant une date limite, et leurs boutons.

reminder-subject = Cantine : réservez avant { $at }
reminder-title = ⏰ <b>Réservez avant { $at }</b>
reminder-for-day = Pour { $day }
reminder-for-days = Pour les jours { $days }
reminder-drafted = { $count ->
    [one] ✏️ Vous avez préparé { $count } choix, pas encore envoyé.
   *[other] ✏️ Vous avez préparé { $count } choix, pas encore envoyés.
}
reminder-unbooked = Rien n’est réservé pour :
reminder-line = { $services } : { $days }
reminder-more = { $count ->
    [one] … et { $count } autre enfant, à voir dans le planning.
   *[other] … et { $count } autres enfants, à voir dans le planning.
}

reminder-button-send = 📤 Vérifier et envoyer
reminder-button-same = 🔁 Comme la semaine dernière
reminder-button-book = 🍽 Ouvrir le planning
reminder-button-week = 🔕 Pas de rappel cette semaine
reminder-button-never = 🚫 Plus jamais de rappel
reminder-button-again = 🔔 Recevoir à nouveau les rappels

reminder-over = La date limite est passée pour cette semaine.
reminder-muted-week = C’est noté : pas de rappel pour les jours jusqu’au { $day } inclus.
reminder-muted = C’est noté : plus aucun rappel. Vous pouvez changer d’avis ici, ou dans les réglages.
reminder-unmuted = C’est noté : vous recevrez à nouveau les rappels.
