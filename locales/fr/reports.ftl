# Les listes et rapports : lesquels, de quoi, et qu’ils arrivent. Leurs noms sont dans reports_files.ftl.

button-reports = 📄 Listes et rapports
button-draw = ✅ Tirer
button-draw-recap = 📝 Récapitulatif ➡️
button-draw-change = ✏️ Modifier
button-draw-again = 🔁 Le même, autrement
button-draw-more = 📄 Autre liste ou rapport
draw-title = 📄 <b>Listes et rapports</b>
draw-filters = Touchez ce que vous voulez changer, ou passez au récapitulatif.
draw-of-period = 📅 { $period }
draw-of-school = 🏫 { $school }
draw-of-class = 👧 { $class_ }
draw-of-services = 🎒 { $services }
draw-of-rate = 💶 { $rate }
draw-way-chat = Ici
draw-way-email = Par courriel
draw-all-schools = Toutes les écoles
draw-all-classes = Toutes les classes
draw-all-services = Tous les services
draw-all-rates = Tous les tarifs
draw-some-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
draw-year = Année scolaire { $first }-{ $last }
draw-dated = { $days } { $year }

draw-which-period = Quelle période ? Choisissez, ou écrivez les jours : <code>2/11</code>, <code>du 2/11 au 13/11</code>.
draw-days-unread = 🤔 Je ne reconnais pas ces jours. Écrivez par exemple <code>2/11</code>, ou <code>du 2/11 au 13/11</code>.
draw-days-reversed = 🤔 Le dernier jour vient avant le premier.
draw-which-school = Quelle école ?
draw-which-class = Quelle classe ?
draw-which-services = Quels services ?
draw-which-service = Quel service ?
draw-which-rate = À quel tarif ?
draw-one-service = Il faut au moins un service.
draw-today = Aujourd’hui
draw-tomorrow = Demain
draw-last-week = La semaine dernière
draw-this-week = Cette semaine
draw-next-week = La semaine prochaine
draw-this-month = Ce mois-ci
draw-last-month = Le mois dernier
draw-last-year = L’an dernier
draw-this-year = Cette année
draw-next-year = L’an prochain

draw-as = { $way ->
    [email] ✉️ { $format }, par courriel
   *[chat] 💬 { $format }, dans cette conversation
}
draw-holds = { $sheets ->
    [0] Rien à lister : le document sera vide.
    [one] { $sheets } tableau, { $rows ->
        [0] aucune ligne
        [one] { $rows } ligne
       *[other] { $rows } lignes
    }.
   *[other] { $sheets } tableaux, { $rows ->
        [0] aucune ligne
        [one] { $rows } ligne en tout
       *[other] { $rows } lignes en tout
    }.
}
draw-holds-picture = Une image : réservés et présents, jour par jour, et la tendance des dernières semaines.
draw-problem-too-long = ⚠️ La période est trop longue : { $days } jours au plus. Touchez « Modifier » et prenez-en une plus courte.
draw-problem-no-email = ⚠️ Aucune adresse courriel ne vous est connue, ou elle refuse les messages. Faites-la corriger par un gestionnaire : { $phone }.
draw-problem-names-not-in-chat = ⚠️ Les listes de noms ne passent pas par la messagerie, et aucune adresse courriel ne vous est connue. Un gestionnaire peut l’ajouter : { $phone }.
draw-problem-needs-service = ⚠️ Ce rapport porte sur un seul service. Touchez « Modifier » et choisissez-le.
draw-problem-needs-whole-month = ⚠️ La facturation va par mois entiers. Touchez « Modifier » et choisissez un mois.
draw-sent = { $way ->
    [email] ✉️ <b>Votre document arrive</b> par courriel : { $kind }.
   *[chat] 📎 <b>Votre document arrive</b> dans cette conversation : { $kind }.
}
draw-refused = Ce n’est plus possible ainsi : voyez le récapitulatif.

# La facturation, mois par mois

button-billing = 💶 Facturation
button-billing-draw = 📄 Tirer l’export
button-billing-close = 🔒 Clore le mois
button-billing-close-confirm = 🔒 Oui, clore
button-billing-reopen = 🔓 Rouvrir
button-billing-reopen-confirm = 🔓 Oui, rouvrir
billing-title = 💶 <b>Facturation</b>
billing-how = Un mois se tire, se vérifie, puis se clôt : ses pointages ne changent plus.
billing-month = <b>{ $month }</b> : { $state }
billing-state-open = ouvert
billing-state-current = en cours
billing-state-closed = clos
billing-closed-by = 🔒 Clos { $at } par { $by }.
billing-unmarked = { $count ->
    [0] ✅ Tout est pointé.
    [one] ⚠️ { $count } réservation sans pointage : elle sera facturée comme une présence.
   *[other] ⚠️ { $count } réservations sans pointage : elles seront facturées comme des présences.
}
billing-pending = { $count ->
    [0] ✅ Aucune demande en attente.
    [one] 🚧 { $count } demande encore à décider.
   *[other] 🚧 { $count } demandes encore à décider.
}
billing-unrated = ⚠️ Sans tarif, donc sans montant : { $services }.
billing-close = 🔒 <b>Clore { $month } ?</b>
billing-close-means = Les pointages et les réservations de ce mois ne pourront plus changer, pour toutes les écoles. Vous pourrez le rouvrir.
billing-reopen = 🔓 <b>Rouvrir { $month } ?</b>
billing-reopen-means = Ses pointages pourront changer de nouveau : ce qui a déjà été facturé ne correspondra peut-être plus. Tirez alors un nouvel export.
billing-problem-not-over = ⚠️ Ce mois n’est pas terminé : il se clôt à partir du 1er du mois suivant.
billing-problem-pending = ⚠️ Des demandes de ce mois sont encore à décider : validez ou refusez-les d’abord.
billing-gone = Ce mois est trop ancien pour être listé ici.
billing-closed = { $month } est clos.
billing-reopened = { $month } est rouvert.
billing-already-open = { $month } était déjà ouvert.
