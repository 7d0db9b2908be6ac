# Les boutons.

button-book = 🍽 Réserver
button-planning = 📅 Planning
button-absence = 🏠 Absence
button-requests = 🗂 Mes demandes
button-inbox = { $waiting ->
    [0] 📥 Demandes
   *[other] 📥 Demandes ({ $waiting })
}
button-back = ⬅️ Retour
button-home = 🏡 Accueil
button-next = Continuer ({ $chosen }) ➡️
button-like-last-week = 🔁 Comme la semaine dernière
button-recap = 📝 Récapitulatif ({ $drafted })
button-send = 📤 Envoyer
button-forget = 🗑 Tout effacer
button-book-more = 🍽 Réserver encore
button-confirm = ✅ Confirmer
button-withdraw = ↩️ Retirer la demande
button-stop = 🔌 Oui, dissocier
button-see-children = 👧 Voir les enfants
button-approve-all = ✅ Tout valider ({ $count })
button-refuse-all = ❌ Tout refuser ({ $count })
button-approve = ✅ Valider ({ $chosen })
button-refuse = ❌ Refuser ({ $chosen })
button-confirm-excuse = ✅ Confirmer et excuser
button-confirm-bill = 💶 Confirmer et facturer
button-inbox-again = 📥 Autres demandes
