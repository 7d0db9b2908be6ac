# Le relevé de compte : factures, règlements, solde.

button-statement = 🧾 Relevé de compte
button-payments = 💶 Règlements
button-invoice-pdf = 📄 Recevoir en PDF

statement-title = 🧾 <b>Relevé de compte</b>
statement-family = Famille { $family }
statement-owed = Vous devez <b>{ $amount }</b>.
statement-settled = ✅ Votre compte est à jour.
statement-advance = Vous avez une avance de <b>{ $amount }</b>.
statement-none = Vous n’avez pas encore de facture. Les prochaines apparaîtront ici.
statement-invoice = { $symbol } { $label } : { $amount }, { $state }
statement-payment = • { $day } : { $amount }, { $means }
statement-payment-for = • { $day } : { $amount }, { $means }, pour la facture { $number }
payments-title = 💶 <b>Vos règlements</b>

invoice-title = 🧾 <b>Facture { $number }</b>
credit-title = ↩️ <b>Avoir { $number }</b>
invoice-label = { $label }, du { $day }
invoice-child = <b>{ $child }</b>
invoice-others = Autres prestations
invoice-line = • { $label } : { $quantity } × { $price } = { $amount }
invoice-amount = Total : <b>{ $amount }</b>
invoice-payments = Déjà réglé :
invoice-paid = payée
invoice-due = à payer au plus tard le { $due }
invoice-due-undated = à payer
invoice-partly = payée en partie
invoice-partly-due = payée en partie : reste { $left } à payer au plus tard le { $due }
invoice-overdue = en retard, échéance du { $due }
invoice-credit = avoir
invoice-with-rest = { $state } (reste { $left })
invoice-ordered = 📄 Votre facture arrive en PDF.
invoice-on-its-way = Elle est déjà en route.

means-debit = prélèvement
means-card = carte bancaire
means-cheque = chèque
means-cash = espèces
means-transfer = virement
means-voucher = CESU

# La facture envoyée, et le PDF

sent-invoice-subject = Facture { $number } : { $label }
sent-credit-subject = Avoir { $number } : { $label }
sent-invoice-amount = { $label } : <b>{ $amount }</b>
paper-invoice = Facture { $number }
paper-credit = Avoir { $number }
paper-issued = Émise le { $day }
paper-family = Famille { $family }
paper-line = Prestation
paper-quantity = Quantité
paper-price = Prix unitaire
paper-amount = Montant
paper-total = Total
paper-payment = Règlement du { $day } ({ $means })
paper-on-account = Imputé sur le compte de la famille
paper-left = Reste à payer
paper-due = À payer au plus tard le { $day }.
paper-paid = Cette facture est payée.
paper-by-debit = Prélèvement automatique sur votre compte (mandat { $mandate }).
paper-by-debit-of = Prélèvement automatique sur votre compte se terminant par { $end } (mandat { $mandate }).
paper-to-office = Règlement auprès du service : { $service }, { $address }, tél. { $phone }.
file-invoice = facture
