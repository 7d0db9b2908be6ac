# Ce qu’une famille demande au service à propos de son dossier, et la réponse.

filing-address = Changement d’adresse postale
filing-phone = Changement de numéro de téléphone
filing-email = Changement d’adresse courriel
filing-pickup-add = Personne à autoriser à venir chercher l’enfant
filing-pickup-end = Personne à ne plus autoriser à venir chercher l’enfant
filing-yearly = Demande pour toute l’année
filing-erasure = Effacement du dossier
filing-yearly-enrol = inscription : { $services }, chaque { $weekdays }, du { $day } à la fin de l’année scolaire
filing-yearly-cancel = annulation : { $services }, chaque { $weekdays }, du { $day } à la fin de l’année scolaire

button-file-requests = 📁 Demandes de dossier
filing-title = 📁 <b>Vos demandes de dossier</b>
filing-none = Vous n’avez rien demandé à propos de votre dossier.
filing-waiting = { $count ->
    [one] 🚧 <b>En attente</b> : touchez-la pour la relire ou la retirer
   *[other] 🚧 <b>En attente ({ $count })</b> : touchez-en une pour la relire ou la retirer
}
filing-answered = <b>Réponses</b>
filing-line = • { $what }{ $about } : { $state }
filing-detail = ▸ { $detail }
filing-state-pending = 🚧 en attente
filing-state-approved = ✅ acceptée
filing-state-refused = ❌ refusée
filing-state-withdrawn = ↩️ retirée
filing-since = 🕓 { $at }
filing-comment = 💬 <i>{ $comment }</i>
filing-withdraw-ask = ↩️ <b>Retirer cette demande ?</b>
filing-withdraw-gone = Cette demande n’est plus en attente.

button-family-files = { $files ->
    [0] 📁 Dossiers
   *[other] 📁 Dossiers ({ $files })
}
button-file-accept = ✅ Accepter
button-file-refuse = ❌ Refuser
button-file-erase = 🗑 Oui, effacer
filing-inbox = { $count ->
    [0] 📁 Aucune demande de dossier à décider.
    [one] 📁 <b>{ $count } demande de dossier à décider</b>
   *[other] 📁 <b>{ $count } demandes de dossier à décider</b>
}
filing-inbox-line = • { $guardian } : { $what }{ $about }
filing-head = 📁 <b>{ $what }</b>
filing-who = 👤 { $guardian }, famille { $family }
filing-child = 🧒 { $child } · { $class_ } ({ $school })
filing-school = 🏫 { $school }
filing-no-class = sans classe
filing-no-school = sans école
filing-before = Avant : { $detail }
filing-after = Après : <b>{ $detail }</b>
filing-nothing-before = rien au dossier
filing-add = À ajouter : <b>{ $detail }</b>
filing-end = À retirer : <b>{ $detail }</b>
filing-wish = Demande : <b>{ $detail }</b>
filing-enrolments = { $count ->
    [one] ✍️ { $count } inscription changera avec.
   *[other] ✍️ { $count } inscriptions changeront avec.
}
filing-not-yours-to-plan = ⚠️ Vous ne pouvez pas l’accepter : réserver et inscrire pour les familles n’est pas dans votre rôle. Vous pouvez la refuser.
filing-why = ❌ <b>Pour quel motif ?</b> Touchez-en un, ou écrivez vos propres mots : la demande est refusée aussitôt, et la famille les lira.
filing-erase-ask = 🗑 <b>Effacer le dossier de { $guardian } ?</b> C’est définitif.
filing-erased = 🗑 Sera effacé : { $what }.
filing-kept = 📌 Doit rester : { $what }.
filing-erases-address = l’adresse
filing-erases-phone = le téléphone
filing-erases-email = l’adresse courriel
filing-erases-chats = { $count ->
    [one] { $count } conversation reliée
   *[other] { $count } conversations reliées
}
filing-erases-drafts = { $count ->
    [one] { $count } choix pas encore envoyé
   *[other] { $count } choix pas encore envoyés
}
filing-erases-pending = { $count ->
    [one] { $count } demande en attente, retirée
   *[other] { $count } demandes en attente, retirées
}
filing-erases-children = la photo, les fiches et les personnes autorisées de { $children }
filing-keeps-name = le nom
filing-keeps-bookings = { $count ->
    [one] { $count } réservation ({ $until ->
        [none] le temps de facturer
       *[other] jusqu’au { $until } au moins
    })
   *[other] { $count } réservations ({ $until ->
        [none] le temps de facturer
       *[other] jusqu’au { $until } au moins
    })
}
filing-keeps-invoices = { $until ->
    [none] { $invoices } facture(s) et { $payments } paiement(s)
   *[other] { $invoices } facture(s) et { $payments } paiement(s) (jusqu’au { $until } au moins)
}
filing-keeps-children = le dossier de { $children }, qui a un autre responsable
filing-accepted = ✅ Accepté : { $what }, { $guardian }. La famille reçoit la réponse.
filing-refused = ❌ Refusé : { $what }, { $guardian }. La famille reçoit la réponse.
filing-problem-approved = ✅ Cette demande a déjà été acceptée.
filing-problem-refused = ❌ Cette demande a déjà été refusée.
filing-problem-withdrawn = ↩️ La famille a retiré cette demande, ou demande autre chose à la place.
filing-problem-child-left = ⚠️ Cet enfant n’est plus rattaché à cette personne dans cette famille. Refusez la demande, avec un mot.
filing-problem-guardian-gone = ⚠️ Le dossier de cette personne a été effacé entre-temps. Refusez la demande.
filing-problem-person-gone = ⚠️ Cette personne n’est déjà plus autorisée. Refusez la demande, avec un mot.
filing-problem-nothing-to-apply = ⚠️ Il n’y a plus rien à appliquer. Refusez la demande, avec un mot.

