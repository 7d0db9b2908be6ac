# « cantine init » : les questions posées au secrétariat, et ce qui en a été compris.

init-welcome =
    Le règlement de votre service, en une vingtaine de questions.
    Entrée garde la réponse proposée entre crochets. Ctrl-C arrête tout : rien n’est écrit avant la fin.
init-no-terminal = sans personne pour répondre, il faut un modèle : « cantine init --preset peaugres » (ou epagny).
init-stopped = Arrêté : rien n’a été écrit.
init-presets =
    {""}
    Quel règlement ressemble le plus au vôtre ? Tout se change ensuite.
init-preset =
    {""}
      { $number }. { $name }
         Réserver et annuler jusqu’à : { $cutoff }
         Réponse du service : { $validation }
         Services : { $services }
init-which = Numéro
init-name = Nom du service, tel que les familles le connaissent
init-service-name = Qui s’en occupe (mairie, syndicat, association…)
init-address = Adresse du bureau, avec le code postal
init-phone = Téléphone du bureau
init-email = Adresse e-mail du bureau
init-portal = Site internet, s’il y en a un (https://…)
init-hours = Horaires du bureau (par exemple « lundi et vendredi 8h30-12h, mercredi 13h30-17h » ; « aucun » s’il n’y en a pas)
init-understood = { "  " }Compris : { $what }.
init-department = Numéro du département, pour les vacances scolaires
init-zone = { "  " }Vacances scolaires : zone { $zone }.
init-zone-own = { "  " }Pas de zone A, B ou C ici : écrivez vos vacances scolaires dans le fichier, sous [calendar], avant de commencer.
init-school-days = Jours d’école
init-services =
    {""}
    Les services proposés aux familles. D’autres s’ajoutent ensuite dans le fichier.
init-keep = { $service } : garder ce service
init-called = { "  " }Son nom
init-days = { "  " }Ses jours
init-starts = { "  " }De
init-ends = { "  " }À
init-deadlines =
    {""}
    Les heures limites. Une par semaine (« jeudi minuit », « mercredi 12h »), ou un nombre de jours avant (« la veille à 10h », « 2 jours ouvrés avant 12h », « le jour même à 7h »).
init-book = Réserver jusqu’à
init-cancels-later = Un repas réservé peut-il être annulé plus tard que cela
init-cancel = Annuler jusqu’à
init-validation = Quand le service répond-il aux demandes
init-agree = Est-ce bien cela (non : tout revoir)
init-yes = oui
init-no = non

# En mots

init-semicolon = { " ; " }
init-span = { $weekdays }, { $opens } – { $closes }
init-service = { $service } ({ $span })
init-weekly = { $weekday } à { $time }, { $weeks ->
    [one] pour la semaine suivante
   *[other] { $weeks } semaines avant
}
init-days-calendar = { $days ->
    [0] le jour même à { $time }
    [one] la veille à { $time }
   *[other] { $days } jours avant, à { $time }
}
init-days-working = { $days ->
    [one] un jour ouvré avant, à { $time }
   *[other] { $days } jours ouvrés avant, à { $time }
}
init-days-school = { $days ->
    [one] un jour d’école avant, à { $time }
   *[other] { $days } jours d’école avant, à { $time }
}
init-table = selon le jour demandé
init-example = Prochaine fois, pour le { $day } : jusqu’au { $at }.
init-example-days = Prochaine fois, du { $first } au { $last } : jusqu’au { $at }.
init-no-example = Aucun jour à venir n’est connu.
init-no-hours = non indiqués
init-line-name = Service
init-line-contact = Bureau
init-line-hours = Horaires
init-line-calendar = École
init-line-services = Proposés
init-line-book = Réserver jusqu’à
init-line-cancel = Annuler jusqu’à
init-line-validation = Réponse

# Le fichier .env

init-env =
    {""}
    Encore deux réglages, secrets : ils vont dans { $file }, que vous seul pourrez lire. Entrée pour plus tard.
init-env-exists = Le fichier { $file } existe déjà : le jeton et le serveur d’e-mail y restent comme ils sont.
init-env-written = { $file } est écrit. Gardez-le pour vous : il donne accès au bot.
init-token = Jeton du bot, que @BotFather a donné dans Telegram (il ne s’affiche pas)
init-token-of = { "  " }Jeton du bot { $number }.
init-mail-server = Serveur d’envoi des e-mails (SMTP), par exemple smtp.exemple.fr
init-mail-port = Port
init-mail-user = Utilisateur
init-mail-password = Mot de passe (il ne s’affiche pas)

# Ce qui n’a pas été compris

init-wrong-which = Répondez par le numéro d’un règlement.
init-wrong-text = Il faut une réponse, de 200 caractères au plus.
init-wrong-phone = Ce n’est pas un numéro de téléphone. Exemple : 04 75 00 00 00.
init-wrong-email = Ce n’est pas une adresse e-mail. Exemple : cantine@exemple.fr.
init-wrong-portal = Une adresse de site commence par https://. S’il n’y en a pas : « aucun ».
init-wrong-hours = Je n’ai pas compris. Des jours, puis des heures avec un tiret : « lundi et vendredi 8h30-12h, mercredi 8h30-12h et 13h30-17h30 ». Les jours fermés ne s’écrivent pas.
init-wrong-department = Ce n’est pas un département. Exemples : 07, 2A, 974.
init-wrong-days = Je n’ai pas compris. Exemples : « lundi, mardi, jeudi et vendredi », « lundi à vendredi ».
init-wrong-time = Je n’ai pas compris. Exemple : 11h30.
init-wrong-ends = Il faut une heure après celle du début. Exemple : 13h30.
init-wrong-deadline = Je n’ai pas compris. Exemples : « jeudi minuit », « mercredi 12h », « la veille à 10h », « 2 jours ouvrés avant 12h ».
init-wrong-same-day = Ce serait trop tard : « { $service } » commence à { $starts }. Le jour même, il faut cette heure au plus tard.
init-wrong-moment = Je n’ai pas compris. Exemple : « vendredi 9h ».
init-wrong-services = Il en faut au moins un.
init-wrong-yes = Répondez par oui ou par non.
init-wrong-token = Ce n’est pas un jeton : il ressemble à 123456789:AAF…, tel que @BotFather l’a donné. Entrée pour plus tard.
init-wrong-mail-server = Ce n’est pas un serveur. Exemple : smtp.exemple.fr. Entrée pour plus tard.
init-wrong-mail-port = Un port est un nombre de 1 à 65535 ; d’habitude 465 ou 587.

# « cantine doctor »

doctor-database-damaged = La base de données est abîmée ({ $detail }). Reprenez la dernière sauvegarde : « cantine restore copie.sqlite3 --force ».
doctor-town = { $schools ->
    [one] Une école
   *[other] { $schools } écoles
}, { $classes ->
    [one] une classe
   *[other] { $classes } classes
} et { $pupils ->
    [one] un enfant
   *[other] { $pupils } enfants
} cette année scolaire.
doctor-no-classes = Aucune classe pour l’année scolaire { $year } : « cantine import » lit le fichier des élèves.
doctor-unused = Personne n’est inscrit cette année à { $services } : « cantine import » avec --services, ou la colonne « services ».
doctor-unpriced = Pas de tarif pour { $services } : leurs montants manqueront à la facturation. Ajoutez [[services.rates]] au règlement.
doctor-manager = Gestionnaire : il y en a.
doctor-no-manager = Personne ne peut valider les demandes : « cantine staff add "Prénom Nom" --role manager ».
doctor-retention = À effacer : { $rows ->
    [one] une ligne a
   *[other] { $rows } lignes ont
} dépassé la durée du règlement. « cantine retention » les montre, avec --apply il les efface.
doctor-guardians = Responsables : { $chat } par la messagerie, { $email } par e-mail.
doctor-unreached = { $count ->
    [one] Un responsable n’a ni messagerie ni adresse e-mail
   *[other] { $count } responsables n’ont ni messagerie ni adresse e-mail
} : « cantine invite --pdf lettres.pdf ».
doctor-no-mail = Pas de serveur d’e-mail (CANTINE_SMTP_URL) : { $count ->
    [one] un responsable ne recevra rien.
   *[other] { $count } responsables ne recevront rien.
}
doctor-calendar = Calendrier : zone { $zone }, connu jusqu’au { $until } ; il y est { $time } ({ $timezone }).
doctor-calendar-no-holidays = Calendrier : aucunes vacances scolaires n’y sont, et on pourrait réserver pendant celles-ci. Écrivez-les sous [[calendar.school_holidays]] dans le règlement.
doctor-calendar-ends = Le calendrier n’est connu que jusqu’au { $until }. Ajoutez les vacances suivantes sous [calendar], ou installez une version plus récente.
doctor-disk = Disque : { $free } Go libres.
doctor-disk-low = Disque : plus que { $free } Go libres. Faites de la place.
doctor-disk-full = Disque plein ({ $free } Go libres) : rien ne pourra plus être enregistré. Faites de la place.
doctor-env-open = D’autres que vous peuvent lire { $file }, qui contient des secrets : « chmod 600 { $file } ».
doctor-webhook = Webhook : { $url }, avec un secret.
doctor-webhook-short = CANTINE_WEBHOOK_SECRET est trop court : il en faut au moins 16 caractères.
