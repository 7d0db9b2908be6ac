# Les annonces du service, et les groupes des équipes.

button-announcements = 📣 Annonces
button-groups = 👥 Groupes
button-bounced = ✉️ Adresses refusées ({ $bounced })
button-go-on = Continuer ➡️
button-document = 📎 Joindre un document
button-no-document = 🗑 Sans document
button-sample = 👁 Voir le message
button-announce = ✅ Envoyer
button-report = 📊 Suivi
button-announce-more = 📣 Autres annonces
button-unreached = ☎️ Non joints ({ $unreached })
button-reopen = 🔓 Rouvrir
button-reopen-confirm = 🔓 Oui, rouvrir
button-refresh = 🔄 Actualiser
button-link-group = ➕ Relier un groupe
button-groups-seen = 👥 Les groupes
button-unlink-group = 🔌 Dissocier ce groupe

announce-title = 📣 <b>Annonces</b>
announce-last = Les dernières :
announce-none = Aucune annonce pour l’instant.
announce-line = ▸ { $name }
announce-line-reopened = ▸ { $name } (rouvert)
announce-new-closure = Fermeture
announce-new-strike = Grève
announce-new-general = Information
announce-kind-closure = 🚫 <b>Fermeture</b>
announce-kind-strike = ✊ <b>Grève</b>
announce-kind-general = 📣 <b>Information</b>
announce-kind-reopening = 🔓 <b>Réouverture</b>

announce-which-schools = Quelles écoles ?
announce-all-schools = Toutes les écoles
announce-which-modes = Que fait chaque école ce jour-là ? Touchez un symbole.
announce-mode-normal = journée normale
announce-mode-picnic = pique-nique fourni par les familles
announce-mode-minimum = service minimum
announce-mode-closed = fermée
announce-mode-line = ▸ { $school } : { $mode }
announce-which-services = Quels services ?
announce-one-service = Il faut au moins un service.
announce-which-days =
    Quels jours ? Touchez le premier, puis le dernier s’il y en a plusieurs.

    Ou écrivez-les : <code>12/01</code> ou <code>12/01-14/01</code>.
announce-no-days = Sans date
announce-days-unread = 🤔 Je ne reconnais pas ces jours. Écrivez par exemple <code>12/01</code>, ou <code>12/01-14/01</code>.
announce-whom = Pour qui ?
announce-enrolled = Tous les inscrits
announce-booked = Réservés ces jours-là
announce-all-classes = Toutes les classes
announce-words = Écrivez le message, ou choisissez un modèle à compléter.
announce-words-or-none = Un mot pour les familles ? Écrivez-le, choisissez un modèle, ou continuez sans : jours, écoles et repas annulés sont dits de toute façon.
announce-words-chosen = Le texte pour l’instant (touchez-le pour le copier, puis renvoyez-le corrigé) :
announce-copied = <code>{ $line }</code>
announce-no-words = Sans texte
announce-write = Il faut du texte ; un document se joint à la fin.
announce-too-long = ✂️ Ce texte compte { $count } caractères ; { $most } au plus. Raccourcissez-le et renvoyez-le.
announce-document = Envoyez ici le PDF ou la photo à joindre, 5 Mo au plus.
announce-document-kept = 📎 { $name }
announce-document-awaited = 📎 J’attends un PDF ou une photo.
announce-document-too-big = ⚠️ Ce fichier est trop gros : { $megabytes } Mo au plus.
announce-document-unknown = ⚠️ Ce fichier ne peut pas être joint : envoyez un PDF, ou une photo (JPEG ou PNG).
announce-document-lost = ⚠️ Telegram n’a pas donné ce fichier. Renvoyez-le.
announce-document-name = document

announce-no-school = Choisissez au moins une école.
announce-no-school-known = Aucune école ne vous est confiée : adressez-vous à la gestion.
announce-no-school-mode = Dites d’abord ce que fait chaque école.
announce-no-day = Choisissez d’abord les jours.
announce-days-reversed = Le dernier jour vient avant le premier.
announce-past-day = Ces jours sont déjà passés.
announce-too-long-span = C’est trop long : { $days } jours au plus.
announce-fill-in = Complétez d’abord les points de suspension : copiez le texte, corrigez-le et renvoyez-le.
announce-no-text = Écrivez d’abord le message.
announce-text-too-long = Le texte est trop long : { $text } caractères au plus.
announce-nobody = Personne ne recevrait ce message : élargissez à d’autres écoles, classes, services ou jours.

