# Les fichiers à importer : « cantine import ».

help-import = Montre ce qu’un fichier CSV changerait : enfants et responsables (le vôtre, ou ceux d’ONDE), factures, paiements, dossiers. N’écrit qu’avec --apply.
help-import-school = L’école d’un fichier d’ONDE, qui ne la nomme pas ; inutile s’il n’y en a qu’une.
help-import-services = Les services auxquels inscrire les élèves ajoutés par ONDE, par exemple « cantine,garderie ».
help-import-apply = Écrit ce qui a été montré : tout, ou rien.
help-import-leavers = Les élèves qui ne sont plus dans le fichier d’ONDE quittent l’école : leurs inscriptions et leurs réservations à partir de demain prennent fin.

imports-kind-town = enfants et responsables de la commune
imports-kind-onde-pupils = élèves d’ONDE
imports-kind-onde-guardians = responsables d’ONDE
imports-kind-invoices = factures
imports-kind-payments = paiements
imports-kind-accounts = dossiers des familles
imports-kind-records = données des enfants
imports-separator = { $sign ->
    [semicolon] point-virgule
    [comma] virgule
   *[tab] tabulation
}
imports-recognised = Fichier reconnu : { $kind } ({ $encoding }, séparateur { $separator }), { $lines ->
    [one] { $lines } ligne.
   *[other] { $lines } lignes.
}
imports-footer = Ligne de fin laissée de côté : { $text }
imports-classes = Classes du fichier
imports-school = École
imports-class = Classe
imports-pupils = Enfants
imports-unmatched = { $count ->
    [one] Laissé de côté : { $count } ligne ou valeur.
   *[other] Laissées de côté : { $count } lignes ou valeurs.
}
imports-changes = { $count ->
    [0] Rien à changer : tout est déjà comme dans le fichier.
    [one] { $count } changement :
   *[other] { $count } changements :
}
imports-nothing-else = Rien d’autre à changer.
imports-unchanged = Sans changement : { $what }.
imports-unchanged-of = { $count } { $subject ->
    [child] { $count ->
        [one] enfant
       *[other] enfants
    }
    [family] { $count ->
        [one] famille
       *[other] familles
    }
    [guardian] { $count ->
        [one] responsable
       *[other] responsables
    }
    [account] { $count ->
        [one] dossier
       *[other] dossiers
    }
    [invoice] { $count ->
        [one] facture
       *[other] factures
    }
    [payment] { $count ->
        [one] paiement
       *[other] paiements
    }
   *[record] { $count ->
        [one] fiche
       *[other] fiches
    }
}
imports-more = … et { $count } autres
imports-not-enrolled = Les enfants ajoutés ne sont inscrits à rien : inscrivez-les ensuite, ou ajoutez --services.
imports-not-leaving = Ceux qui ne sont plus dans le fichier restent inscrits ; pour qu’ils quittent l’école, ajoutez --leavers.
imports-dry = Rien n’a été écrit. Si tout est juste, refaites la même commande avec --apply.
imports-blocked = Rien n’a été écrit, et --apply serait refusé :
imports-applied = C’est écrit.
imports-school-added = Écoles ajoutées : { $count }
imports-class-added = Classes ajoutées : { $count }
imports-class-changed = Classes changées : { $count }
imports-child-added = Enfants ajoutés : { $count }
imports-child-changed = Enfants changés : { $count }
imports-child-left = Enfants qui ne sont plus dans le fichier : { $count }
imports-family-added = Familles ajoutées : { $count }
imports-family-changed = Familles changées : { $count }
imports-guardian-added = Responsables ajoutés : { $count }
imports-guardian-changed = Responsables changés : { $count }
imports-account-added = Dossiers ajoutés : { $count }
imports-account-changed = Dossiers changés : { $count }
imports-invoice-added = Factures ajoutées : { $count }
imports-invoice-changed = Factures changées : { $count }
imports-payment-added = Paiements ajoutés : { $count }
imports-payment-changed = Paiements changés : { $count }
imports-record-added = Fiches ajoutées : { $count }
imports-record-changed = Fiches changées : { $count }
imports-with = { $name } ({ $detail })
imports-enrolled = { $name }, inscription : { $services }
imports-said = { $name } : { $field }
imports-set = { $name } : { $field } { $after }
imports-moved = { $name } : { $field } { $before } → { $after }

