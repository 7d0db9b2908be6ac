# La ligne de commande : ce qui n’est plus gardé, la copie de la base et son retour

help-retention = Montre ce qui n’a plus à être gardé d’après les durées du règlement ; l’efface avec --apply.
help-retention-apply = Efface pour de bon, et le note au journal.
help-backup = Copie toute la base dans un fichier, pendant que Cantine tourne ou non.
help-backup-force = Remplace le fichier s’il existe.
help-restore = Remet une copie à la place de la base, et la met à jour. Arrêtez Cantine avant.
help-restore-force = Même s’il y a une base : elle est gardée à côté.

retention-category = Quoi
retention-until = Jusqu’au
retention-rows = Lignes
retention-tables = Où
retention-kept-attendance = réservations, demandes, pointages
retention-kept-invoices = factures et paiements soldés
retention-kept-messages = messages, annonces, codes
retention-kept-audit = journal
retention-kept-conversations = conversations
retention-kept-files = dossiers d’enfants partis
cli-retention-apply = Rien n’a été effacé. Pour effacer : « cantine retention --apply » (faites d’abord une copie : « cantine backup »).
cli-retention-erased = C’est effacé, et noté au journal.
cli-retention-nothing = Rien n’est à effacer.

cli-backup-exists = { $file } existe déjà. Choisissez un autre nom, ou ajoutez --force pour le remplacer.
cli-backup-itself = { $file } est la base elle-même. Choisissez un autre nom.
cli-backed-up = La base est copiée dans { $file } ({ $size }, version { $level }) et la copie est vérifiée. Elle contient tout : gardez-la sous clé.
cli-restore-exists = Il y a déjà une base. Arrêtez Cantine, puis ajoutez --force : elle sera gardée à côté.
cli-restore-aside = L’ancienne base est gardée : { $file }
cli-restored = La base est celle de { $file }.
cli-not-a-backup = { $detail } n’est pas une copie d’une base de Cantine de ce type (CANTINE_DATABASE_URL). Rien n’a été changé.
cli-backup-broken = La copie est abîmée : { $detail }. Rien n’a été changé.
cli-database-in-use = La base est utilisée par un autre programme. Arrêtez Cantine, puis recommencez. Rien n’a été changé.
cli-tool-missing = Le programme { $detail } de PostgreSQL est introuvable. Installez le client PostgreSQL, ou indiquez son dossier dans CANTINE_PG_BIN.
cli-tool-failed = PostgreSQL a refusé : { $detail }

# /privacy : ce qui est gardé, pourquoi, et jusqu’à quand

button-privacy-data = 📤 Mes données par courriel
button-privacy-erase = 🗑 Demander l’effacement
button-privacy-confirm = 🗑 Oui, demander
privacy-title = 🔐 <b>Vos données</b>
privacy-who = Responsable : { $controller }. Pour toute question : { $address }, { $email }.
privacy-what =
    <b>Ce qui est gardé, et pourquoi</b>
    Le nom et la classe de vos enfants, leurs inscriptions, réservations, absences et pointages ; vos coordonnées ; vos factures et paiements : pour accueillir les enfants et facturer. Le fondement : la mission de service public de la collectivité et, pour les factures, la loi.
    Les fiches sanitaires et les photos que vous donnez : pour la sécurité des enfants.
    L’identifiant de cette conversation : pour vous répondre. Rien ne sert à autre chose.
privacy-telegram = Telegram n’est jamais obligatoire : les mêmes messages viennent par courriel. On n’écrit dans la conversation ni donnée de santé, ni revenu, ni numéro de compte. Le motif d’une absence n’est lu que par votre famille et par le service.
privacy-how-long = <b>Combien de temps</b>
privacy-months = { $what } : { $months ->
    [one] { $months } mois
   *[other] { $months } mois
} { $after }
privacy-kept-attendance = 🍽 Réservations, demandes, pointages
privacy-kept-invoices = 🧾 Factures et paiements
privacy-kept-files = 🗂 Dossiers, fiches, photos
privacy-kept-messages = ✉️ Messages, annonces et codes
privacy-kept-audit = 📜 Journal de qui a fait quoi
privacy-kept-conversations = 💬 Écran de la conversation
privacy-after-attendance = après l’année scolaire
privacy-after-invoices = après l’année d’émission (code de commerce)
privacy-after-files = après la dernière année de l’enfant
privacy-after-messages = après l’envoi
privacy-after-audit = après l’action
privacy-after-conversations = sans nouvelle de vous
privacy-rights =
    <b>Vos droits</b>
    Consulter, corriger, limiter, vous opposer, effacer : ici ou auprès du service. Vous pouvez saisir la CNIL (www.cnil.fr, 3 place de Fontenoy, 75007 Paris).
