# Ce que le personnel apprend de la journée : qui est attendu, ce qui attend une décision.

roster-title = 📋 <b>Fiche du jour : { $day }</b>
roster-late = ⏰ En retard, prévue à { $time }
roster-nobody = Aucun enfant n’est inscrit.
roster-service = <b>{ $service } : { $count }</b>
roster-school = 🏫 <b>{ $school }</b>
roster-class = <b>{ $class_ }</b> :
roster-no-class = Sans classe
roster-count = { $symbol } { $count }
roster-school-count = • { $school } : { $count }
roster-pending = +{ $count } en attente
roster-declared-absent = { $count ->
    [one] dont { $count } absence déclarée
   *[other] dont { $count } absences déclarées
}
roster-absent = { $count ->
    [one] { $count } absent
   *[other] { $count } absents
}
roster-more = { $count ->
    [one] … et { $count } autre ligne
   *[other] … et { $count } autres lignes
}
roster-names-attached = 📎 La liste des enfants est jointe, à imprimer ou à modifier.
roster-names-by-email = ✉️ La liste des enfants vous est envoyée par courriel.
roster-names-no-address = ✉️ La liste des enfants part par courriel. Pour la recevoir, donnez votre adresse au service : { $phone }.
roster-subject = Fiche du { $day } : { $counts }
roster-subject-late = Fiche du { $day }, en retard : { $counts }
roster-subject-nobody = Fiche du { $day } : aucun enfant inscrit

# Le pointage qui manque

unmarked-title = ✏️ <b>Pointage à faire : { $service }, { $day }</b>
unmarked-class = • { $class_ } ({ $school }) : { $unmarked } sur { $booked }
unmarked-more = { $count ->
    [one] … et { $count } autre classe
   *[other] … et { $count } autres classes
}
unmarked-subject = { $count ->
    [one] Pointage à faire : { $service }, { $day }, { $count } enfant
   *[other] Pointage à faire : { $service }, { $day }, { $count } enfants
}

# L’absence déclarée après l’heure limite

late-absence-title = 🏠 <b>Absence déclarée après l’heure limite</b>
late-absence-child = 🧒 <b>{ $child }</b>, { $class_ } ({ $school })
late-absence-days = { $service } : { $days }
late-absence-excused = <i>Selon le motif : excusée, rien à facturer.</i>
late-absence-billed = <i>Selon le motif : facturée.</i>
late-absence-undecided = <i>À vous de choisir : l’excuser ou la facturer.</i>
late-absence-more = { $count ->
    [one] … et { $count } autre ligne, à lire dans les demandes.
   *[other] … et { $count } autres lignes, à lire dans les demandes.
}
late-absence-subject = { $others ->
    [0] Absence tardive : { $child }, { $day }
    [one] Absence tardive : { $child } et { $others } autre enfant, { $day }
   *[other] Absence tardive : { $child } et { $others } autres enfants, { $day }
}

# Les demandes qui attendent

digest-weekly = { $count ->
    [one] 📥 <b>{ $count } demande à décider</b>
   *[other] 📥 <b>{ $count } demandes à décider</b>
}
digest-next-day = { $count ->
    [one] 📥 <b>{ $count } demande attend encore pour { $day }</b>
   *[other] 📥 <b>{ $count } demandes attendent encore pour { $day }</b>
}
digest-late = ⏰ En retard, prévu { $at }
digest-undecided = { $count ->
    [one] dont { $count } absence tardive à excuser ou à facturer
   *[other] dont { $count } absences tardives à excuser ou à facturer
}
digest-day = ▸ <b>{ $day } : { $count }</b>
digest-school = { $school } :
digest-class = { $class_ } { $count }
digest-more = { $count ->
    [one] … et { $count } autre ligne, à lire dans les demandes.
   *[other] … et { $count } autres lignes, à lire dans les demandes.
}
digest-weekly-subject = { $count ->
    [one] Cantine : { $count } demande à décider
   *[other] Cantine : { $count } demandes à décider
}
digest-next-day-subject = { $count ->
    [one] Cantine : { $count } demande attend encore pour { $day }
   *[other] Cantine : { $count } demandes attendent encore pour { $day }
}

notice-button-inbox = 📥 Demandes
