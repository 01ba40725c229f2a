# Ce qui figure sur les pages : titres, étiquettes, boutons et indications. Les messages envoyés par le code sont dans
# messages.ftl.

app-name = Trip Management
app-description = Le portail des voyages : les préparer, les faire approuver et savoir où ils en sont.

## Cadre

skip-to-content = Aller au contenu
nav-label = Navigation principale
nav-home = Accueil
nav-trips = Voyages
nav-new-trip = Nouveau voyage
crumbs-label = Retour
search-label = Rechercher un voyage
search-placeholder = Rechercher un voyage
search-go = Rechercher
person-guest = un invité
preview-ribbon = Aperçu, pas encore en production. Version { $version }
flash-undo = Annuler la suppression
dialog-close = Fermer
footer-language = Langue
footer-theme = Thème
footer-help = Aide
footer-preferences = Préférences
footer-api = Guide de l’API
footer-openapi = Document OpenAPI
footer-version = Version
footer-commit = Commit
footer-instance = Réponse de
pagination-label = Pages
pagination-previous = Page précédente
pagination-next = Page suivante
title-error-prefix = Erreur :
problem-title = Il y a un problème
problem-prefix = Erreur :
problem-status = Erreur { $status }

## Clavier

shortcuts-title = Raccourcis clavier
shortcuts-key = Touche
shortcuts-does = Effet
shortcuts-search = Rechercher un voyage
shortcuts-new = Nouveau voyage
shortcuts-edit = Modifier le voyage affiché
shortcuts-move = Voyage suivant ou précédent dans une liste
shortcuts-open = Ouvrir le voyage choisi
shortcuts-save = Enregistrer le formulaire en cours (⌘ Entrée sur Mac)
shortcuts-help = Afficher cette liste
shortcuts-off-link = Désactiver les raccourcis dans les préférences

## Accueil

home-title = Accueil
home-heading = Chaque voyage, de l’idée au retour
home-lead = Préparez un voyage, faites-le approuver et gardez ses dates, son lieu et ses coûts là où toute l’équipe les trouve.
home-all-trips = Tous les voyages
home-hello = Bonjour { $name }
home-next = Votre prochain voyage
home-todo = À faire
home-todo-all = Toutes les décisions
home-todo-empty = Rien ne vous attend.
home-todo-sent-back = Renvoyé : modifiez-le et soumettez-le de nouveau
home-todo-submit = Commence bientôt et n’est pas soumis
home-todo-decide = Attend votre décision
home-team = Votre équipe aujourd’hui
home-team-all = Qui est où
home-team-empty = Personne de votre équipe ne voyage aujourd’hui.
home-team-more = Les autres
home-spend = Dépensé ce trimestre
home-spend-all = Rapport
home-spend-empty = Aucune dépense n’est saisie pour ce trimestre.
home-spend-own = Pour vos voyages
home-spend-team = Pour vos voyages et ceux de votre équipe
home-current = En ce moment
home-current-empty = Personne n’est en voyage aujourd’hui.
home-upcoming = Prochains départs
home-upcoming-all = Tous les voyages à venir
home-upcoming-empty = Aucun voyage n’est encore prévu. Donnez-lui une date de départ et il apparaîtra ici.
home-recent = Derniers changements
home-recent-all = Tout voir
home-first-title = Par où commencer ?
home-first-text = Votre premier voyage n’a besoin que d’un nom. Les dates, le lieu et le budget viendront quand vous les connaîtrez.
home-first-demo = Pour découvrir le portail, remplissez-le de voyages d’exemple :

## Un voyage

trip-no-destination = Pas encore de destination
trip-no-dates = Pas encore de dates
trip-no-budget = Pas encore de budget
trip-no-notes = Pas encore de notes.
trip-not-set = Non précisé
trip-from-date = À partir du { $date }
trip-by = par { $who }
trip-destination = Destination
trip-itinerary = Itinéraire
trip-length = Durée
trip-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }
trip-zone = Fuseau horaire d’attache
trip-budget = Budget
trip-cost-center = Centre de coûts
trip-notes = Notes
trip-edit = Modifier
trip-delete = Supprimer
trip-restore = Restaurer
trip-created = Créé le { $when } par { $who }
trip-changed = Modifié le { $when } par { $who }
trip-deleted-title = Ce voyage est dans la corbeille
trip-deleted-by = Supprimé le { $when } par { $who }.
trip-gone-on = Restaurez-le avant le { $date } ; ensuite, il disparaîtra définitivement.
ago-now = à l’instant
ago-minutes =
    { $count ->
        [one] il y a { $count } minute
       *[other] il y a { $count } minutes
    }
ago-hours =
    { $count ->
        [one] il y a { $count } heure
       *[other] il y a { $count } heures
    }
ago-days =
    { $count ->
        [one] il y a { $count } jour
       *[other] il y a { $count } jours
    }
pass-from = Du
pass-to = Au
pass-open-end = Fin ouverte
pass-day-today = Jour { $day } aujourd’hui
pass-starts-in =
    { $days ->
        [1] Départ demain
        [one] Départ dans { $days } jour
       *[other] Départ dans { $days } jours
    }

## La liste des voyages

trips-title = Voyages
trips-caption = Voyages ; chaque titre muni d’une flèche trie selon sa colonne
trips-count =
    { $count ->
        [one] { $shown } voyage
       *[other] { $shown } voyages
    }
trips-count-capped = Plus de { $shown } voyages
trips-none-title = Pas encore de voyage
trips-none-text = Le premier n’a besoin que d’un nom.
trips-no-match-title = Aucun voyage ne correspond
trips-no-match-text = Retirez un filtre ou cherchez un mot plus court.
filter-label = Filtrer les voyages
filter-any-time = Toutes
filter-any-country = Tous les pays
filter-more = Plus de filtres
filter-apply = Afficher
filter-active = Filtres actifs
filter-remove = Retirer le filtre
filter-clear = Effacer tous les filtres

