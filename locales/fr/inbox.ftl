# Les écrans du service : les demandes à décider.

inbox-title = { $count ->
    [one] 📥 <b>{ $count } demande à décider</b>
   *[other] 📥 <b>{ $count } demandes à décider</b>
}
inbox-empty = 📥 Aucune demande en attente ici.
inbox-undecided = { $count ->
    [one] dont { $count } absence tardive à excuser ou à facturer
   *[other] dont { $count } absences tardives à excuser ou à facturer
}
inbox-filter = ▸ { $name }
inbox-week = Semaine { $week }
inbox-no-class = Sans classe
inbox-class = { $class_ } ({ $school })
inbox-by-week = Par semaine
inbox-by-day = Par jour
inbox-by-school = Par école
inbox-by-class = Par classe
inbox-list = { $count ->
    [one] 📥 <b>{ $count } demande</b>. Touchez-la pour la choisir.
   *[other] 📥 <b>{ $count } demandes</b>. Touchez celles que vous choisissez.
}
inbox-book = • { $child } ({ $class_ }), { $day }, { $service }
inbox-cancel = • { $child } ({ $class_ }), { $day }, annuler { $service }
inbox-absence = • { $child } ({ $class_ }), { $day }, absence { $service }
inbox-reason = motif { $reason }
inbox-cost-given-back = prévenue à temps
inbox-cost-excused = tardive, excusée
inbox-cost-billed = tardive, facturée
inbox-cost-undecided = tardive, à vous de choisir
inbox-choose = Choisissez d’abord une ou plusieurs demandes.
inbox-approve = { $count ->
    [one] ✅ <b>Valider { $count } demande ?</b>
   *[other] ✅ <b>Valider { $count } demandes ?</b>
}
inbox-day = ▸ { $day } : { $count }
inbox-refuse = { $count ->
    [one] ❌ <b>Refuser { $count } demande ?</b>
   *[other] ❌ <b>Refuser { $count } demandes ?</b>
}
inbox-refusal = La famille lira : <i>{ $reason }</i>
inbox-undecided-how = { $count ->
    [one] ⚠️ { $count } absence est tardive, et son motif vous laisse le choix : l’excuser ou la facturer. Avec « Confirmer » seul, elle reste en attente.
   *[other] ⚠️ { $count } absences sont tardives, et leur motif vous laisse le choix : les excuser ou les facturer. Avec « Confirmer » seul, elles restent en attente.
}
inbox-undecided-all = { $count ->
    [one] ⚠️ Cette absence est tardive, et son motif vous laisse le choix : l’excuser ou la facturer.
   *[other] ⚠️ Ces absences sont tardives, et leur motif vous laisse le choix : les excuser ou les facturer.
}
inbox-why = ❌ <b>Pour quel motif ?</b> Choisissez, ou écrivez vos propres mots : la famille les lira.
inbox-reason-length = Écrivez le motif en toutes lettres, en { $count } caractères au plus.
inbox-approved = { $count ->
    [one] ✅ <b>{ $count } demande validée.</b>
   *[other] ✅ <b>{ $count } demandes validées.</b>
}
inbox-refused = { $count ->
    [one] ❌ <b>{ $count } demande refusée.</b>
   *[other] ❌ <b>{ $count } demandes refusées.</b>
}
inbox-told = { $count ->
    [one] La famille reçoit la réponse ici même.
   *[other] Les { $count } familles reçoivent la réponse ici même.
}
inbox-left = { $count ->
    [one] { $count } demande reste en attente.
   *[other] { $count } demandes restent en attente.
}
inbox-gone = Ces demandes ont déjà été décidées ou retirées.
