# L’arrivée, les commandes, et ce que personne n’avait demandé.

welcome =
    👋 Bienvenue ! Ici, vous réservez la cantine et le périscolaire de <b>{ $service }</b>.

    Pour relier cet appareil à votre famille, tapez le code que le service vous a remis (par exemple <code>K7QF2-M9D4X</code>).

    Pas de code ? Appelez le { $phone } ou écrivez à { $email }.
link-done = ✅ Bonjour { $name }, cet appareil est maintenant relié à <b>{ $service }</b>.
link-malformed =
    🤔 Ce n’est pas un code. Un code compte 10 lettres et chiffres, par exemple <code>K7QF2-M9D4X</code>.

    Pas de code ? Appelez le service au { $phone }.
link-unknown = ❌ Ce code n’existe pas. Vérifiez-le et tapez-le de nouveau, ou appelez le service au { $phone }.
link-used = ❌ Ce code a déjà servi : chacun ne sert qu’une fois. Demandez-en un nouveau au service, au { $phone }.
link-expired = ❌ Ce code n’est plus valable. Demandez-en un nouveau au service, au { $phone }.
link-too-many = ⏳ Trop de codes erronés. Par sécurité, réessayez dans une heure, ou appelez le service au { $phone }.

help = <b>Comment ça marche</b>
help-for-family =
    🍽 <b>Réserver</b> : choisissez les jours dans la semaine, puis envoyez.
    📅 <b>Planning</b> : la semaine de chaque enfant.
    🏠 <b>Absence</b> : prévenez d’une absence en choisissant un motif.
    🗂 <b>Mes demandes</b> : ce qui est en attente 🚧, accepté ou refusé.
    👧 <b>Mes enfants</b> : leur fiche, les personnes autorisées à venir les chercher, leur photo.
    👤 <b>Mon compte</b> : ce que le service a au dossier, et vos coordonnées à corriger.
    🧾 <b>Relevé de compte</b> : vos factures et vos règlements.
    🗓 <b>Demande annuelle</b> : inscrire ou annuler jusqu’à la fin de l’année scolaire.
    ☎️ <b>Contact</b> : le service, et quand il est ouvert.
help-for-decider = 📥 <b>Demandes</b> : validez ou refusez ce que les familles demandent ; chacune reçoit votre réponse ici.
help-for-announcer = 📣 <b>Annonces</b> : prévenez les familles d’une fermeture, d’une grève ou d’une information, rouvrez, et reliez le groupe d’une équipe.
help-for-reader = 📄 <b>Listes et rapports</b> : listes de classe, fiches navette, présences, à imprimer ou à ouvrir dans un tableur.
help-for-planner = 🧰 <b>Outils</b> : inscrivez, réservez ou supprimez pour un enfant, une classe ou l’école ; faites monter les classes en fin d’année.
help-for-biller = 💶 <b>Facturation</b> : tirez l’export du mois, puis clôturez-le.
help-for-told = Vous recevez ici la fiche de chaque jour d’école, les annonces et les grèves.
help-more =
    /start accueil · /settings réglages · /contact horaires et contact · /language langue · /privacy vos données · /stop dissocier cet appareil

    Le service : { $phone }, { $email }
not-understood = 🤔 Je n’ai pas compris. Utilisez les boutons ci-dessous, ou /help.
language-choose = 🌍 Dans quelle langue voulez-vous lire ?
language-name = 🇫🇷 Français
language-chosen = C’est noté : en français.
stop-confirm =
    🔌 <b>Dissocier cet appareil ?</b>

    Vous ne pourrez plus réserver ici, et n’y recevrez plus rien. Si le service a votre adresse, ses messages vous viendront par courriel. Vos réservations et vos demandes restent. Pour revenir, il faudra un nouveau code.
stopped = 👋 Cet appareil est dissocié. Pour revenir, tapez un nouveau code.

screen-refreshed = Cet écran avait changé : le voici à jour.
error-not-authorised = Cet écran n’est pas, ou n’est plus, le vôtre. Pour revenir à l’accueil : /start.
error-reason-unknown = Ce motif n’est plus dans la liste. Choisissez-en un autre.
error-unexpected = Quelque chose n’a pas marché, et rien n’est perdu. Réessayez dans un instant, ou appelez le service au { $phone }.

command-start = Accueil
command-help = Comment ça marche
command-settings = Régler vos messages
command-language = Choisir la langue
command-privacy = Vos données
command-stop = Dissocier cet appareil