announce-recap-school = ▸ { $name }
announce-recap-services = Services : { $services }
announce-recap-days = Jours : <b>{ $days }</b>
announce-recap-classes = Classes : { $names }
announce-recap-booked = Seulement les enfants réservés ces jours-là
announce-recap-document = 📎 { $name }
announce-said = <i>{ $line }</i>
announce-to-families = { $families ->
    [one] 👪 <b>{ $families } famille</b>, { $guardians } { $guardians ->
        [one] responsable
       *[other] responsables
    }
   *[other] 👪 <b>{ $families } familles</b>, { $guardians } responsables
}
announce-ways = 💬 { $chats } par messagerie · ✉️ { $emails } par courriel · ☎️ { $nowhere } à joindre autrement
announce-to-staff = { $count ->
    [one] 🧑‍🍳 { $count } collègue
   *[other] 🧑‍🍳 { $count } collègues
}
announce-cancels = { $count ->
    [one] 🍽 { $count } réservation sera annulée, sans être facturée
   *[other] 🍽 { $count } réservations seront annulées, sans être facturées
}
announce-answers = { $count ->
    [one] 🚧 { $count } demande en attente sera refusée
   *[other] 🚧 { $count } demandes en attente seront refusées
}
announce-urgent = 🔴 Urgent : passe avant tout, même la nuit
announce-not-urgent = ⚪ Pas urgent : attend la fin des heures calmes
announce-asks-reading = ☑️ Demander « J’ai lu »
announce-no-reading = ⬜ Demander « J’ai lu »
announce-sample-comes = L’exemple arrive dans cette conversation.
announce-sent =
    { $families ->
        [one] ✅ <b>C’est annoncé</b> à { $families } famille ({ $guardians } { $guardians ->
            [one] responsable
           *[other] responsables
        }).
       *[other] ✅ <b>C’est annoncé</b> à { $families } familles ({ $guardians } responsables).
    }

    L’avancement suit dans cette conversation.

announce-template-kitchen-title = Panne en cuisine
announce-template-kitchen = Une panne en cuisine nous empêche de servir les repas. Merci de votre compréhension.
announce-template-weather-title = Intempéries
announce-template-weather = En raison des intempéries, nous ne pouvons pas accueillir vos enfants en sécurité. Merci de votre compréhension.
announce-template-works-title = Travaux
announce-template-works = Des travaux nous obligent à fermer. Merci de votre compréhension.
announce-template-national-title = Mouvement national
announce-template-national = Un mouvement national de grève touche nos services. Merci de votre compréhension.
announce-template-service-title = Grève du personnel
announce-template-service = Une partie de notre personnel est en grève. Merci de votre compréhension.
announce-template-menu-title = Menu modifié
announce-template-menu = Le menu change : …
announce-template-meeting-title = Réunion
announce-template-meeting = Nous vous invitons à une réunion d’information le … à …, à … .
announce-template-form-title = Papiers à rendre
announce-template-form = Merci de nous rendre … avant le … .

