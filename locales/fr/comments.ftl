## Ce qui est dit d’un voyage

section-comments = Commentaires
comments-title = Commentaires
comments-none = Personne n’a encore rien dit de ce voyage.
comments-none-here = Il n’y a pas de commentaires sur cette page.
comment-text = Commentaire
comment-hint = Qui voit le voyage voit aussi ceci. Mentionnez quelqu’un avec @ et son nom de connexion. Markdown est accepté : **gras**, listes, liens.
comment-send = Commenter
comment-edit = Modifier
comment-delete = Supprimer
comment-edit-title = Modifier votre commentaire
comment-save = Enregistrer
comment-cancel = Annuler
comment-changed = modifié
comment-newer-title = Vous avez modifié ce commentaire entre-temps
comment-newer-text = Rien n’a été enregistré. Voici son texte actuel ; enregistrez si ce que vous avez saisi ci-dessous doit le remplacer.
error-comment-empty = Saisissez un commentaire
error-comment-mention = { $who } ne peut pas voir ce voyage : partagez-le d’abord, ou retirez le @
flash-comment-added = Votre commentaire est ajouté à { $reference }
flash-comment-saved = Votre commentaire est enregistré
flash-comment-deleted = Le commentaire est supprimé
flash-comment-restored = Le commentaire est de retour
changed-comment = Commentaire
comment-mentions = Mentions
notification-commented = { $who } a commenté « { $trip } »
notification-mentioned = { $who } vous a mentionné à propos de « { $trip } »
