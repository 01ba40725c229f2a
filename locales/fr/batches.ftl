# Une action sur plusieurs voyages à la fois.

field-tag = Étiquette
batch-title = Avec les voyages cochés
batch-all = Cocher toute la page
batch-chosen = # cochés
batch-tick = Cocher { $name }
batch-tag = Ajouter l’étiquette
batch-untag = Retirer l’étiquette
batch-submit = Soumettre
batch-archive = Archiver
batch-unarchive = Sortir de l’archive
batch-delete = Supprimer
batch-tag-title = Étiquette ajoutée
batch-untag-title = Étiquette retirée
batch-submit-title = Voyages soumis
batch-archive-title = Voyages archivés
batch-unarchive-title = Voyages sortis de l’archive
batch-delete-title = Voyages supprimés
batch-done =
    { $count ->
        [0] Cela n’a été possible pour aucun des voyages cochés.
        [one] C’est fait pour { $count } voyage.
       *[other] C’est fait pour { $count } voyages.
    }
batch-undone = Tout a été annulé depuis.
batch-undo = Annuler le tout
batch-refused =
    { $count ->
        [one] { $count } voyage reste tel qu’il était
       *[other] { $count } voyages restent tels qu’ils étaient
    }
batch-undone-title = Annulé
batch-undone-count =
    { $count ->
        [0] Aucun des voyages n’a pu être remis en état.
        [one] { $count } voyage est comme avant.
       *[other] { $count } voyages sont comme avant.
    }
batch-undone-refused =
    { $count ->
        [one] { $count } voyage reste tel qu’il est
       *[other] { $count } voyages restent tels qu’ils sont
    }
batch-reason-no-such-trip = Ce voyage n’existe plus ou se trouve dans la corbeille
batch-reason-forbidden = Vous pouvez voir ce voyage, mais pas faire cela
batch-reason-status = Le statut du voyage ne le permet pas
batch-reason-already = C’est déjà le cas
batch-reason-too-many-tags = Le voyage a autant d’étiquettes que possible
batch-reason-changed = Quelqu’un d’autre a modifié le voyage au même moment
error-batch-empty = Cochez les voyages concernés
error-batch-too-many = Cochez au plus { $max } voyages
error-batch-tag = Saisissez une étiquette
flash-batch-tagged =
    { $count ->
        [one] Étiquette ajoutée à { $count } voyage
       *[other] Étiquette ajoutée à { $count } voyages
    }
flash-batch-untagged =
    { $count ->
        [one] Étiquette retirée de { $count } voyage
       *[other] Étiquette retirée de { $count } voyages
    }
flash-batch-submitted =
    { $count ->
        [one] { $count } voyage soumis
       *[other] { $count } voyages soumis
    }
flash-batch-archived =
    { $count ->
        [one] { $count } voyage archivé
       *[other] { $count } voyages archivés
    }
flash-batch-unarchived =
    { $count ->
        [one] { $count } voyage sorti de l’archive
       *[other] { $count } voyages sortis de l’archive
    }
flash-batch-deleted =
    { $count ->
        [one] { $count } voyage mis à la corbeille
       *[other] { $count } voyages mis à la corbeille
    }
flash-batch-undone =
    { $count ->
        [0] Il n’y avait plus rien à annuler
        [one] Annulé : { $count } voyage est comme avant
       *[other] Annulé : { $count } voyages sont comme avant
    }