announce-made = Annoncé { $at }
announce-is-reopened = 🔓 Rouvert depuis
announce-going = 📤 <b>Envoi en cours</b> : { $count ->
    [one] { $count } destinataire
   *[other] { $count } destinataires
}
announce-report = 📊 <b>Envoi terminé</b> : { $count ->
    [one] { $count } destinataire
   *[other] { $count } destinataires
}
announce-delivered = { $count ->
    [0] ✅ aucun joint
    [one] ✅ { $count } joint
   *[other] ✅ { $count } joints
}
announce-by-email = ✉️ dont { $count } par courriel
announce-failed = { $count ->
    [one] ☎️ { $count } non joint
   *[other] ☎️ { $count } non joints
}
announce-waiting = ⏳ { $count } en attente
announce-unknown = { $count ->
    [one] ❔ { $count } incertain
   *[other] ❔ { $count } incertains
}
announce-reads = { $count ->
    [one] 👁 { $count } « J’ai lu »
   *[other] 👁 { $count } « J’ai lu »
}
announce-left = { $minutes ->
    [one] ⏱ encore { $minutes } minute environ
   *[other] ⏱ encore { $minutes } minutes environ
}
announce-unreached = { $count ->
    [0] ☎️ Tout le monde a été joint.
    [one] ☎️ <b>{ $count } personne non jointe</b>
   *[other] ☎️ <b>{ $count } personnes non jointes</b>
}
announce-bounced = { $count ->
    [0] ✉️ Aucune adresse refusée.
    [one] ✉️ <b>{ $count } adresse courriel refusée</b>
   *[other] ✉️ <b>{ $count } adresses de courriel refusées</b>
}
announce-person = ▸ { $name } ({ $family }) : { $how }
announce-reopen = 🔓 <b>Rouvrir ?</b>
announce-restores = { $count ->
    [0] 🍽 Aucune réservation à rétablir
    [one] 🍽 { $count } réservation rétablie
   *[other] 🍽 { $count } réservations rétablies
}
announce-pending-again = { $count ->
    [one] 🚧 { $count } demande de nouveau en attente
   *[other] 🚧 { $count } demandes de nouveau en attente
}
announce-lost = { $count ->
    [one] ⚠️ { $count } ne peut pas l’être : place prise, autre fermeture ou enfant parti
   *[other] ⚠️ { $count } ne peuvent pas l’être : place prise, autre fermeture ou enfant parti
}
announce-reopen-told = { $count ->
    [0] 👪 Aucune famille à prévenir
    [one] 👪 { $count } famille prévenue
   *[other] 👪 { $count } familles prévenues
}
announce-reopened = { $count ->
    [one] C’est rouvert : { $count } famille est prévenue.
   *[other] C’est rouvert : { $count } familles sont prévenues.
}
announce-nothing-to-reopen = Il n’y a rien, ou plus rien, à rouvrir.

read-noted = Merci, c’est noté.
read-done = ✓ Lu
read-not-yours = Cette annonce n’est pas, ou n’est plus, pour cet appareil. Pour revenir à l’accueil : /start.

groups-title = 👥 <b>Les groupes reliés</b>
groups-none =
    👥 <b>Aucun groupe relié</b>

    Le groupe Telegram d’une équipe (la cuisine, les animateurs…) peut recevoir les annonces et les effectifs du jour.
groups-line = ▸ { $title } : { $team }
groups-line-blocked = ▸ { $title } : { $team } (⚠️ le bot n’est plus dans ce groupe)
groups-which-role = Le groupe de quelle équipe ?
groups-which-place = Pour quelle école ?
groups-code =
    👥 Dans le groupe, ajoutez ce bot aux membres, puis écrivez :

    <code>/link { $code }</code>

    Ce code sert une fois, pendant { $hours } heures. Il ne sera plus affiché.
groups-code-shown = 👥 Ce code n’est plus affiché. S’il n’a pas servi, faites-en un autre.
groups-one = 👥 <b>{ $title }</b> : { $team }
groups-removed = Ce groupe est dissocié : il ne reçoit plus rien.

group-team = { $role }, { $place }
group-all = toutes les écoles
group-role-kitchen = Cuisine
group-role-carer = Animateurs
group-role-teacher = Enseignants
group-role-director = Direction
group-role-manager = Gestion
group-linked = ✅ Ce groupe est relié : <b>{ $team }</b>.
group-told-counts = Il recevra les fermetures, les grèves, les annonces et, les matins d’école, les effectifs du jour. Aucun enfant n’y sera nommé. Pour arrêter : /unlink.
group-told-notices = Il recevra les fermetures, les grèves et les annonces. Aucun enfant n’y sera nommé. Pour arrêter : /unlink.
group-malformed = 🤔 Ce n’est pas un code. Écrivez par exemple <code>/link K7QF2-M9D4X</code>, avec le code qu’un gestionnaire a fait dans « Annonces », « Groupes ».
group-unknown = ❌ Ce code n’existe pas. Vérifiez-le, et écrivez-le de nouveau.
group-used = ❌ Ce code a déjà servi : chacun ne sert qu’une fois. Demandez-en un autre à la gestion.
group-expired = ❌ Ce code n’est plus valable. Demandez-en un autre à la gestion.
group-too-many = ⏳ Trop de codes erronés. Réessayez dans une heure.
group-unlinked = 👋 Ce groupe est dissocié : il ne reçoit plus rien.
group-not-linked = Ce groupe n’est pas relié.

command-link = Relier ce groupe, avec un code
command-unlink = Dissocier ce groupe