privacy-stop = /stop dissocie cet appareil à tout moment.

privacy-data-comes = 📤 C’est parti : un courriel arrive avec toutes vos données.
privacy-data-no-email = Le service n’a pas votre adresse courriel, et ces données ne peuvent pas passer par Telegram. Donnez-la dans « Mon compte ».
privacy-data-email-refused = Votre adresse courriel ne répond plus. Corrigez-la dans « Mon compte ».

privacy-erase-title = 🗑 <b>Demander l’effacement ?</b>
privacy-erase-how = Le service décide ; cet écran ne fait que demander.
privacy-erase-taken = <b>Sera effacé</b>
privacy-erase-kept = <b>Restera, parce que la loi ou le service l’exige</b>
privacy-erase-contacts = • vos coordonnées et vos préférences
privacy-erase-chats = { $count ->
    [one] • votre appareil relié : vous n’aurez plus accès ici
   *[other] • vos { $count } appareils reliés : vous n’aurez plus accès ici
}
privacy-erase-pending = { $count ->
    [one] • { $count } demande en attente, qui sera retirée
   *[other] • { $count } demandes en attente, qui seront retirées
}
privacy-erase-drafts = { $count ->
    [one] • { $count } jour choisi et pas encore envoyé
   *[other] • { $count } jours choisis et pas encore envoyés
}
privacy-erase-children = • photo, fiches et personnes autorisées de { $children }
privacy-erase-names = • les noms : le vôtre, et ceux des enfants tant qu’ils sont accueillis
privacy-erase-bookings = { $count ->
    [one] • { $count } réservation, au moins jusqu’au { $until }
   *[other] • { $count } réservations, au moins jusqu’au { $until }
}
privacy-erase-invoices = • { $invoices } factures et { $payments } paiements, au moins jusqu’au { $until }
privacy-erase-shared = • le dossier de { $children } : l’autre responsable le garde
privacy-erase-answer = Le service vous répondra ici et par courriel, une dernière fois, avant que cet appareil ne soit dissocié.
privacy-erase-asked = 🚧 C’est demandé. Le service va répondre.

# « Mes données » : le courriel et la page

own-subject = Vos données
own-file = mes-donnees
own-title = 📤 <b>Vos données</b>
own-drawn = Tout ce que { $service } garde de vous et de vos enfants, le { $at }.
own-files = Deux fichiers joints : une page à lire, et la même chose en JSON pour un autre logiciel. Ils contiennent des données personnelles : gardez-les pour vous.
own-question = Une erreur ? { $phone }, { $email }
own-nothing = Rien n’est gardé.
own-yes = oui
own-no = non

own-section-guardian = Vous
own-section-mutes = Messages que vous ne voulez pas
own-section-children = Vos enfants
own-section-classes = Classes
own-section-enrolments = Inscriptions
own-section-bookings = Réservations
own-section-requests = Demandes et absences
own-section-draft = Jours choisis, pas encore envoyés
own-section-attendance = Pointages
own-section-cancelled-bookings = Réservations annulées par une fermeture
own-section-removed-bookings = Réservations retirées par le service
own-section-accounts = Dossier de la famille
own-section-quotients = Quotients
own-section-tax-notices = Avis d’imposition
own-section-invoices = Factures
own-section-invoice-lines = Lignes des factures
own-section-payments = Paiements
own-section-pickup-persons = Personnes autorisées
own-section-records = Données complémentaires et sanitaires
own-section-photos = Photos
own-section-file-requests = Demandes de dossier
own-section-chats = Appareils reliés
own-section-codes = Codes (jamais le code lui-même)
own-section-messages = Messages envoyés
own-section-announcements-read = Annonces lues
own-section-journal = Journal de vos actions

