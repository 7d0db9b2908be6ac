# Le journal : qui a fait quoi, et quand.

button-audit-member = 👤 Par personne
button-audit-child = 👧 Par enfant
button-audit-day = 📅 Par jour

audit-title = 📜 <b>Journal</b>
audit-empty = Rien n’est noté ici.
audit-day = <b>{ $day } { $year }</b>
audit-today = Aujourd’hui
audit-yesterday = Hier
audit-which-member = 👤 De qui ?
audit-which-child = 👧 Écrivez le nom ou le prénom de l’enfant.
audit-which-day = 📅 Quel jour ? Touchez, ou écrivez un jour ou une période : 12/11, 12/11-14/11.
audit-day-unread = 🤔 Je n’ai pas compris. Par exemple : 12/11, 12/11/2026 ou 12/11-14/11.
audit-found = { $count ->
    [0] 🔎 « { $name } » : aucun enfant trouvé.
    [one] 🔎 « { $name } » : { $count } enfant. Touchez-le.
   *[other] 🔎 « { $name } » : { $count } enfants. Touchez le bon.
}

audit-line = { $time } · <b>{ $who }</b> :
audit-console = Console
audit-family = { $name } (famille)
audit-all-classes = toutes les classes
audit-all-schools = toutes les écoles
audit-other = autre action ({ $action })

audit-mark = { $child }, { $service } du { $day } : { $after ->
    [present] présent
    [absent_excused] absence excusée
    [absent_billed] absence facturée
   *[other] marque retirée
} { $before ->
    [present] (avant : présent)
    [absent_excused] (avant : absence excusée)
    [absent_billed] (avant : absence facturée)
   *[other] { "" }
}
audit-hour = { $child }, { $service } du { $day } : { $hour ->
    [arrived] arrivée
   *[departed] départ
} { $after ->
    [none] effacé
   *[other] { $after }
} { $before ->
    [none] { "" }
   *[other] (avant : { $before })
}
audit-mark-all = { $service } du { $day }, { $class_ } : { $count ->
    [one] { $count } enfant pointé d’un coup
   *[other] { $count } enfants pointés d’un coup
}
audit-undo-mark-all = { $service } du { $day }, { $class_ } : « tout pointer » annulé ({ $count })
audit-adults = { $service } du { $day } ({ $school }) : { $count ->
    [one] { $count } adulte
   *[other] { $count } adultes
}
audit-report = document demandé : { $report } ({ $school })
audit-bulk = { $school } : { $kind ->
    [enrol] inscription en masse
    [remove] suppression en masse
   *[book] réservation en masse
} ({ $count })
audit-undo-bulk = { $school } : { $kind ->
    [enrol] inscription en masse annulée
    [remove] suppression en masse annulée
   *[book] réservation en masse annulée
} ({ $count })
audit-enrol = { $child } : { $enrolled ->
    [yes] inscription à
   *[no] fin d’inscription à
} { $service } ({ $school })
audit-promote = { $school } : montée pédagogique ({ $count })
audit-close-month = mois clos : { $month }
audit-reopen-month = mois rouvert : { $month }
audit-announce = { $kind ->
    [closure] fermeture annoncée
    [strike] grève annoncée
   *[general] information envoyée
} ({ $school })
audit-reopen = réouverture ({ $school }), { $count ->
    [one] { $count } réservation rétablie
   *[other] { $count } réservations rétablies
}
audit-approve = { $count ->
    [one] { $count } demande validée
   *[other] { $count } demandes validées
}
audit-refuse = { $count ->
    [one] { $count } demande refusée
   *[other] { $count } demandes refusées
}
audit-request = { $count ->
    [one] { $count } demande envoyée
   *[other] { $count } demandes envoyées
}{ $about }
audit-withdraw = { $count ->
    [one] { $count } demande retirée
   *[other] { $count } demandes retirées
}{ $about }
audit-declare-absence = { $count ->
    [one] { $count } absence déclarée
   *[other] { $count } absences déclarées
}{ $about }
audit-import = fichier importé ({ $count } lignes)
audit-leave = élèves partis de { $school } ({ $count })
audit-invite = codes donnés aux familles ({ $count })
audit-unsubscribe = messages facultatifs coupés ({ $count })
audit-share-custody = garde alternée réglée ({ $count })
audit-child-sheet = { $kind ->
    [child_records] fiche complète de { $child } demandée par courriel
   *[other] fiche de { $child } demandée
}
audit-photo = { $wanted ->
    [yes] photo de { $child } mise au dossier
   *[no] photo de { $child } retirée
}
audit-records = données d’enfants mises à jour ({ $count })
audit-own-data = ses données demandées par courriel
audit-retention = effacement de ce qui n’est plus gardé ({ $count } lignes)
audit-link-chat = conversation reliée
audit-unlink-chat = conversation dissociée
audit-make-group-code = code créé pour un groupe ({ $school })
audit-link-group = groupe relié ({ $school })
audit-unlink-group = groupe dissocié ({ $school })
audit-staff-add = { $staff } : ajout à l’équipe ({ $role ->
    [manager] Gestion
    [director] Direction
    [teacher] Enseignant
    [carer] Animateur
   *[kitchen] Cuisine
})
audit-staff-role = { $staff } : nouveau rôle, { $after ->
    [manager] Gestion
    [director] Direction
    [teacher] Enseignant
    [carer] Animateur
   *[kitchen] Cuisine
} (avant : { $before ->
    [manager] Gestion
    [director] Direction
    [teacher] Enseignant
    [carer] Animateur
   *[kitchen] Cuisine
})
audit-staff-place = { $staff } : { $wanted ->
    [yes] confié
   *[no] retiré
}, { $class_ } ({ $school })
audit-staff-suspend = accès de { $staff } suspendu
audit-staff-restore = accès de { $staff } rétabli
audit-staff-code = nouveau code pour { $staff }
audit-staff-unlink = conversation de { $staff } dissociée
audit-staff-email = { $staff } : { $has_email ->
    [yes] adresse courriel notée
   *[no] adresse courriel retirée
}
audit-file-kind = { $kind ->
    [address] adresse postale
    [phone] numéro de téléphone
    [email] adresse courriel
    [pickup_add] personne autorisée à ajouter
    [pickup_end] personne autorisée à retirer
    [yearly] demande annuelle
   *[erasure] effacement du dossier
}
audit-family-ask = demande de dossier envoyée{ $about } : { audit-file-kind }
audit-family-withdraw = demande de dossier retirée{ $about } : { audit-file-kind }
audit-family-approve = demande de dossier acceptée{ $about } : { audit-file-kind }
audit-family-refuse = demande de dossier refusée{ $about } : { audit-file-kind }
audit-refused-press = 🚫 action refusée : { $what }
