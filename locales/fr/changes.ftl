# Ce que le service a réservé, retiré ou inscrit pour une famille.

changed-book-title = 📅 <b>Le service a réservé pour { $children }</b>
changed-book-undone-title = 📅 <b>Le service a annulé ce qu’il avait réservé pour { $children }</b>
changed-remove-title = 📅 <b>Le service a retiré des réservations pour { $children }</b>
changed-remove-undone-title = 📅 <b>Le service a rétabli des réservations pour { $children }</b>
changed-enrol-title = ✍️ <b>Le service a inscrit { $children }</b>
changed-enrol-undone-title = ✍️ <b>Le service a annulé l’inscription faite pour { $children }</b>
changed-book-subject = Cantine : le service a réservé pour { $children }
changed-book-undone-subject = Cantine : le service a annulé ce qu’il avait réservé pour { $children }
changed-remove-subject = Cantine : le service a retiré des réservations pour { $children }
changed-remove-undone-subject = Cantine : le service a rétabli des réservations pour { $children }
changed-enrol-subject = Cantine : le service a inscrit { $children }
changed-enrol-undone-subject = Cantine : le service a annulé l’inscription faite pour { $children }
changed-added = ✅ { $service } : { $days }
changed-taken = ❌ { $service } : { $days }
changed-enrolled = ✅ { $service }
changed-not-enrolled = ❌ { $service }
changed-weekday = { $count ->
    [one] { $count } { $weekday }
   *[other] { $count } { $weekday }s
}
changed-weekdays = { $weekdays }, { $period }
changed-more = { $count ->
    [one] … et { $count } autre ligne, à voir dans le planning.
   *[other] … et { $count } autres lignes, à voir dans le planning.
}
changed-question = Une question ? Le service vous répond au { $phone }.