own-column-last-name = Nom
own-column-first-name = Prénom
own-column-email = Courriel
own-column-email-refused-at = Courriel revenu le
own-column-phone = Téléphone
own-column-address = Adresse
own-column-channel = Moyen
own-column-quiet-from = Silence de
own-column-quiet-until = Silence jusqu’à
own-column-kind = Type
own-column-until = Jusqu’au
own-column-child = Enfant
own-column-birth-date = Né(e) le
own-column-family = Famille
own-column-custody = Semaines
own-column-school-year = Année scolaire
own-column-school = École
own-column-class = Classe
own-column-level = Niveau
own-column-service = Service
own-column-day = Jour
own-column-state = État
own-column-reason = Motif
own-column-outcome = Suite
own-column-created-at = Créé le
own-column-decided-at = Décidé le
own-column-refusal = Motif du refus
own-column-mark = Pointage
own-column-arrived = Arrivée
own-column-departed = Départ
own-column-restored-at = Rétabli le
own-column-removed-at = Retiré le
own-column-caf-number = Numéro CAF
own-column-iban-end = Fin de l’IBAN
own-column-mandate = Mandat
own-column-mandate-since = Mandat depuis
own-column-updated-at = Mis à jour le
own-column-is-responsible = Vous êtes le responsable
own-column-first-day = À partir du
own-column-value = Valeur
own-column-year = Année
own-column-income = Revenu fiscal de référence
own-column-shares = Parts
own-column-number = Facture
own-column-label = Intitulé
own-column-issued-on = Émise le
own-column-due-on = À payer avant le
own-column-amount = Montant
own-column-quantity = Quantité
own-column-unit-price = Prix unitaire
own-column-reference = Référence
own-column-paid-on = Payé le
own-column-means = Moyen de paiement
own-column-relation = Lien
own-column-since = Depuis
own-column-ended-on = Fin le
own-column-field = Rubrique
own-column-content = Photo
own-column-before = Avant
own-column-after = Après
own-column-comment = Commentaire
own-column-telegram-id = Identifiant Telegram
own-column-locale = Langue
own-column-linked-at = Relié le
own-column-blocked-at = Bloqué le
own-column-expires-at = Valable jusqu’au
own-column-mailed-at = Envoyé le
own-column-used-at = Utilisé le
own-column-finished-at = Terminé le
own-column-text = Texte
own-column-read-at = Lu le
own-column-at = Le
own-column-action = Action

own-value-pending = en attente
own-value-approved = accepté
own-value-refused = refusé
own-value-withdrawn = retiré
own-value-book = réservation
own-value-cancel = annulation
own-value-absence = absence
own-value-present = présent
own-value-absent-excused = absence excusée
own-value-absent-billed = absence facturée
own-value-given-back = place rendue
own-value-excused = excusée
own-value-billed = facturée
own-value-undecided = à décider
own-value-always = toutes
own-value-even-weeks = paires
own-value-odd-weeks = impaires
own-value-auto = automatique
own-value-chat = messagerie
own-value-email = courriel
own-value-both = les deux
own-value-telegram = Telegram
own-value-waiting = en attente
own-value-sent = envoyé
own-value-failed = échec
own-value-expired = périmé
own-value-unknown = incertain
own-value-address = adresse
own-value-phone = téléphone
own-value-pickup-add = personne autorisée à ajouter
own-value-pickup-end = personne autorisée à retirer
own-value-yearly = demande annuelle
own-value-erasure = effacement
own-value-closure = fermeture
own-value-strike = grève
own-value-general = information
own-value-reopening = réouverture
own-value-insurance = assurance
own-value-doctor = médecin
own-value-image = droit à l’image
own-value-outings = sorties
own-value-leaves-alone = part seul
own-value-associations = associations de parents
own-value-notes = remarques
own-value-allergies = allergies
own-value-care-plan = PAI
own-value-treatment = traitement
own-value-vaccines = vaccins
own-value-meals = repas
own-value-link-chat = appareil relié
own-value-unlink-chat = appareil dissocié
own-value-make-code = code créé
own-value-request = demande envoyée
own-value-withdraw = demande retirée
own-value-declare-absence = absence déclarée
own-value-family-ask = demande de dossier envoyée
own-value-family-withdraw = demande de dossier retirée
own-value-child-sheet = fiche d’un enfant demandée
own-value-photo = photo mise ou retirée
own-value-own-data = données demandées
own-value-refused-press = action refusée
