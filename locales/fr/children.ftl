# « Mes enfants » : la fiche de chaque enfant, les personnes autorisées, la photo, les documents.

button-children = 👧 Mes enfants
button-pickups = 👥 Personnes autorisées
button-photo = 📷 Photo
button-sheet-pdf = 📄 Fiche en PDF
button-sheet-records = ✉️ Fiche complète par courriel
button-pickup-add = ➕ Ajouter une personne
button-pickup-end = 🚫 Ne plus autoriser
button-pickup-send = 📤 Envoyer la demande
button-no-phone = Sans téléphone
button-photo-show = 👁 Voir la photo
button-photo-remove = 🗑 Retirer la photo

children-title = 👧 <b>Mes enfants</b>
children-line = ▸ <b>{ $child }</b> · { $class_ }
children-none = Aucun enfant n’est rattaché à vous. Appelez le service : { $phone }.
children-choose = Choisissez un enfant pour ouvrir sa fiche.
children-sheet-title = 🧒 <b>{ $child }</b> · { $class_ }
children-school = 🏫 { $school }
children-services = <b>Inscriptions { $first }-{ $last }</b>
children-service = { $symbol } { $service } : { $rate }
children-no-service = Aucune inscription cette année.
children-rate-time = { $price } par présence ({ $rate })
children-rate-hour = { $price } l’heure ({ $rate })
children-rate-rules = tarif selon le règlement
children-pickups = <b>Personnes autorisées</b>
children-pickup = ▸ { $name }
children-pickup-relation = ▸ { $name }, { $relation }
children-pickup-phone = ☎️ { $phone }
children-pickup-none = Personne d’autre que ses responsables.
children-pickup-pending-pickup-add = 🚧 { $name } : ajout demandé
children-pickup-pending-pickup-end = 🚧 { $name } : retrait demandé
children-file = <b>Au dossier</b>
children-file-complementary = Données complémentaires : { $state }
children-file-health = Données sanitaires : { $state }
children-file-photo = { $has ->
    [yes] Photo : oui
   *[no] Photo : non
}
children-on-file = au dossier, mises à jour le { $day }
children-not-on-file = rien au dossier
children-private = 🔒 Ces données ne s’affichent pas ici. « Fiche complète par courriel » les envoie à votre adresse.
children-sheet-comes = 📄 La fiche arrive.
children-records-come = ✉️ La fiche complète vous est envoyée par courriel.
children-no-email = Nous n’avons pas votre adresse courriel. Donnez-la dans « Mon compte », ou appelez le { $phone }.
children-email-refused = Votre adresse courriel ne reçoit plus rien. Corrigez-la dans « Mon compte », ou appelez le { $phone }.

children-pickups-title = 👥 <b>Qui peut venir chercher { $child }</b>
children-pickups-own = Ses responsables n’ont pas à y figurer. Les autres personnes :
children-pickups-how = Un ajout ou un retrait est une demande : le service l’accepte ou la refuse.
children-person-since = Autorisée depuis le { $day }.
children-person-gone = Cette personne n’est plus sur la liste.
children-person-asked = 🚧 Son retrait est demandé. Le service va répondre.
children-end-asked = 📤 Demande envoyée. La réponse du service arrivera ici.
children-add-name = Écrivez le <b>prénom</b> et le <b>nom</b> de la personne qui pourra venir chercher { $child }. Par exemple : <i>Jeanne MARTIN</i>
children-name-unread = Écrivez un prénom et un nom, en lettres. Par exemple : <i>Jeanne MARTIN</i>
children-already-listed = { $name } est déjà sur la liste de { $child }.
children-too-many = La liste est pleine : { $most } personnes au plus. Retirez-en une d’abord.
children-add-relation = Qui est <b>{ $name }</b> pour { $child } ? Choisissez, ou écrivez-le en quelques mots.
children-relation-unread = Écrivez-le en { $most } lettres au plus.
children-relation-grandparent = Grand-parent
children-relation-uncle = Oncle ou tante
children-relation-sibling = Grand frère ou grande sœur
children-relation-childminder = Assistante maternelle
children-relation-neighbour = Voisin ou voisine
children-relation-friend = Ami ou amie
children-add-phone = Son numéro de téléphone ? Écrivez-le, ou continuez sans.
children-phone-unread = Ce numéro n’est pas lisible. Par exemple : <i>06 39 98 12 34</i>
children-add-recap =
    📝 <b>Votre demande</b>

    { $name } ({ $relation }) pourra venir chercher { $child }.
children-add-recap-phone = ☎️ { $phone }
children-add-recap-none = Sans téléphone
children-add-recap-who = Le service l’accepte ou la refuse. Prévenez cette personne : elle aura besoin d’une pièce d’identité.
children-add-asked = 📤 Demande envoyée. La réponse du service arrivera ici.

children-photo-title = 📷 <b>Photo de { $child }</b>
children-photo-there = Une photo est au dossier.
children-photo-none = Aucune photo au dossier.
children-photo-how = Envoyez une photo ici : elle sera réduite, et le lieu et la date de la prise de vue en seront effacés. Les responsables de { $child } la voient, et elle est sur sa fiche.
children-photo-kept = ✅ La photo est au dossier.
children-photo-removed = 🗑 La photo est retirée.
children-photo-gone = Il n’y a plus de photo au dossier.
children-photo-awaited = Envoyez une photo, ou une image en JPEG ou PNG.
children-photo-too-big = Cette image est trop grande : { $megabytes } Mo au plus. Envoyez-la comme photo plutôt que comme fichier.
children-photo-not-a-photo = Ce fichier ne se lit pas comme une photo. Envoyez-la comme photo plutôt que comme fichier (JPEG ou PNG).
children-photo-lost = La photo n’a pas pu être reçue. Envoyez-la encore une fois.

children-document-title = 📄 <b>Fiche de { $child }</b>
children-document-title-full = 📄 <b>Fiche complète de { $child }</b>
children-document-state = Telle qu’elle est au dossier le { $at }.
children-document-mistake = Une erreur ? Dites-le au service : { $phone }, { $email }
children-document-subject = Fiche de { $child }
children-document-subject-full = Fiche complète de { $child }

sheet-child-title = Fiche enfant { $first }-{ $last }
sheet-child-title-full = Fiche enfant complète { $first }-{ $last }
sheet-child-identity = Identité
sheet-child-last-name = Nom
sheet-child-first-name = Prénom
sheet-child-birth-date = Né(e) le
sheet-child-school = École
sheet-child-class = Classe
sheet-child-services = Inscriptions et tarifs
sheet-child-no-service = Aucune inscription cette année
sheet-child-pickups = Personnes autorisées à venir chercher l’enfant
sheet-child-no-pickup = Personne d’autre que ses responsables
sheet-child-complementary = Données complémentaires
sheet-child-health = Données sanitaires
sheet-child-nothing = Rien au dossier
sheet-child-updated = mis à jour le { $day }
sheet-child-insurance = Assurance
sheet-child-doctor = Médecin
sheet-child-image = Droit à l’image
sheet-child-outings = Sorties
sheet-child-leaves-alone = Quitte seul(e)
sheet-child-associations = Associations
sheet-child-notes = Remarques
sheet-child-allergies = Allergies
sheet-child-care-plan = PAI
sheet-child-treatment = Traitement
sheet-child-vaccines = Vaccins
sheet-child-meals = Repas
file-child = fiche
file-child-full = fiche-complete
