"""Names of people who do not exist."""
# ruff: noqa: SIM905 (as words, they can be read)

FAMILIES = (
    "Aubépin Bouleau Capucine Chardon Chèvrefeuille Clématite Colchique Coudrier Cyprès Digitale Églantier Épicéa "
    "Fougère Framboisier Frênaie Fusain Garance Gentiane Giroflée Glycine Groseillier Hêtraie Hortensia Houblon "
    "Jacinthe Jonquille Lavandier Lierre Liseron Mélisse Mirabelle Muguet Myosotis Myrtille Noiseraie Oseraie "
    "Pâquerette Pervenche Pimprenelle Primevère Prunelier Ravenelle Réséda Romarin Roselier Sarriette Saulaie Sauge "
    "Sorbier Sureau Tanaisie Thuya Tournesol Troène Valériane Verveine Viorne"
).split()

GUARDIANS = (
    "Amélie Antoine Aurélie Benoît Cécile Cyril Damien Delphine Élodie Émilie Fabien Fatou Guillaume Hélène Julien "
    "Karine Laetitia Laurent Lucas Malika Mathieu Mehdi Nadia Nicolas Olivier Pauline Rachid Sandrine Stéphane Virginie"
).split()

CHILDREN = (
    "Adam Agathe Alice Amina Anaïs Apolline Arthur Axel Basile Célia Charlotte Chloé Clément Côme Elsa Eliott Emma "
    "Ethan Eva Gabin Hugo Ilyes Iris Jade Juliette Lilou Lucie Maël Malo Manon Margaux Mila Naël Nathan Nina Noé Oscar "
    "Robin Romane Salomé Simon Théo Timéo Tom Victor Yanis"
).split()