## Le formulaire

new-title = Nouveau voyage
new-lead = Seul le nom est nécessaire maintenant. Le reste peut venir plus tard.
new-create = Créer le voyage
edit-title = Modifier { $name }
edit-heading = Modifier le voyage
edit-save = Enregistrer le voyage
form-cancel = Annuler
form-part-what = Quoi
form-part-where = Où
form-part-when = Quand
form-part-money = Budget
form-name-hint = Le nom que tout le monde utilisera, par exemple « Lancement à Lyon »
form-purpose-hint = Une phrase pour la personne qui approuvera le voyage
form-choose-country = Choisir un pays
form-time-zone-hint = Le fuseau de la personne qui voyage. Il décide du jour qu’il est pour ce voyage.
form-amount-hint = Ce que tout le voyage peut coûter, par exemple 1200,50
form-choose-currency = Choisir une devise
form-cost-center-hint = Le code utilisé par votre service comptable
form-notes-hint = Markdown est accepté : **gras**, - listes, [liens](https://example.com)

## Deux modifications à la fois

conflict-title = Quelqu’un d’autre a modifié ce voyage
conflict-who = Une version plus récente a été enregistrée le { $when } par { $who }, après l’ouverture de votre formulaire.
conflict-how = Rien n’est perdu : choisissez champ par champ la version à garder, puis enregistrez.
conflict-theirs = Enregistré par { $who }
conflict-mine = Votre version
conflict-both = Modifié des deux côtés
conflict-nothing = Vide
conflict-save = Enregistrer ces choix
conflict-discard = Abandonner ma modification

## La corbeille

trash-link = Corbeille
trash-title = Corbeille
trash-lead =
    { $days ->
        [one] Un voyage supprimé peut être restauré pendant { $days } jour.
       *[other] Un voyage supprimé peut être restauré pendant { $days } jours.
    }
trash-deleted = Supprimé
trash-gone-on = Disparition définitive
trash-restore-name = Restaurer { $name }
trash-none-title = La corbeille est vide
trash-none-text =
    { $days ->
        [one] Les voyages supprimés attendent ici { $days } jour, au cas où vous voudriez en récupérer un.
       *[other] Les voyages supprimés attendent ici { $days } jours, au cas où vous voudriez en récupérer un.
    }
trash-back = Revenir aux voyages

## Préférences

preferences-title = Préférences
preferences-lead = Elles sont conservées dans ce navigateur.
preferences-language = Langue
preferences-theme = Thème
preferences-shortcuts = Raccourcis clavier
preferences-shortcuts-hint = Désactivez-les si un lecteur d’écran ou une commande vocale utilise les mêmes touches.
preferences-on = Activés
preferences-off = Désactivés
preferences-save = Enregistrer les préférences

## Aide

help-title = Aide
help-lead = Quatre étapes suffisent presque tous les jours. Le reste sert à aller plus vite.
help-steps-title = Premiers pas
help-step-create = Créez un voyage
help-step-create-text = Choisissez « Nouveau voyage » et donnez-lui un nom. Enregistrez tôt : les dates, le lieu et le budget peuvent suivre.
help-step-submit = Soumettez-le
help-step-submit-text = Quand le projet est prêt, choisissez « Soumettre » sur la page du voyage. La personne qui approuve les voyages le trouve dans la liste, au statut « Soumis ».
help-step-find = Retrouvez-le
help-step-find-text = Cherchez par nom, lieu ou référence, et affinez la liste par statut, période et pays. L’adresse de la page contient tout : vous pouvez l’ajouter aux favoris ou la partager.
help-step-undo = Changez d’avis
help-step-undo-text =
    { $days ->
        [one] Les voyages supprimés attendent { $days } jour dans la corbeille et reviennent d’un seul geste.
       *[other] Les voyages supprimés attendent { $days } jours dans la corbeille et reviennent d’un seul geste.
    }
help-status-title = Ce que signifie un statut
help-status-lead = Un voyage passe par ces étapes, et sa page ne montre que celles qui lui sont ouvertes :
help-status-draft = En préparation. Soumettez-le quand il est prêt, ou annulez-le.
help-status-submitted = En attente d’une décision. Approuvez-le, refusez-le ou retirez-le pour le retravailler.
help-status-approved = Décidé : le voyage a lieu. Il peut encore être annulé.
help-status-rejected = Décidé : pas sous cette forme. Rouvrez-le pour le préparer à nouveau.
help-status-cancelled = Il n’a pas lieu. Rouvrez-le pour le préparer à nouveau.
help-phase = À côté du statut figure la place du voyage dans le calendrier : à venir, en cours, terminé ou sans date. Personne ne la choisit : elle découle des dates et du fuseau horaire d’attache.
help-keyboard-text = Ils se taisent pendant que vous écrivez dans un champ, et vous pouvez les désactiver :
help-api-title = Pour les programmes
help-api-text = Tout ce qui concerne les voyages se fait aussi par REST :

## API guide
api-title = Guide de l’API
api-lead = Tout ce que le portail fait avec les voyages, les programmes le peuvent aussi. Essayez ici : cela agit sur les vrais voyages.
api-no-script = Ce guide a besoin de JavaScript. Le document dont il est tiré se lit sans :
conflict-status = Le statut du voyage est maintenant :
edit-deleted = Ce voyage a été mis à la corbeille le { $when }. Votre saisie est toujours là ; l’enregistrer restaure le voyage.
edit-restore-and-save = Restaurer et enregistrer
