# Les listes et rapports en fichiers : ce que disent les feuilles.

document-roster = Fiche navette du { $day }
document-enrolments = Liste des inscriptions pour plusieurs services
document-pupils = Liste des élèves par classe
document-children-by-year = Liste des enfants par classe et par année scolaire
document-director = Liste directeur
document-handover = Fiche navette avec réservation
document-handover-blank = Fiche navette sans réservation
document-presences = État des présences des enfants
document-staff-presences = État des présences du personnel
document-presences-detailed = État détaillé des présences des enfants d’un contrat
document-staff-detailed = État détaillé des présences du personnel
document-billing = Export de facturation
document-week = La semaine en image
document-title = { $name }, { $period }
document-title-narrowed = { $name } ({ $narrowed }), { $period }
document-year = année scolaire { $first }-{ $last }
document-on = le { $day }
document-drawn = Établi le { $at }
document-drawn-by = Tiré le { $at } par { $by }
document-page = { $page }/{ $pages }
document-total = Total
document-list = Liste
document-totals = Totaux
document-legend = Légende

# Les noms de fichiers, en ASCII

file-roster = fiche
file-enrolments = inscriptions
file-pupils = eleves
file-children-by-year = enfants
file-director = liste-directeur
file-handover = fiche-navette
file-handover-blank = fiche-navette-vierge
file-presences = presences
file-staff-presences = personnel
file-presences-detailed = presences-detail
file-staff-detailed = personnel-detail
file-billing = facturation
file-week = semaine

# Les têtes de colonnes

column-day = Date
column-school = École
column-class = Classe
column-last-name = Nom
column-first-name = Prénom
column-child = Enfant
column-number = Nº
column-birth-date = Né(e) le
column-school-year = Année scolaire
column-level = Niveau
column-guardians = Responsables
column-service = Service
column-state = État
column-arrived = Arrivée
column-departed = Départ
column-stay = Durée
column-rounded = Durée arrondie
column-booked = Réservés
column-present = Présents
column-present-booked = Présents avec réservation
column-absent-billed = Absents facturés
column-absent-excused = Absents excusés
column-unbooked = Présents sans réservation
column-unmarked = Non pointés
column-adults = Adultes
column-needed = Adultes requis
column-counted-by = Compté par
column-counted-at = Compté à
column-marked-by = Pointé par
column-marks = Pointages
column-first-mark = Premier
column-last-mark = Dernier
column-family = Famille
column-rate = Tarif
column-picnic = Pique-niques
column-month = Mois
column-minutes = Durée facturée
column-amount = Montant

# Les signes d’une feuille, et ce qu’ils veulent dire

sheet-sign-booked = R
sheet-sign-marked = P+
sheet-sign-present = P
sheet-sign-absent-excused = E
sheet-sign-absent-billed = F
sheet-sign-means = { $sign } { $meaning }
sheet-presence-expected = inscrit
sheet-presence-declared-absent = inscrit, absence déclarée
sheet-presence-pending = demande en attente
sheet-presence-absent = absent
sheet-short-declared-absent = absence déclarée
sheet-short-pending = en attente
sheet-short-absent = absent
sheet-state-booked = réservé, pas pointé
sheet-state-marked = présent sans réservation
sheet-state-present = présent
sheet-state-absent-excused = absence excusée
sheet-state-absent-billed = absence facturée

# La semaine en image

picture-title = Semaine { $week }
picture-key = En clair les réservés, en foncé les présents
picture-empty = Aucun service cette semaine
picture-of = { $present } / { $booked }
picture-trend = Présents par semaine, réservés en pointillés
picture-service = { $service } : { $days }
picture-day = { $day } : { $count }

# Le message qui porte un rapport

sent-report-title = 📄 <b>{ $name }</b>
sent-report-period = 🗓 { $period }
sent-report-place = 🏫 { $place }
sent-report-classes = { $school }, { $count } classes
sent-report-schools = { $count } écoles
sent-report-services = 🔎 { $services }
sent-report-rate = 🔎 { $services }, tarif « { $rate } »
sent-report-rows = { $count ->
    [0] Aucune ligne : il n’y a rien à lister.
    [one] { $count } ligne
   *[other] { $count } lignes
}
sent-report-drawn = <i>{ $drawn }</i>
