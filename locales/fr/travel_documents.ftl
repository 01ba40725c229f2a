# Jusqu’à quand valent les passeports, les visas et autres.

travel-documents-title = Documents de voyage
travel-documents-lead = Indiquez jusqu’à quand valent votre passeport, vos visas et autres : un rappel vous est envoyé 90, 30 et 7 jours avant la fin, et un voyage pour lequel l’un d’eux ne suffit pas vous le dit.
travel-documents-note = Ne saisissez jamais le numéro d’un document : le portail n’en a pas besoin, il n’y a donc rien à voler. Personne d’autre ne lit ce qui figure ici. Qui peut modifier un voyage auquel vous participez lit seulement qu’un de vos documents expire avant la fin du voyage.
travel-documents-caption = Vos documents de voyage, le premier à expirer d’abord
travel-documents-none-title = Aucun document de voyage
travel-documents-none-text = Ajoutez votre passeport : vous serez averti avant qu’il ne soit trop tard pour le renouveler.
travel-documents-new = Ajouter un document
travel-documents-full = Vous gardez { $max } documents, c’est le maximum : supprimez-en un pour en ajouter un autre.
travel-document-add = Ajouter le document
travel-document-save = Enregistrer le document
travel-document-edit-title = Modifier le document de voyage
travel-document-delete = Supprimer
travel-document-delete-of = Supprimer : { $kind }, { $date }
travel-document-do = Ce que vous pouvez faire
travel-document-kind = Document
travel-document-choose = Choisir
travel-document-country = Pays
travel-document-country-hint = Celui qui l’a délivré ; pour un visa, celui où il permet d’aller
travel-document-until = Dernier jour
travel-document-label = Intitulé
travel-document-label-hint = Facultatif, pour distinguer deux documents semblables ; pas le numéro
travel-document-soon = expire bientôt
travel-document-ended = n’est plus valable

travel-document-passport = Passeport
travel-document-identity-card = Carte d’identité
travel-document-visa = Visa
travel-document-residence-permit = Titre de séjour
travel-document-driving-licence = Permis de conduire
travel-document-vaccination = Vaccination
travel-document-other = Autre document
travel-document-your-passport = Votre passeport
travel-document-your-identity-card = Votre carte d’identité
travel-document-your-visa = Votre visa
travel-document-your-residence-permit = Votre titre de séjour
travel-document-your-driving-licence = Votre permis de conduire
travel-document-your-vaccination = Votre vaccination
travel-document-your-other = Un de vos documents

travel-document-ends = { $document } expire le { $date }
travel-document-notices =
    { $count ->
        [one] Un document de voyage à vérifier
       *[other] Des documents de voyage à vérifier
    }
travel-document-before = { $document } expire le { $date }, avant la fin du voyage
travel-document-afterwards = { $document } expire le { $date }, moins de six mois après le voyage, et beaucoup de pays en demandent six
travel-document-of-other = Un document de voyage de { $name } expire avant la fin du voyage

notification-document-ends = { $trip }
mail-attention-subject = Quelque chose demande votre attention
mail-attention-what = Ceci demande votre attention :

flash-travel-document-added = Document de voyage ajouté
flash-travel-document-saved = Document de voyage enregistré
flash-travel-document-deleted = Document de voyage supprimé
error-travel-document-kind = Choisissez de quel document il s’agit
error-travel-document-country = Choisissez le pays qui a délivré le document, ou que le visa concerne
error-travel-document-until = Saisissez le dernier jour où le document est valable
error-travel-document-limit = Vous gardez { $max } documents, c’est le maximum : supprimez-en un d’abord
error-travel-document-changed = Ce document a été modifié ailleurs entre-temps. Votre saisie est encore là : enregistrez-la de nouveau pour le remplacer
