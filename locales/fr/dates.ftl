date-at = { $day } à { $time }
days-from-to = du { $first } au { $last }
