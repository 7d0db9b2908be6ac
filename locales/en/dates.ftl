date-at = { $day } at { $time }
days-from-to = from { $first } to { $last }
