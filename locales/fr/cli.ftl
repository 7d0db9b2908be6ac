# La ligne de commande.

help-cantine = Les réservations de la cantine et du périscolaire, dans une messagerie.
help-demo = Lance la démonstration : une école inventée, dans votre navigateur, sans rien d’autre.
help-serve = Fait tourner le service, jusqu’à Ctrl-C.
help-init = Pose quelques questions, écrit le fichier de réglages du service (cantine.toml) et crée la base de données. Avec --preset, sans question.
help-invite = Donne un code aux responsables qui n’ont pas encore relié leur messagerie.
help-staff = Les membres du personnel.
help-staff-add = Ajoute un membre du personnel et donne son code ; pour un nom déjà connu, change son rôle et donne un nouveau code.
help-unsubscribe = N’envoie plus de rappels aux responsables de cette adresse, qui l’ont demandé par courriel.
help-doctor = Vérifie les réglages, la base de données, le jeton et l’horloge, et dit quoi faire.
help-preset = Le modèle de réglages : peaugres ou epagny.
help-port = Le port de la page ; 0 en choisit un libre.
help-host = L’adresse à laquelle la page répond.
help-role = Ce que la personne fait.
help-school = L’école dont elle s’occupe.
help-class = La classe dont elle s’occupe, cette année scolaire.
help-email = Son adresse : les listes d’enfants y sont envoyées.
help-only = Une partie seulement : bot (la messagerie répond) ou notifications (les messages partent).
help-status = Montre ce qui attend d’être envoyé, ce qui a échoué et pourquoi, et ce qui est prévu.
help-watch = Recommence toutes les deux secondes, jusqu’à Ctrl-C.
help-bounced = Montre plutôt les adresses e-mail refusées, avec les noms.
help-json = En JSON, pour une machine.

# Ce qui empêche une commande

cli-none = aucune
cli-os = Impossible de lire ou d’écrire { $file } : { $reason }.
cli-policy = Le fichier de réglages du service est à corriger :
cli-policy-missing = Le fichier { $file } n’existe pas. Créez-le avec « cantine init », ou indiquez-le dans CANTINE_CONFIG.
cli-policy-exists = Le fichier { $file } existe déjà, et rien n’a été changé. Modifiez-le, ou supprimez-le pour repartir d’un modèle.
cli-preset-unknown = il n’y a pas de modèle « { $name } » ; il y a { $known }.
cli-no-file = il n’y a pas de fichier { $file }.
cli-no-name = un nom ne peut pas être vide.
cli-database-unreachable = La base de données ne répond pas : { $detail }. Vérifiez CANTINE_DATABASE_URL.
cli-database-newer = La base de données a été mise à jour par une version plus récente de Cantine ({ $detail }). Installez cette version, ou une plus récente.
cli-database-other = La base de données est en version { $level } ; ce programme travaille avec la version { $head }. « cantine serve » met à jour une base plus ancienne.
cli-no-token = Il n’y a pas de jeton. Demandez-en un à @BotFather dans Telegram et mettez-le dans CANTINE_BOT_TOKEN (par exemple dans le fichier .env).
cli-no-channel = Rien ne pourrait être envoyé : il n’y a ni jeton (CANTINE_BOT_TOKEN), ni serveur d’e-mail (CANTINE_SMTP_URL).
cli-token-refused = Telegram refuse le jeton de CANTINE_BOT_TOKEN. Recopiez-le tel que @BotFather l’a donné.
cli-api-unreachable = Telegram ne répond pas. Vérifiez la connexion à Internet et CANTINE_TELEGRAM_API_URL.
cli-webhook-address = Impossible de répondre à l’adresse { $detail } : elle est prise, ou ce n’est pas celle de cette machine. Vérifiez CANTINE_WEBHOOK_HOST et CANTINE_WEBHOOK_PORT.
cli-status-address = Impossible de répondre à l’adresse { $detail } : elle est prise, ou ce n’est pas celle de cette machine. Vérifiez CANTINE_STATUS_ADDRESS.
cli-mail-from = « { $detail } » n’est pas une adresse e-mail, et les messages ne peuvent pas en partir. Corrigez contact.email dans le fichier de réglages, ou CANTINE_MAIL_FROM.
cli-school-unknown = Il n’y a pas d’école « { $name } ». Écoles connues : { $known }.
cli-class-unknown = Il n’y a pas de classe « { $name } » cette année scolaire. Classes connues : { $known }.
cli-class-ambiguous = Plusieurs écoles ont une classe « { $name } » ({ $known }) : ajoutez --school.
cli-scope-needed = Avec ce rôle, une personne s’occupe d’une école ou d’une classe : ajoutez --school ou --class.
cli-email-malformed = Ce n’est pas une adresse courriel. Exemple : prenom.nom@exemple.fr.

