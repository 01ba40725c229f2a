# Les fichiers d’un voyage.

attachments-title = Fichiers
attachments-none = Aucun fichier pour l’instant. Billets, réservations et reçus sont ici à portée de main de tous ceux qui voient le voyage.
attachment-added = ajouté le { $when } par { $who }
attachment-download = Télécharger
attachment-download-name = Télécharger { $name }
attachment-delete = Supprimer
attachment-delete-name = Supprimer { $name }
attachment-description = Description
attachment-description-hint = Facultatif : ce que c’est, pour tous ceux qui le cherchent
attachment-edit = Modifier
attachment-edit-name = Modifier { $name }
attachment-edit-title = Ce qu’est ce fichier
attachment-save = Enregistrer
attachment-conflict-title = Quelqu’un d’autre a modifié ce fichier
attachment-field-name = Nom
attachment-field-description = Description
attachment-name-hint = L’extension reste telle qu’elle est
attachment-expense = Reçu de
attachment-receipt-of = Reçu de « { $expense } » dans
attach-title = Ajouter des fichiers
attach-files = Fichiers
attach-files-hint = PDF, images, documents bureautiques, texte, CSV, entrées d’agenda, e-mails et cartes ; { $size } Mo au plus chacun, { $count } fichiers par voyage
attach-go = Ajouter les fichiers

file-type-pdf = PDF
file-type-image = Image
file-type-text-document = Document
file-type-spreadsheet = Tableur
file-type-presentation = Présentation
file-type-text = Texte
file-type-csv = Tableau CSV
file-type-calendar = Entrée d’agenda
file-type-mail = E-mail
file-type-pass = Carte pour téléphone
file-size-bytes = { $size } octets
file-size-kilobytes = { $size } Ko
file-size-megabytes = { $size } Mo

flash-attached = Fichiers ajoutés à { $reference }
flash-attachment-deleted = Fichier supprimé de { $reference }
flash-attachment-restored = Le fichier est de retour dans { $reference }
flash-attachment-saved = Ce qu’est le fichier de { $reference } a été enregistré

error-attachment-none = Choisissez un fichier
error-attachment-name = Donnez un nom au fichier
error-attachment-type = « { $name } » est d’un genre qui ne peut pas être joint : choisissez un PDF, une image, un document bureautique, du texte, un CSV, une entrée d’agenda, un e-mail ou une carte
error-attachment-declared = « { $name } » est annoncé comme { $declared }, ce qui ne va pas avec son nom : donnez-lui la bonne extension
error-attachment-content = « { $name } » devrait être du genre « { $kind } », mais ressemble à { $found } : enregistrez-le de nouveau, ou donnez-lui la bonne extension
error-attachment-unreadable = « { $name } » devrait être du genre « { $kind } », mais est abîmé ou autre chose : enregistrez-le de nouveau, ou donnez-lui la bonne extension
error-attachment-empty = « { $name } » est vide : choisissez un autre fichier
error-attachment-size = « { $name } » dépasse { $max } Mo : réduisez-le ou divisez-le
error-attachment-count = « { $name } » est de trop : un voyage peut avoir { $max } fichiers, supprimez-en d’abord
error-attachment-total = Il n’y a plus de place pour « { $name } » : les fichiers d’un voyage peuvent faire { $max } Mo ensemble, supprimez-en d’abord
error-attachment-broken = Les fichiers ne sont pas arrivés en entier. Ils n’ont rien d’anormal ; envoyez-les de nouveau.
