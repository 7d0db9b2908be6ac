# La demande annuelle : inscription ou annulation jusqu’à la fin de l’année scolaire.

button-yearly = 🗓 Demande annuelle
button-yearly-send = 📤 Envoyer au service
button-yearly-again = 🗓 Autre demande annuelle
button-yearly-no-comment = Sans commentaire ➡️
button-yearly-go-on = Continuer ➡️

yearly-title = 🗓 <b>Demande annuelle</b>
yearly-about = Inscrire un enfant, ou annuler ses réservations, jusqu’à la fin de l’année scolaire. Le service reçoit votre demande par courriel et vous répond ici.
yearly-no-child = Aucun de vos enfants n’a de classe cette année. Appelez le service : { $phone }.
yearly-which-child = Pour quel enfant ?
yearly-child = { $child } · { $class_ }
yearly-pending = 🚧 { $child }, { $wish } : en attente de réponse depuis { $day }
yearly-which-wish = Que souhaitez-vous pour { $child } ?
yearly-pick-enrol = ✅ Inscrire pour l’année
yearly-pick-cancel = ❌ Annuler pour l’année
yearly-nothing-to-cancel = Aucune inscription à un service pour { $child } : il n’y a rien à annuler.
yearly-wish-enrol = inscription
yearly-wish-cancel = annulation
yearly-replaces = ⚠️ Une demande est déjà en attente : la nouvelle la remplacera.
yearly-which-services-enrol = À quels services inscrire { $child } ?
yearly-which-services-cancel = Quels services annuler pour { $child } ?
yearly-enrolled = { $service } (inscription faite)
yearly-which-weekdays = Quels jours de la semaine ?
yearly-which-day =
    À partir de quand ?

    Choisissez, ou écrivez une date : <code>12/01</code>.
yearly-from-monday = Lundi prochain ({ $day })
yearly-from-month = Le 1er du mois prochain ({ $day })
yearly-from-typed = À partir du { $day }
yearly-day-unread = 🤔 Je n’ai pas compris cette date. Écrivez-la ainsi : <code>12/01</code>.
yearly-which-comment =
    Un commentaire pour le service ?

    Écrivez-le ({ $most } caractères au plus), ou continuez sans.
yearly-comment-kept = 💬 { $comment }
yearly-comment-unread = 🤔 Je ne lis que du texte : écrivez votre commentaire, ou continuez sans.
yearly-comment-tip = Pas d’information de santé ici, s’il vous plaît : donnez-la directement au service.

yearly-recap = 📝 <b>Vérifiez avant d’envoyer</b>
yearly-line-child = 🧒 <b>{ $child }</b> · { $class_ }
yearly-line-wish = Demande : <b>{ $wish }</b>
yearly-line-services = Services : { $services }
yearly-line-weekdays = Jours : { $days }
yearly-line-days = 📅 À partir du { $first }, jusqu’à la fin de l’année scolaire
yearly-line-custody = 👥 Garde alternée : seules vos semaines sont concernées. L’autre foyer fait ses propres demandes.
yearly-copy = ✉️ Le service reçoit un courriel à votre nom, et vous une copie.
yearly-no-copy = ✉️ Le service reçoit un courriel à votre nom. Nous n’avons pas d’adresse où vous en envoyer une copie.

yearly-sent-new = 🚧 <b>C’est envoyé.</b> Le service vous répondra ici.
yearly-sent-replaced = 🚧 <b>C’est envoyé.</b> Cette demande remplace la précédente. Le service vous répondra ici.
yearly-sent-same = 🚧 Cette demande est déjà en attente : rien de plus n’a été envoyé.
yearly-sent-how = Vous pouvez la retrouver, ou la retirer, dans vos demandes de dossier.

yearly-problem-no-service = Choisissez au moins un service.
yearly-problem-no-weekday = Choisissez au moins un jour.
yearly-problem-no-day = Choisissez d’abord une date.
yearly-problem-too-soon = Une demande annuelle commence demain au plus tôt. Pour aujourd’hui, appelez le service.
yearly-problem-too-late = Cette date est après la fin de l’année scolaire.
yearly-problem-too-long = Votre commentaire est trop long : { $most } caractères au plus.

yearly-mail-subject = Demande annuelle : { $wish } de { $child } ({ $class_ })
yearly-mail-title = 🗓 <b>Demande annuelle : { $wish }</b>
yearly-mail-replaces = <b>Cette demande remplace la précédente.</b>
yearly-mail-from = De : <b>{ $guardian }</b>
yearly-mail-phone = Téléphone : { $phone }
yearly-mail-child = Enfant : <b>{ $child }</b>, { $class_ } ({ $school })
yearly-mail-days = À partir du : { $first }, jusqu’à la fin de l’année scolaire
yearly-mail-custody-even-weeks = Garde alternée : ses semaines sont les paires.
yearly-mail-custody-odd-weeks = Garde alternée : ses semaines sont les impaires.
yearly-mail-comment = Commentaire :
yearly-mail-answer = Répondre à ce message écrit à la famille, qui en reçoit copie.
yearly-mail-call = Cette famille n’a pas d’adresse courriel : appelez-la, ou répondez depuis la messagerie.
yearly-mail-decide = Pour accepter ou refuser d’une touche : dans la messagerie, « Dossiers ».