# Ce qui a été fait

cli-database-created = La base de données a été créée (version { $level }).
cli-database-migrated = La base de données a été mise à jour (version { $level }).
cli-initialised = { $file } est prêt. Lisez-le et adaptez-le ; « cantine doctor » dit ensuite ce qui manque encore.
cli-no-link = (pas de lien)
cli-invited = { $count ->
    [0] Aucun code à donner : chaque responsable a déjà relié sa messagerie.
    [one] { $count } code, valable { $days } jours. Les codes donnés auparavant à cette personne ne marchent plus.
   *[other] { $count } codes, valables { $days } jours. Les codes donnés auparavant à ces personnes ne marchent plus.
}
cli-staff-added = Le code est valable { $days } jours. Les codes donnés auparavant à cette personne ne marchent plus.
cli-unsubscribed = { $count ->
    [one] C’est noté : { $count } responsable ne recevra plus de rappels. Réponses, fermetures et grèves lui sont toujours annoncées.
   *[other] C’est noté : { $count } responsables ne recevront plus de rappels. Réponses, fermetures et grèves leur sont toujours annoncées.
}
cli-nobody-unsubscribed = Personne n’a l’adresse { $email }.

# Le fichier de réglages du service

cli-policy-file = { $file } : { $what }
cli-policy-key = { $file }, { $key } : { $what }
policy-readable = le fichier ne peut pas être lu ({ $reason }).
policy-utf8 = le fichier n’est pas enregistré en UTF-8.
policy-preset = il n’y a pas de modèle de ce nom. Modèles : { $known }.
policy-toml = la ligne { $line } ne peut pas être lue, à partir du caractère { $column }. Vérifiez les guillemets et les crochets, et que la clé n’est pas écrite deux fois.
policy-toml-end = le fichier s’arrête trop tôt : des guillemets ou un crochet ne sont pas fermés.
policy-present = il manque cette clé.
policy-known-key = cette clé est inconnue ici. Clés connues : { $known }.
policy-choice = il faut une valeur parmi { $known }.
policy-text = il faut un texte entre guillemets.
policy-not-empty = le texte ne peut pas être vide.
policy-shorter = il faut { $longest } caractères au plus.
policy-word = il faut des lettres minuscules sans accent, des chiffres ou _, en commençant par une lettre (32 caractères au plus).
policy-number = il faut un nombre, sans guillemets, comme 45.94.
policy-whole-number = il faut un nombre entier, sans guillemets.
policy-at-least = il faut un nombre à partir de { $least }.
policy-at-most = il faut un nombre jusqu’à { $most }.
policy-true-or-false = il faut true (oui) ou false (non), sans guillemets.
policy-date = il faut une date sans guillemets, comme 2026-12-24.
policy-time = il faut une heure entre guillemets, de "{ $earliest }" à "{ $latest }".
policy-timezone = il faut un fuseau horaire, comme "Europe/Paris".
policy-list = il faut une liste entre [ et ].
policy-entry = il faut au moins un élément.
policy-table = il faut plusieurs clés, chacune avec sa valeur.
policy-other = cette valeur ne convient pas ({ $detail }).
policy-later-than = il faut une heure après celle de « { $key } ».
policy-not-before = il faut le même jour que « { $key } », ou un jour après.
policy-on-an-earlier-day = quand « days » vaut 0, il faut une heure avant "24:00" : la date limite tomberait après le jour lui-même.
policy-before-service = quand « days » vaut 0, il faut "{ $starts }" au plus tard : c’est l’heure à laquelle « { $service } » commence.
policy-rows = il manque une ligne pour { $days }, où « { $service } » a lieu.
policy-known-until = quand « zone » vaut "own", il faut le dernier jour connu de votre calendrier.
policy-free-word = « { $taken } » est déjà pris : il faut un autre mot.
policy-price = il faut un prix en euros, entre guillemets : "4.50".
policy-climbing = il faut un quotient plus haut que celui du tarif précédent.
policy-open-rate = le dernier tarif vaut pour tous les autres quotients : supprimez son « up_to ».
policy-both-or-none = les deux clés vont ensemble : il manque celle-ci.
policy-manager-decides = le gestionnaire garde au moins "decide_requests" et "manage_staff".

# Réglages

