# Les réglages.

button-settings = ⚙️ Réglages

settings-title = ⚙️ <b>Réglages</b>
settings-way = { $way ->
    [email] 📬 <b>Messages</b> : par courriel
    [both] 📬 <b>Messages</b> : ici et par courriel
   *[chat] 📬 <b>Messages</b> : ici
}
settings-email = ✉️ Votre adresse : { $email }
settings-no-email = ✉️ Pour être prévenu aussi par courriel, donnez votre adresse au service : { $phone }.
settings-email-refused = ⚠️ Cette adresse refuse nos messages. Vérifiez-la avec le service, au { $phone }.
settings-reminders-on = 🔔 <b>Rappels avant les dates limites</b> : oui
settings-reminders-off = 🔕 <b>Rappels avant les dates limites</b> : non
settings-reminders-until = 🔕 <b>Rappels avant les dates limites</b> : pas pour les jours jusqu’au { $day } inclus
settings-quiet = 🌙 <b>Heures calmes</b> : de { $from } à { $until }. Seuls les messages urgents passent.
settings-quiet-none = 🌙 <b>Heures calmes</b> : aucune
settings-quiet-how = Pour d’autres heures calmes, écrivez par exemple <code>21:30-6:45</code>.
settings-always = Les réponses à vos demandes, les fermetures et les grèves vous sont toujours annoncées.
settings-not-understood = 🤔 Je n’ai pas compris. Pour d’autres heures calmes, écrivez par exemple <code>21:30-6:45</code>.

settings-way-chat = Ici
settings-way-email = Courriel
settings-way-both = Les deux
settings-reminders = Rappels
settings-hours = { $from }–{ $until }
settings-hours-none = Pas d’heures calmes
