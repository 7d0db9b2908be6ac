# La page du compte et ses corrections, le contact et ses horaires.

button-account = 👤 Mon compte
button-contact = ☎️ Contact
button-locate = 📍 Voir sur la carte
button-ask-correction = 📤 Envoyer la demande
button-type-again = ✏️ Corriger
command-contact = Joindre le service

account-title = 👤 <b>Mon compte</b>
account-own = <b>{ $name }</b>
account-address = 🏠 { $value }
account-address-none = 🏠 Adresse : inconnue du service
account-phone = 📱 { $value }
account-phone-none = 📱 Téléphone : inconnu du service
account-email = ✉️ { $value }
account-email-none = ✉️ Courriel : inconnu du service
account-email-refused = ⚠️ Cette adresse refuse nos messages : corrigez-la ci-dessous, ou redonnez-la si elle remarche.
account-waiting = 🚧 Une correction attend la réponse du service : suivez-la, ou retirez-la, dans « Mes demandes ».
account-family = 👪 <b>Famille { $family }</b> ({ $children })
account-responsible = Responsable de la famille : { $name }
account-responsible-you = Responsable de la famille : vous
account-responsible-none = Responsable de la famille : pas encore indiqué au dossier
account-others = Conjoint ou autre responsable : { $names }
account-tax = 🧾 Données fiscales : avis d’impôt sur les revenus { $year } au dossier
account-tax-none = 🧾 Données fiscales : aucun avis d’impôt au dossier
account-caf = 👶 CAF : numéro ••••{ $end }
account-caf-none = 👶 CAF : aucun numéro au dossier
account-quotient-between = 📊 Quotient familial : entre { $above } et { $limit }, depuis le { $day }
account-quotient-limit = 📊 Quotient familial : { $limit } au plus, depuis le { $day }
account-quotient-above = 📊 Quotient familial : { $above } ou plus, depuis le { $day }
account-quotient-known = 📊 Quotient familial : au dossier, depuis le { $day }
account-quotient-none = 📊 Quotient familial : aucun au dossier
account-debit = 🏦 Prélèvement automatique : compte •••• { $end }
account-debit-mandate = mandat { $mandate }
account-debit-since = depuis le { $day }
account-debit-none = 🏦 Prélèvement automatique : aucun
account-notice = ℹ️ { $notice }
account-notice-usual = ℹ️ Pour mettre en place ou modifier le prélèvement automatique, adressez-vous au service, avec un RIB : { $address }.
account-correct = ✏️ Vos propres coordonnées se corrigent ci-dessous ; pour le reste, adressez-vous au service, au { $phone }.
account-no-child = Aucun enfant n’est rattaché à votre compte. Appelez le service au { $phone }.

account-change-address = 🏠 Adresse
account-change-phone = 📱 Téléphone
account-change-email = ✉️ Courriel
account-field-address = 🏠 <b>Votre adresse</b>
account-field-phone = 📱 <b>Votre téléphone</b>
account-field-email = ✉️ <b>Votre courriel</b>
account-now = Au dossier : { $value }
account-now-none = Rien au dossier.
account-wanted = 🚧 Déjà demandé, en attente : { $value }. Une nouvelle demande la remplace.
account-how-address =
    Écrivez-la ici en entier, sur deux à cinq lignes, par exemple :

    <code>12 rue des Lilas</code>
    <code>74370 Epagny Metz-Tessy</code>
account-how-phone = Écrivez-le ici, par exemple <code>06 12 34 56 78</code> ; un numéro étranger avec son indicatif, <code>+41 79 123 45 67</code>.
account-how-email = Écrivez-le ici, par exemple <code>prenom.nom@exemple.fr</code>.
account-unreadable-address = 🤔 Je ne reconnais pas d’adresse. Écrivez la rue, puis le code postal et la commune sur la ligne suivante : cinq lignes et 250 caractères au plus.
account-unreadable-phone = 🤔 Je ne reconnais pas ce numéro. Écrivez ses dix chiffres, ou le numéro étranger en commençant par « + ».
account-unreadable-email = 🤔 Je ne reconnais pas cette adresse. Écrivez-la en entier, par exemple <code>prenom.nom@exemple.fr</code>.
account-same = ☺️ C’est déjà ce que le service a au dossier : il n’y a rien à changer.
account-recap = 📝 <b>Votre demande de correction</b>
account-before = Avant : { $value }
account-after = Après : <b>{ $value }</b>
account-recap-how = Le service la vérifie et vous répond. D’ici là, rien ne change.
account-asked = 🚧 Votre demande est envoyée : le service vous répondra.

contact-title = ☎️ <b>{ $service }</b>
contact-address = 🏠 { $address }
contact-phone = 📞 { $phone }
contact-email = ✉️ { $email }
contact-portal = 🌐 { $portal }
contact-hours = 🕘 <b>Horaires d’ouverture</b>
contact-hours-day = { $weekday } : { $spans }
contact-span = { $opens } – { $closes }
contact-open = 🟢 Ouvert maintenant, jusqu’à { $time }.
contact-reopens-today = 🔴 Fermé ; rouvre aujourd’hui à { $time }.
contact-reopens-tomorrow = 🔴 Fermé ; rouvre demain à { $time }.
contact-reopens = 🔴 Fermé ; rouvre { $at }.
