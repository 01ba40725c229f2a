# Le partage d’un voyage, et les personnes qu’il concerne.

people-title = Personnes
people-owner = Propriétaire
people-nobody = Personne pour l’instant
people-approver = Prend la décision
people-approver-any = N’importe quel responsable
people-members = Partagé avec
people-not-shared = Personne d’autre ne voit ce voyage.
people-you = vous
member-role-viewer = peut consulter
member-role-editor = peut modifier
member-role-of = Ce que { $name } peut faire
member-save = Enregistrer
member-save-of = Enregistrer ce que { $name } peut faire
member-remove = Ne plus partager
member-remove-of = Ne plus partager avec { $name }
member-leave = Quitter ce voyage
share-title = Partager ce voyage
share-person = Personne
share-person-hint = Son adresse e-mail, ou le nom avec lequel elle se connecte
share-role = Ce qu’elle peut faire
share-go = Partager

trip-of = de { $who }
filter-owner = À qui
filter-any-owner = À tout le monde
filter-owner-me = Les miens
filter-owner-shared = Partagés avec moi

flash-shared = { $reference } est maintenant partagé
flash-member-changed = Les droits sur { $reference } sont enregistrés
flash-unshared = { $reference } n’est plus partagé avec cette personne
flash-left = Vous avez quitté { $reference }

error-member-empty = Saisissez l’adresse e-mail d’une personne, ou le nom avec lequel elle se connecte
error-member-unknown = Personne pouvant se connecter n’a ce nom ni cette adresse e-mail : vérifiez-le, ou demandez un compte à un administrateur
error-member-owner = Ce voyage est déjà le sien : choisissez quelqu’un d’autre
error-member-role = Choisissez ce que cette personne peut faire
error-member-limit = Ce voyage est partagé avec { $max } personnes, c’est le maximum : retirez d’abord quelqu’un

mail-kind-trip-shared = Voyage partagé
mail-trip-shared-subject = Un voyage est partagé avec vous
mail-trip-shared-what = Quelqu’un partage un voyage avec vous. Vous le trouvez désormais parmi vos voyages.
mail-trip-shared-action = Voir le voyage
mail-trip-shared-note = Si ce voyage ne vous concerne pas, ouvrez-le et choisissez « Quitter ce voyage ».

audited-trip-shared = Voyage partagé avec quelqu’un
audited-member-role-changed = Rôle dans un voyage partagé modifié
audited-trip-unshared = Voyage plus partagé avec quelqu’un
