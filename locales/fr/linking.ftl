# Relier un appareil : les codes, les courriers, « Mes appareils ».

link-birth-date = 🔐 Pour confirmer que ce code est bien le vôtre, écrivez la <b>date de naissance d’un de vos enfants</b>, par exemple <code>12/05/2019</code>.
link-birth-date-unread =
    🤔 Je n’ai pas compris cette date. Écrivez la date de naissance d’un de vos enfants, par exemple <code>12/05/2019</code> ou <code>12 mai 2019</code>.

    Vous avez un autre code ? Tapez-le. Pour recommencer : /start.
link-wrong-birth-date = ❌ Cette date ne correspond pas. Écrivez-la de nouveau, dans l’ordre jour, mois, année, ou appelez le service au { $phone }.
link-void = ❌ Trop de dates erronées : par sécurité, ce code ne marche plus. Appelez le service au { $phone } : il vous en donnera un nouveau.

notice-link-alert-own =
    🔐 <b>Un nouvel appareil a été relié à votre accès</b>

    Qui : { $guardian }
    Quand : { $at }

    Si c’est vous, vous n’avez rien à faire. Sinon, dissociez-le vite (/settings, puis « Mes appareils ») et prévenez le service : { $phone }, { $email }.

# Mes appareils

button-devices = 📱 Mes appareils
button-devices-unlink = 🔌 Dissocier celui du { $day }
button-devices-unlink-here = 🔌 Dissocier celui-ci
button-devices-unlink-confirm = 🔌 Oui, dissocier
button-devices-code = 🎟 Un code pour un autre appareil
button-devices-code-for = 🎟 Un code pour { $name }

devices-title = { $count ->
    [one] 📱 <b>Mes appareils</b> : { $count } relié
   *[other] 📱 <b>Mes appareils</b> : { $count } reliés
}
devices-line = ▸ { $device }
devices-since = depuis le { $since }
devices-here = celui-ci
devices-blocked = bloqué, ne reçoit plus rien
devices-explained = Vous n’en reconnaissez pas un ? Dissociez-le, et prévenez le service. Un code sert à en relier un autre.
devices-unlink =
    🔌 <b>Dissocier cet appareil ?</b>

    { $device }

    Il ne pourra plus réserver et ne recevra plus rien. Pour le relier de nouveau, il faudra un nouveau code.
devices-gone = Cet appareil n’est plus relié.
devices-unlinked = C’est fait : l’appareil est dissocié.
devices-code-own =
    🎟 Votre code pour un autre appareil :

    <code>{ $code }</code>
    { $link }

    Sur cet autre appareil, ouvrez le lien, ou tapez le code. Il sert une seule fois, avant le { $until }, et n’est affiché que maintenant. Gardez-le pour vous : il ouvre votre accès.
devices-code-for =
    🎟 Le code de <b>{ $name }</b> :

    <code>{ $code }</code>
    { $link }

    Donnez-le à cette personne, et à elle seule. Il sert une seule fois, avant le { $until }, et n’est affiché que maintenant.
devices-code-shown = 🎟 Le code n’est plus affiché. S’il est perdu, faites-en un nouveau.
devices-too-many-codes = Vous avez déjà fait { $count } codes depuis hier. Réessayez demain, ou appelez le service au { $phone }.

audit-make-code = { $kind ->
    [own] code fait pour un autre appareil
   *[other] code fait pour l’autre responsable
}
audit-void-code = code annulé, après trop de dates de naissance erronées

# Le courrier

