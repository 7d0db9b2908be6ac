# La démonstration.

demo-ready =
    La démonstration est prête : ouvrez { $address } dans votre navigateur.
    Les courriels du service s’y lisent aussi : l’enveloppe, en haut.
    Tout est inventé, rien ne sort de cette machine. Ctrl-C pour arrêter.
demo-jump = { $day } { $time }
demo-cook = Cuisine
demo-team = Équipe cuisine
demo-port-taken = Le port { $port } est déjà pris, peut-être par une autre démonstration. Choisissez-en un autre : « --port 0 » en trouve un libre.
demo-no-address = La page ne peut pas répondre à { $host }, port { $port } : { $reason }.