error-family-request = Cette demande ne peut plus être appliquée. Rien n’a changé.

notice-button-files = 📁 Mes demandes de dossier
notice-filing-approved = 📬 <b>Votre demande est acceptée</b>
notice-filing-refused = 📬 <b>Votre demande n’a pas été acceptée</b>
notice-filing-what = { $what }
notice-filing-child = { $what } : { $child }
notice-filing-days = { $wish ->
    [cancel] { $count ->
        [one] ✅ { $count } réservation retirée
       *[other] ✅ { $count } réservations retirées
    }
   *[enrol] { $count ->
        [one] ✅ { $count } réservation faite
       *[other] ✅ { $count } réservations faites
    }
}
notice-filing-enrolments = { $wish ->
    [cancel] { $count ->
        [one] ✍️ { $count } inscription à un service terminée
       *[other] ✍️ { $count } inscriptions à un service terminées
    }
   *[enrol] { $count ->
        [one] ✍️ { $count } inscription à un service
       *[other] ✍️ { $count } inscriptions à un service
    }
}
notice-filing-skip = ▸ laissé de côté : { $why } ({ $count })
notice-filing-erased = Vos conversations sont dissociées, et tout ce qui pouvait être effacé l’a été. Les factures et les paiements restent gardés le temps que la loi demande.
notice-filing-question = Une question ? Le service vous répond au { $phone }.
notice-filing-approved-subject = Cantine : votre demande est acceptée ({ $what })
notice-filing-refused-subject = Cantine : votre demande n’a pas été acceptée ({ $what })

digest-files = { $count ->
    [one] 📁 <b>{ $count } demande de dossier à décider</b>
   *[other] 📁 <b>{ $count } demandes de dossier à décider</b>
}
digest-files-subject = { $count ->
    [one] Cantine : { $count } demande de dossier à décider
   *[other] Cantine : { $count } demandes de dossier à décider
}