import-field-class = classe
import-field-level = niveau
import-field-services = services
import-field-guardian = nouveau responsable
import-field-family = famille
import-field-quotient = quotient
import-field-child = nouvel enfant
import-field-email = e-mail
import-field-phone = téléphone
import-field-address = adresse
import-field-responsible = responsable de la famille
import-field-caf = numéro CAF
import-field-bank = compte bancaire
import-field-mandate = mandat de prélèvement
import-field-tax = avis d’impôt
import-field-amount = montant
import-field-due-on = échéance
import-field-issued-on = date
import-field-label = libellé
import-field-lines = lignes
import-field-invoice = facture
import-field-paid-on = date
import-field-means = moyen de paiement

# Ce qui ne va pas

cli-import-refused = { $count ->
    [one] Rien n’a été importé : { $count } problème à corriger.
   *[other] Rien n’a été importé : { $count } problèmes à corriger.
}
import-line = ligne { $line } : { $what }
import-empty-file = le fichier est vide ; il faut une ligne de titres, puis les données.
import-too-large = le fichier dépasse { $number } Mo : ce n’est pas celui d’une commune.
import-not-text = ce n’est pas un fichier CSV. Si c’est un classeur, enregistrez-le au format CSV.
import-encoding = le fichier n’est ni en UTF-8 ni en Windows-1252, ou ses accents sont abîmés. Enregistrez-le au format « CSV UTF-8 ».
import-unknown-file = ce fichier n’est pas reconnu à ses titres : { $value }
import-missing-column = il manque la colonne « { $column } ».
import-unknown-column = la colonne « { $column } » est inconnue. Colonnes attendues : { $known }.
import-repeated-column = la colonne « { $column } » est là deux fois.
import-quotes = un guillemet n’est pas fermé, ou est de trop ; ou le fichier a été coupé.
import-cells = il faut { $number } cases, comme dans la ligne de titres.
import-cut = la dernière ligne n’est pas finie : le fichier a pu être coupé. Exportez-le de nouveau ; s’il est entier, ajoutez un retour à la ligne tout à la fin.
import-missing-value = la case « { $column } » est vide.
import-too-long = la case « { $column } » dépasse { $number } caractères : { $value }
import-bad-date = « { $value } » n’est pas une date ; écrivez 2019-05-31 ou 31/05/2019.
import-unlikely-date = la date de naissance { $value } n’est pas celle d’un élève.
import-bad-email = « { $value } » n’est pas une adresse e-mail.
import-bad-phone = « { $value } » n’est pas un numéro de téléphone.
import-bad-quotient = « { $value } » n’est pas un quotient : un nombre entier d’euros, par exemple 850.
import-bad-amount = « { $value } » n’est pas un montant en euros, comme 1234,50.
import-bad-number = « { $value } » n’est pas un nombre possible ici.
import-bad-iban = l’IBAN de cette ligne est faux.
import-bad-address = « { $value } » n’est pas une adresse : il faut la rue, le code postal et la ville.
import-religion = cette case nomme une religion, ce qui ne doit pas être noté.
import-unknown-service = le service « { $value } » est inconnu. Services : { $known }.
import-unknown-field = la donnée « { $value } » est inconnue. Données : { $known }.
import-duplicate-line = cette ligne répète la ligne { $number }.
import-two-classes = l’enfant est déjà dans une autre classe à la ligne { $number } (ici : { $value }).
import-two-quotients = la ligne { $number } donne à la famille un autre quotient (ici : { $value }).
import-two-values = la ligne { $number } donne une autre valeur pour « { $column } » (ici : { $value }).
import-sum = les lignes ne donnent pas le montant { $value }.
import-unknown-child = aucun enfant connu ne s’appelle { $value }.
import-ambiguous-child = plusieurs enfants s’appellent { $value }, et rien ne dit lequel.
import-other-class = { $value } est dans une classe d’un autre niveau ({ $known } dans le fichier).
import-unknown-family = aucune famille ne s’appelle « { $value } ».
import-unknown-guardian = « { $value } » n’est pas responsable de cette famille.
import-unknown-invoice = la famille n’a pas de facture { $value }.
import-other-family = la facture { $value } est déjà celle d’une autre famille ; elle reste comme elle est.
import-empty-guardian = un responsable sans nom.
import-school-needed = le fichier ne nomme pas l’école : ajoutez --school. Écoles connues : { $known }.
import-many-leavers = { $number } élèves sur { $value } ne sont pas dans le fichier. Est-ce la bonne école, et le fichier est-il entier ? Si oui, ajoutez --leavers : ils quitteront l’école.