letter-hand-out = Remis par l’école à la famille de { $child }
letter-title = La cantine et le périscolaire depuis votre téléphone
letter-hello = Bonjour,
letter-intro = Avec { $service }, vous pouvez réserver, annuler et prévenir d’une absence depuis Telegram, une messagerie gratuite. Pour relier votre téléphone à votre famille, trois étapes :
letter-step-scan = Installez Telegram, puis visez ce carré avec l’appareil photo de votre téléphone. La conversation s’ouvre : appuyez sur « Démarrer ».
letter-step-open = Installez Telegram, et demandez-nous l’adresse de la conversation. Ouvrez-la, et appuyez sur « Démarrer ».
letter-step-link = Installez Telegram, puis ouvrez ce lien sur votre téléphone : { $link }. La conversation s’ouvre : appuyez sur « Démarrer ».
letter-step-code = Si on vous le demande, tapez le code ci-dessous.
letter-step-birth-date = Écrivez la date de naissance d’un de vos enfants : elle confirme que c’est bien vous.
letter-code = Votre code
letter-code-words = soit : { $words }
letter-until = Ce code est le vôtre : ne le donnez à personne. Il sert une seule fois, avant le { $day }, et remplace ceux que vous auriez reçus avant.
letter-optional = Telegram n’est pas obligatoire : sans lui, vos démarches se font comme avant auprès du service.
letter-help = Une question ? Appelez le { $phone }, ou écrivez à { $email }.
letter-short = Cantine : reliez votre téléphone aux réservations de votre famille. Dans notre conversation Telegram, tapez le code, puis écrivez la date de naissance d’un de vos enfants. Une question ? { $phone }, { $email }.
letter-digit-0 = zéro
letter-digit-1 = un
letter-digit-2 = deux
letter-digit-3 = trois
letter-digit-4 = quatre
letter-digit-5 = cinq
letter-digit-6 = six
letter-digit-7 = sept
letter-digit-8 = huit
letter-digit-9 = neuf
invitation-subject = Cantine et périscolaire : votre code

# La commande « cantine invite »

help-invite-pdf = Écrit plutôt un courrier à chacun dans ce fichier PDF, pour enveloppes à fenêtre ; avec --email, à ceux seulement qui n’ont pas d’adresse e-mail.
help-invite-email = Envoie plutôt le code par e-mail, à ceux qui ne l’ont pas encore reçu.
help-invite-again = Avec --email : aussi à ceux qui l’ont déjà reçu.
help-invite-school = Pour les familles de cette école seulement.
help-invite-class = Pour les familles de cette classe seulement, cette année scolaire.
cli-again-without-email = --again va avec --email.
cli-no-folder = il n’y a pas de dossier { $folder }.
cli-letters-no-file = { $file } n’est pas un fichier : écrivez d’abord les courriers dans un fichier, puis imprimez-les.
cli-letters = { $count ->
    [0] Aucun courrier à écrire.
    [one] { $count } courrier dans { $file }. Son code est valable { $days } jours ; ceux donnés auparavant à cette personne ne marchent plus.
   *[other] { $count } courriers dans { $file }. Leurs codes sont valables { $days } jours ; ceux donnés auparavant à ces personnes ne marchent plus.
}
cli-letters-by-school = { $count ->
    [one] { $count } responsable n’a pas d’adresse postale : son courrier est à remettre par l’école.
   *[other] { $count } responsables n’ont pas d’adresse postale : leurs courriers sont à remettre par l’école.
}
cli-letters-without-square = Les courriers n’ont ni lien ni carré à viser : le nom du bot n’est pas connu.
cli-letters-not-moved = Les codes sont bons, mais { $file } n’a pas pu être remplacé. Les courriers sont dans { $kept }.
cli-no-mail = Aucun e-mail ne peut partir : il n’y a pas de serveur (CANTINE_SMTP_URL).
cli-mail-without-link = Sans le nom du bot, l’e-mail ne dirait pas où taper le code : rien n’a été envoyé.
cli-mail-failed = { $guardian } : pas envoyé ({ $reason }).
cli-mailed = { $count ->
    [0] Aucun e-mail envoyé.
    [one] { $count } e-mail envoyé. Son code est valable { $days } jours.
   *[other] { $count } e-mails envoyés. Leurs codes sont valables { $days } jours.
}
cli-mailed-before = { $count ->
    [one] { $count } responsable a déjà reçu son code. Pour lui en envoyer un autre : --again.
   *[other] { $count } responsables ont déjà reçu leur code. Pour leur en envoyer un autre : --again.
}
cli-mail-without-address = { $count ->
    [one] { $count } responsable n’a pas d’adresse e-mail qui marche : le voici.
   *[other] { $count } responsables n’ont pas d’adresse e-mail qui marche : les voici.
}
cli-mail-unfinished = { $count ->
    [one] { $count } e-mail n’est pas parti. Relancez la même commande : elle reprend où elle en est.
   *[other] { $count } e-mails ne sont pas partis. Relancez la même commande : elle reprend où elle en est.
}
