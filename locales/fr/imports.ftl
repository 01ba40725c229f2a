# Des voyages à importer
import-title = Importer des voyages
import-link = Importer
import-lead = Depuis un tableur enregistré en CSV, ou depuis du JSON. Vous voyez chaque voyage tel qu’il sera avant que rien ne soit importé.
import-file = Fichier
import-file-bounds = CSV ou JSON, { $size } Mo et { $rows } voyages au plus
import-look = Examiner le fichier
import-help-title = À savoir
import-help-headings = La première ligne nomme les colonnes, en français ou en anglais. Seul le nom du voyage est nécessaire ; vous dites quelle colonne est laquelle.
import-help-own = Ce que vous téléchargez depuis la liste des voyages s’importe tel quel. Le JSON apporte aussi itinéraires et voyageurs.
import-help-draft = Chaque voyage devient un de vos brouillons, avec sa propre référence. Les collègues nommés dans un fichier deviennent des voyageurs sans compte : un fichier ne donne à personne un voyage à voir.
import-help-undo = Pendant { $days } jours, un import entier peut être annulé, tant que personne n’a modifié ses voyages.
import-recent = Vos imports
import-state = État
import-rows = Lignes
import-when = Quand

import-format-csv = CSV
import-format-json = JSON
import-state-uploaded = Pas encore importé
import-state-queued = En cours
import-state-done = Importé
import-state-refused = Rien n’a été importé
import-state-failed = Abandonné
import-state-undone = Annulé

import-preview-title = Vérifier avant d’importer
import-preview-lead = Rien n’est encore importé. Vérifiez comment le fichier a été lu, puis importez-le.
import-sum-rows = { $count ->
    [one] ligne
   *[other] lignes
 } dans le fichier
import-sum-right = { $count ->
    [one] peut être importée
   *[other] peuvent être importées
 }
import-sum-wrong = { $count ->
    [one] a un problème
   *[other] ont un problème
 }
import-sum-imported = { $count ->
    [one] importée
   *[other] importées
 }
import-delimiter-comma = séparé par des virgules
import-delimiter-semicolon = séparé par des points-virgules
import-delimiter-tab = séparé par des tabulations
import-delimiter-bar = séparé par des barres
import-before = Ce même fichier a été importé le { $when } : { $count ->
    [one] { $count } voyage
   *[other] { $count } voyages
 }. L’importer de nouveau crée les voyages une seconde fois.
import-before-link = Voir cet import
import-mapping = Colonnes
import-column = Colonne
import-sample = Première valeur
import-field = Va dans
import-field-of = Où va la colonne { $column }
import-no-heading = Sans titre
import-left-out = Ignorée
import-dates = Dates telles que 04/05/2026
import-day-first = Le jour d’abord : 4 mai
import-month-first = Le mois d’abord : 5 avril
import-amounts = Montants tels que 1,234
import-amounts-point = La virgule groupe les chiffres : 1234
import-amounts-comma = La virgule est décimale : 1,234
import-read-again = Relire
import-first-rows = Les premiers voyages tels qu’ils seront
import-line = Ligne
import-more = Autres
import-segments = { $count ->
    [one] { $count } étape
   *[other] { $count } étapes
 }
import-travellers = { $count ->
    [one] { $count } voyageur
   *[other] { $count } voyageurs
 }
import-problems = Problèmes
import-problem = Problème
import-trip = Voyage
import-nameless = Sans nom
import-cut = Les { $count } premiers sont affichés ; le fichier les contient tous.
import-mode = Certaines lignes ont des problèmes
import-mode-whole = Tout importer ou rien
import-mode-right = Importer les lignes correctes, ignorer les autres
import-go = { $count ->
    [one] Importer { $count } voyage
   *[other] Importer { $count } voyages
 }
import-not-ready = Aucune ligne ne peut être importée telle que le fichier est lu.
import-discard = Jeter le fichier

import-progress-title = Import en cours
import-waiting = En attente
import-progress = { $done } lignes sur { $read }
import-progress-leave = Vous pouvez quitter cette page : l’import continue, et son rapport reste ici.
import-refresh = Actualiser
import-still = Ne plus actualiser automatiquement

import-report-title = Rapport d’import
import-done = { $count ->
    [one] { $count } voyage a été importé.
   *[other] { $count } voyages ont été importés.
 }
import-refused = Rien n’a été importé : { $count ->
    [one] { $count } ligne a
   *[other] { $count } lignes ont
 } un problème.
import-refused-whole = Vous avez demandé tout ou rien. Corrigez le fichier et importez-le de nouveau, ou n’importez que les lignes correctes.
import-failed = L’import a été commencé plusieurs fois sans jamais aboutir. Rien n’a été importé.
import-undone = Annulé : { $count ->
    [one] { $count } voyage est
   *[other] { $count } voyages sont
 } dans la corbeille.
import-report-file = Rapport en CSV
import-report-line = Ligne
import-report-name = Voyage
import-report-result = Résultat
import-report-problems = Problèmes
import-row-imported = Importé
import-row-wrong = A un problème
import-row-not-imported = Pas importé
import-undo = { $count ->
    [one] Annuler : { $count } voyage à la corbeille
   *[other] Annuler : les { $count } voyages à la corbeille
 }
import-another = Importer un autre fichier
import-stuck = Pas annulé : quelque chose a changé depuis
import-stuck-text = Un import s’annule en entier ou pas du tout. Ces voyages, ou ce qui leur appartient, ont été modifiés ou supprimés depuis :
import-imported = Ce qui a été importé
import-gone = supprimé définitivement
flash-import-undone = L’import a été annulé : ses voyages sont dans la corbeille.

error-import-none = Choisissez un fichier
error-import-size = Le fichier dépasse { $max } Mo. Divisez-le en plusieurs
error-import-empty = Il n’y a aucun voyage dans le fichier. La première ligne nomme les colonnes, les suivantes sont des voyages
error-import-encoding = Le fichier n’est pas du texte en UTF-8, UTF-16 ou Windows-1252. Enregistrez-le en CSV UTF-8
error-import-table = Le fichier ne peut pas être lu comme un tableau
error-import-columns = La ligne { $line } a plus de { $max } colonnes
error-import-cell = La ligne { $line } a une cellule de plus de { $max } caractères : il manque peut-être un guillemet
error-import-rows = Le fichier contient plus de { $max } voyages. Divisez-le en plusieurs
error-import-json = Le fichier doit contenir une liste de voyages
error-import-object = Un voyage doit être un objet
error-import-members = Il peut y en avoir { $max } au plus
error-import-cells = La ligne a { $cells } cellules, et il y a { $columns } colonnes
error-import-twice = Une autre colonne va déjà dans « { $field } »
error-import-no-name = Dites quelle colonne est le nom du voyage
error-import-waiting = Vous avez { $max } imports en cours. Attendez que l’un d’eux soit terminé
error-import-again = Cette page a déjà servi pour un autre fichier. Choisissez le fichier encore une fois
error-import-not-done = Cet import n’est pas terminé : il n’y a rien à annuler
