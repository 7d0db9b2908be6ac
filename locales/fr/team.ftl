# Qui travaille ici, et ce que chacun voit et peut faire.

button-team = 👥 Équipe et accès
button-journal = 📜 Journal
button-team-add = ➕ Ajouter quelqu’un
button-team-rights = 🔑 Ce que chaque rôle permet
button-team-role = 🎭 Changer le rôle
button-team-places = 🏫 Changer ce qui est confié
button-team-code = 🎟 Nouveau code
button-team-chats = 🔌 Dissocier une conversation ({ $linked })
button-team-email = ✉️ Adresse courriel
button-team-no-email = 🗑 Retirer l’adresse
button-team-suspend = ⏸ Suspendre
button-team-suspend-confirm = ⏸ Oui, suspendre
button-team-restore = ▶️ Rétablir
button-team-create = 🎟 Ajouter et donner un code
button-team-code-seen = 👤 Voir la fiche

help-for-team = 👥 /qui : qui travaille ici, et qui peut faire quoi.
help-for-journal = 📜 /journal : qui a fait quoi, et quand.

team-title = { $count ->
    [one] 👥 <b>Équipe et accès</b> : { $count } personne en service
   *[other] 👥 <b>Équipe et accès</b> : { $count } personnes en service
}
team-line = ▸ <b>{ $name }</b>, { $role } : { $places } · 📱 { $chats }{ $mail }
team-line-suspended = · ⏸ accès suspendu
team-everything = toutes les écoles
team-class = { $class_ } ({ $school })
team-class-of-year = { $class_ } ({ $school }, { $years })
team-nothing = rien pour l’instant

team-role-manager = Gestion
team-role-director = Direction
team-role-teacher = Enseignant
team-role-carer = Animateur
team-role-kitchen = Cuisine

team-rights = 🔑 <b>Ce que chaque rôle permet</b>
team-rights-where = Chacun ne voit que ce qui lui est confié. Les rôles se règlent dans le fichier de l’organisation.
team-right = <b>{ $role }</b> : { $rights }
team-may-nothing = recevoir les effectifs, rien d’autre
team-may-decide-requests = décider des demandes
team-may-announce = annoncer et fermer
team-may-mark = pointer
team-may-report = tirer les listes et rapports
team-may-plan = inscrire et réserver pour les familles
team-may-bill = facturer et clore un mois
team-may-manage-staff = gérer les accès
team-may-read-audit = lire le journal

team-one = 👤 <b>{ $name }</b>
team-one-suspended = ⏸ Accès suspendu
team-one-role = Rôle : { $role }
team-one-places = Confié : { $places }
team-one-rights = Permet de : { $rights }
team-one-chats = { $count ->
    [0] 📱 Aucune conversation reliée
    [one] 📱 { $count } conversation reliée :
   *[other] 📱 { $count } conversations reliées :
}
team-chat = ▸ { $chat }
team-chat-since = depuis le { $since }
team-chat-blocked = depuis le { $since } (bloquée)
team-email-none = ✉️ Pas d’adresse courriel
team-email-known = ✉️ { $email }
team-email-refused = ✉️ { $email } (refusée : à corriger)

team-ask-name = ➕ <b>Ajouter quelqu’un</b>

    Écrivez son prénom et son nom.
team-which-role = 🎭 Quel rôle pour <b>{ $name }</b> ?
team-which-places = 🏫 Qu’est-ce qui est confié à <b>{ $name }</b> ?

    Une classe choisie remplace son école entière, et inversement.
team-ask-email = ✉️ Écrivez l’adresse courriel de <b>{ $name }</b>.
team-which-chat = { $count ->
    [0] 📱 <b>{ $name }</b> n’a plus de conversation reliée.
   *[other] 📱 Quelle conversation de <b>{ $name }</b> dissocier ? Un nouveau code pourra la relier.
}
team-suspend = ⏸ <b>Suspendre l’accès de { $name } ?</b>

    L’accès s’arrête tout de suite, et rien ne lui est plus envoyé. Rien n’est effacé : vous pourrez le rétablir.
team-code = 🎟 Le code de <b>{ $name }</b> :

    <code>{ $code }</code>
    { $link }

    Il sert une seule fois, dans les { $days } jours, et n’est affiché que maintenant : transmettez-le.
team-code-shown = 🎟 Le code n’est plus affiché. S’il est perdu, faites-en un nouveau depuis la fiche.

team-role-set = Rôle changé.
team-place-set = C’est noté.
team-email-dropped = Adresse retirée.
team-unlinked = Conversation dissociée.
team-suspended = Accès suspendu.
team-restored = Accès rétabli.
team-problem-yourself = C’est votre propre accès : seule une autre personne qui gère les accès peut le changer.
team-problem-this-chat = C’est la conversation où vous êtes : /stop la dissocie.
team-problem-suspended = L’accès est suspendu : rétablissez-le d’abord.
team-problem-name-taken = Quelqu’un porte déjà ce nom. Ouvrez sa fiche, ou précisez le nom.
team-problem-name-empty = 🤔 Écrivez un nom.
team-problem-name-too-long = 🤔 Ce nom est trop long : { $count } caractères au plus.
team-problem-place-needed = Il faut au moins une école ou une classe. Pour retirer tout accès, suspendez.
team-problem-school-needed = Ce rôle ne peut pas avoir toutes les écoles : choisissez d’abord des écoles ou des classes.
team-problem-email-malformed = 🤔 Ce n’est pas une adresse courriel. Par exemple : camille@exemple.fr
