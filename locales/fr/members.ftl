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
member-role-owner = en est aussi propriétaire
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
filter-owner-travelling = Ceux où je voyage

flash-shared = { $reference } est maintenant partagé
flash-member-changed = Les droits sur { $reference } sont enregistrés
flash-unshared = { $reference } n’est plus partagé avec cette personne
flash-handed-over = { $reference } appartient maintenant à quelqu’un d’autre
flash-left = Vous avez quitté { $reference }

error-member-empty = Saisissez l’adresse e-mail d’une personne, ou le nom avec lequel elle se connecte
error-member-unknown = Personne pouvant se connecter n’a ce nom ni cette adresse e-mail : vérifiez-le, ou demandez un compte à un administrateur
error-member-owner = Ce voyage est déjà le sien : choisissez quelqu’un d’autre
error-member-role = Choisissez ce que cette personne peut faire
error-member-limit = Ce voyage est partagé avec { $max } personnes, c’est le maximum : retirez d’abord quelqu’un

handover-link = Transmettre
handover-title = Transmettre ce voyage
handover-lead = Ce voyage appartient à { $name }. Il appartiendra désormais à la personne que vous nommez ici.
handover-lead-nobody = Ce voyage n’appartient encore à personne. Il appartiendra désormais à la personne que vous nommez ici.
handover-owns = Elle décide qui d’autre le voit, le soumet, l’annule et le supprime. Un e-mail l’en informe.
handover-approver = C’est son responsable qui prend la décision, et non plus la personne sollicitée jusqu’ici.
handover-travellers = Les voyageurs restent les mêmes.
handover-person = Nouveau propriétaire
handover-keep = { $name } en reste aussi propriétaire
handover-go = Transmettre

mail-kind-traveller-named = Voyageur désigné
mail-traveller-named-subject = Vous faites partie d’un voyage
mail-traveller-named-what = Quelqu’un vous compte parmi les voyageurs. Vous trouvez désormais ce voyage parmi les vôtres.
mail-traveller-named-note = Si vous ne voyagez pas, prévenez la personne qui prépare le voyage : sa page indique qui c’est.
mail-kind-trip-handed-over = Voyage transmis
mail-trip-handed-over-subject = Un voyage vous appartient désormais
mail-trip-handed-over-what = Quelqu’un vous a transmis un voyage. Vous décidez désormais qui d’autre le voit, quand il est soumis et s’il a lieu.
mail-trip-handed-over-note = Si ce voyage ne vous concerne pas, ouvrez-le et transmettez-le à la bonne personne.

mail-kind-trip-shared = Voyage partagé
mail-trip-shared-subject = Un voyage est partagé avec vous
mail-trip-shared-what = Quelqu’un partage un voyage avec vous. Vous le trouvez désormais parmi vos voyages.
mail-trip-shared-action = Voir le voyage
mail-trip-shared-note = Si ce voyage ne vous concerne pas, ouvrez-le et choisissez « Quitter ce voyage ».

audited-trip-shared = Voyage partagé avec quelqu’un
audited-member-role-changed = Rôle dans un voyage partagé modifié
audited-trip-handed-over = Voyage transmis à quelqu’un
audited-traveller-named = Voyageur désigné
audited-traveller-removed = Voyageur retiré
audited-trip-unshared = Voyage plus partagé avec quelqu’un