setting-encoding = Le fichier { $variable } n’est pas enregistré en UTF-8.
setting-unusable = { $variable } n’a pas la forme attendue.
setting-token = { $variable } n’est pas un jeton : il ressemble à 123456789:AAF…, tel que @BotFather l’a donné.
setting-url = { $variable } n’est pas une adresse : elle commence par https:// (ou http://).
setting-database = { $variable } n’est pas une base de données : écrivez sqlite:///fichier ou postgresql://utilisateur:motdepasse@serveur/base.
setting-port = { $variable } n’est pas un port : un nombre de 1 à 65535.
setting-language = { $variable } est « fr » ou « en ».
setting-smtp = { $variable } n’est pas un serveur d’e-mail : écrivez smtp+starttls://utilisateur:motdepasse@serveur:587, smtps://… ou smtp://…, et les signes comme / # ou @ du mot de passe sous la forme %2F %23 %40.
setting-mailbox = { $variable } n’est pas une adresse e-mail.
setting-address = { $variable } n’a pas la forme adresse:port, comme 127.0.0.1:9100.
setting-rate = { $variable } est un nombre de messages par seconde, de 1 à 1000.
setting-log-format = { $variable } est « text » ou « json ».
setting-secret = { $variable } a de 1 à 256 caractères, parmi A-Z, a-z, 0-9, _ et -.
setting-webhook-url = { $variable } n’est pas une adresse : elle commence par https://.
setting-webhook-https = { $variable } doit commencer par https:// : Telegram n’en accepte pas d’autre.
setting-webhook-secret = Avec CANTINE_WEBHOOK_URL, { $variable } est obligatoire : sans lui, n’importe qui pourrait se faire passer pour Telegram.

# Vérification

doctor-settings = Réglages : lus.
doctor-policy = Règlement : { $file } ({ $name }).
doctor-database = Base de données : à jour (version { $level }).
doctor-database-empty = La base de données est vide. « cantine init », « cantine import » ou « cantine serve » la crée.
doctor-database-older = La base de données est en version { $level } ; il faut { $head }. « cantine serve » ou « cantine import » la met à jour.
doctor-token = Jeton : c’est celui de @{ $username }.
doctor-clock = Horloge : juste.
doctor-clock-wrong = L’horloge de cette machine s’écarte de { $seconds } s de celle de Telegram : les heures limites seraient fausses. Réglez-la (synchronisation NTP).
doctor-mail = E-mail : le serveur répond.
doctor-mail-unreachable = Le serveur d’e-mail ne répond pas. Vérifiez l’adresse et le port de CANTINE_SMTP_URL.
doctor-mail-tls = La connexion au serveur d’e-mail ne peut pas être chiffrée, ou son certificat n’est pas valable. Vérifiez le début de CANTINE_SMTP_URL (smtps:// ou smtp+starttls://) et le nom du serveur.
doctor-mail-login = Le serveur d’e-mail refuse l’utilisateur ou le mot de passe de CANTINE_SMTP_URL.

# L’état de l’envoi

status-at = Envoi, { $at }
status-deliveries = Messages (en attente : tous ; les autres : depuis 24 h)
status-upcoming = Ce qui est prévu
status-failures = Ce qui n’est pas parti, depuis 24 h
status-kind = Message
status-channel = Par
status-state = État
status-count = Nombre
status-reason = Raison
status-when = Quand
status-about = Pour
status-family = Famille
status-name = Nom
status-address = Adresse
status-since = Refusée
status-waiting = en attente
status-sent = envoyés
status-failed = échoués
status-expired = trop tard
status-unknown = incertains
status-nobody = personne n’a pu être joint
status-nothing-due = Rien n’est en retard.
status-oldest = Le plus ancien attend depuis { $age } ; pas encore distribués : { $unaddressed }.
status-deadline = jusqu’au { $at }
status-bounced = { $count ->
    [0] Aucune adresse e-mail refusée.
    [one] { $count } adresse e-mail refusée : « cantine status --bounced » la montre.
   *[other] { $count } adresses e-mail refusées : « cantine status --bounced » les montre.
}
status-none-bounced = Aucune adresse e-mail refusée.
status-channel-telegram = messagerie
status-channel-email = e-mail
status-kind-result = réponse aux demandes
status-kind-link-alert = messagerie reliée
status-kind-reminder = rappel
status-kind-validation-digest = demandes à valider
status-kind-roster = fiche du jour
status-kind-unmarked = pointage manquant
status-kind-late-absence = absence tardive
status-kind-announcement = annonce
status-kind-progress = suivi d’une annonce
status-kind-report = liste ou rapport
status-kind-invoice = facture
status-kind-planning-changed = planning modifié par le service
status-kind-own-data = données personnelles
status-kind-family-answer = réponse à une demande de dossier
status-kind-child-sheet = fiche d’un enfant
status-kind-child-records = fiche complète d’un enfant
status-kind-yearly-request = demande annuelle
status-scope-weekly = la semaine suivante
status-scope-next-day = le lendemain
status-scope-teacher = enseignants
status-scope-carer = animateurs
status-scope-kitchen = cuisine
status-scope-director = direction

# La démonstration

demo-parent = Parent de { $children }, famille { $family }
demo-manager = Gestionnaire du périscolaire
