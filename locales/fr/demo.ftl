# La démonstration.

demo-ready =
    La démonstration est prête : ouvrez { $address } dans votre navigateur.
    Tout est inventé, rien ne sort de cette machine. Ctrl-C pour arrêter.
demo-jump = { $day } { $time }
demo-port-taken = Le port { $port } est déjà pris, peut-être par une autre démonstration. Choisissez-en un autre : « --port 0 » en trouve un libre.
demo-no-address = La page ne peut pas répondre à { $host }, port { $port } : { $reason }.
