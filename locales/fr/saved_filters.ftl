# Les listes de voyages qui portent un nom.

saved-filters-title = Filtres enregistrés
saved-filters-lead = Les listes auxquelles vous revenez : chacune garde ses filtres et son ordre. Personne d’autre ne les voit.
saved-filters-none-title = Pas encore de filtre enregistré
saved-filters-none-text = Affinez la liste des voyages et choisissez « Enregistrer ces filtres ».
saved-filters-manage = Gérer
saved-filter-name = Nom
saved-filter-name-hint = Comment vous appellerez cette liste, par exemple « Mes brouillons »
saved-filter-save = Enregistrer les filtres
saved-filter-save-this = Enregistrer ces filtres
saved-filter-rename = Renommer
saved-filter-rename-of = Renommer { $name }
saved-filter-delete = Supprimer
saved-filter-delete-of = Supprimer { $name }
flash-filter-saved = Les filtres sont enregistrés : vous les trouvez au-dessus de la liste
flash-filter-renamed = Le filtre enregistré porte un autre nom
flash-filter-forgotten = Le filtre enregistré est supprimé
error-saved-filter-name = Saisissez un nom pour ces filtres
error-saved-filter-query = La liste ne connaît pas ces filtres : choisissez-les dans la liste des voyages
error-saved-filter-taken = Vous avez déjà des filtres de ce nom : choisissez un autre nom
error-saved-filter-limit = Vous avez { $max } filtres enregistrés, le maximum : supprimez-en un d’abord
