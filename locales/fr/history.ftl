## Ce qui a été modifié dans un voyage

trip-history = Voir tout l’historique
history-title = Ce qui s’est passé
history-filter = Afficher les modifications
history-all = Tout
history-show = Afficher
history-show-all = Tout afficher
history-none-title = Rien n’est encore noté
history-none-text = Chaque modification de ce voyage apparaîtra désormais ici, avec son auteur et sa date.
history-no-match-title = Rien de ce genre n’a été modifié
history-before = Avant :
history-after = Maintenant :
history-removed = Supprimé :
history-added = Ajouté :
history-see-version = Voir le voyage tel qu’il était
history-colon = {"\u00A0"}:
history-member = { $name } : { $value }
history-size = Taille en octets
history-yes = oui
history-no = non

changed-trip = Voyage
changed-segment = Itinéraire
changed-attachment = Fichier
changed-member = Partage

change-created = Création
change-changed = Modification
change-deleted = Suppression
change-restored = Restauration

version-title = Le voyage tel qu’il était le { $when }
version-lead = Tel que l’a laissé { $who }.
version-caption = Le voyage alors et maintenant, champ par champ
version-field = Champ
version-then = Alors
version-now = Maintenant
version-same = Identique
version-differs = Différent
version-restore = Restaurer cette version
version-back = Retour à l’historique
version-is-present = Le voyage n’a pas changé depuis.
version-status-stays = La restauration rétablit le contenu du voyage. Son statut, ses personnes et ses pages restent tels quels.
version-stale-title = Quelqu’un d’autre a modifié ce voyage
version-stale-text = Rien n’a été restauré. Comparez de nouveau, puis restaurez si vous le souhaitez toujours.

flash-version-restored = La version antérieure de { $reference } est rétablie
flash-version-same = { $reference } est déjà tel qu’il était
flash-undo-change = Annuler
