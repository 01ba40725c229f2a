# Les textes que prononce le programme : dates, états et champs, erreurs, et ce qui a été fait.

day-number =
    { $day ->
        [1] 1er
       *[other] { $day }
    }
date-long = { $day } { $month } { $year }
date-weekday = { $weekday } { $day } { $month } { $year }
date-range-days = { $startDay }–{ $endDay } { $endMonth } { $endYear }
date-range-months = { $startDay } { $startMonth } – { $endDay } { $endMonth } { $endYear }
date-range-years = { $startDay } { $startMonth } { $startYear } – { $endDay } { $endMonth } { $endYear }
date-time = { $date } à { $time } { $zone }

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

weekday-1 = lun.
weekday-2 = mar.
weekday-3 = mer.
weekday-4 = jeu.
weekday-5 = ven.
weekday-6 = sam.
weekday-7 = dim.

status-draft = Brouillon
status-submitted = Soumis
status-approved = Approuvé
status-rejected = Refusé
status-cancelled = Annulé

phase-unscheduled = Sans dates
phase-upcoming = À venir
phase-in-progress = En cours
phase-completed = Terminé

action-submit = Soumettre pour approbation
action-withdraw = Retirer la demande
action-approve = Approuver
action-reject = Refuser
action-cancel = Annuler le voyage
action-reopen = Rouvrir en brouillon

theme-auto = Comme l’appareil
theme-light = Clair
theme-dark = Sombre

field-name = Nom du voyage
field-purpose = Motif
field-destination_place = Lieu
field-destination_country = Pays
field-start_date = Date de début
field-end_date = Date de fin
field-time_zone = Fuseau horaire de départ
field-budget_amount = Budget
field-budget_currency = Devise
field-cost_center = Centre de coûts
field-notes = Notes

filter-q = Recherche
filter-status = Statut
filter-when = Période
filter-country = Pays
filter-traveller = Voyageur
filter-from = À partir du
filter-to = Jusqu’au
filter-value = { $value }

column-trip = Voyage
column-destination = Destination
column-dates = Dates
column-status = Statut
column-budget = Budget
column-changed = Modifié

flash-created = Voyage { $reference } créé
flash-saved = Modifications de { $reference } enregistrées
flash-deleted = Voyage { $reference } mis à la corbeille
flash-restored = Voyage { $reference } restauré
flash-submitted = Voyage { $reference } soumis pour approbation
flash-withdrawn = Demande { $reference } retirée ; le voyage est de nouveau un brouillon
flash-approved = Voyage { $reference } approuvé
flash-rejected = Voyage { $reference } refusé
flash-cancelled = Voyage { $reference } annulé
flash-reopened = Voyage { $reference } rouvert en brouillon
flash-preferences-saved = Préférences enregistrées

way-out-home = Aller à l’accueil
way-out-trips = Voir tous les voyages
way-out-trip = Voir le voyage dans son état actuel
way-out-retry = Réessayer

error-name-empty = Saisissez un nom de voyage
error-too-long =
    { $over ->
        [one] { $field } : { $max } caractères au plus ; supprimez 1 caractère
       *[other] { $field } : { $max } caractères au plus ; supprimez { $over } caractères
    }
error-line-break = { $field } : écrivez sur une seule ligne
error-control = { $field } : certains caractères ne sont pas du texte ; supprimez ce passage et saisissez-le de nouveau
error-date = { $field } : saisissez une date réelle, par exemple 2026-05-04
error-time = { $field } doit être une heure, par exemple 14:30
error-end-before-start = La date de fin doit être le { $start } ou après
error-country = Choisissez un pays dans la liste
error-time-zone = Choisissez un fuseau horaire dans la liste, par exemple Europe/Paris
error-amount = { $field } : saisissez un montant, par exemple 1250 ou 1250,50
error-amount-missing = Saisissez un montant, ou ne choisissez pas de devise
error-amount-negative = { $field } : saisissez 0 ou plus
error-amount-too-large = { $field } : saisissez moins de 1 000 000 000 000
error-amount-decimals =
    { $decimals ->
        [0] Saisissez un montant en { $currency } sans décimales
       *[other] Saisissez un montant en { $currency } avec { $decimals } décimales au plus
    }
error-currency = Choisissez une devise dans la liste
error-currency-missing = Choisissez la devise du montant
error-refused = Vérifiez ce champ ; la base de données n’accepte pas son contenu
error-not-text = Saisissez { $field } de nouveau ; certains caractères ne sont pas du texte
error-wrong-type = Le type doit être celui que nomme la documentation de l’API
error-language = Choisissez une langue dans la liste
error-theme = Choisissez un thème dans la liste
error-shortcuts = Choisissez activés ou désactivés
error-not-offered = « { $value } » ne fait pas partie des choix
error-cursor = Cet endroit de la liste est introuvable ; repartez de la première page
error-search-too-long = Recherchez au plus { $max } caractères et { $words } mots
error-filter-values = Au plus { $max } valeurs peuvent être nommées à la fois
error-size = Saisissez un nombre entier de 1 à { $max }
error-second-sort = Un second ordre de tri n’est pas pris en charge ; l’identifiant départage
error-filter-unknown = Le filtre « { $filter } » n’existe pas
error-filter-value = « { $value } » ne convient pas au filtre « { $filter } »
error-too-many-fields = La requête a plus de champs qu’aucun formulaire d’ici
error-body = La requête s’est interrompue avant la fin ; envoyez-la de nouveau
error-json = Le corps ne peut pas être lu : { $reason }
error-id-exists = Un nouveau voyage ne peut pas déjà avoir un identifiant
error-id-null = Le corps doit nommer l’identifiant du voyage
error-id-invalid = L’identifiant du corps n’est pas celui de l’adresse
error-status = Un voyage à l’état { $from } ne peut pas passer à { $to }
error-transition = Ce voyage a maintenant le statut « { $status } », qui ne le permet pas
error-idempotency-key = De 1 à 255 caractères ASCII visibles

error-not-found-title = Page introuvable
error-not-found-text = Si vous avez saisi l’adresse, vérifiez-la. Si vous avez suivi un lien, la page a peut-être été déplacée.
error-no-such-trip-title = Voyage introuvable
error-no-such-trip-text = Ce voyage n’existe pas, ou il a été supprimé il y a plus de 30 jours.
error-method-title = Cette adresse ne fait pas cela
error-method-text = La page existe, mais elle ne s’utilise pas de cette façon.
error-validation-title = Il y a un problème
error-validation-text = Corrigez ce qui est nommé ici et envoyez de nouveau.
error-bad-request-title = La requête ne se comprend pas
error-cross-site-title = Requête venue d’un autre site
error-cross-site-text = Pour votre sécurité, seules les pages de ce portail peuvent modifier quelque chose. Ouvrez la page ici et réessayez.
error-transition-title = Ce n’est plus possible
error-concurrency-title = Le voyage a changé entre-temps
error-concurrency-text = Quelqu’un a modifié ce voyage depuis que vous l’avez ouvert. Rien n’a été fait ; regardez-le dans son état actuel.
error-precondition-title = Le voyage a changé entre-temps
error-precondition-text = If-Match nomme une autre version que la version actuelle. Relisez le voyage.
error-idempotency-title = Cette clé a déjà servi
error-idempotency-text = La clé Idempotency-Key appartient à une autre requête. Prenez une nouvelle clé pour un nouveau voyage.
error-too-large-title = Trop à la fois
error-too-large-text = La requête dépasse 1 Mo. Raccourcissez les notes et envoyez de nouveau.
error-stalled-title = La requête n’est pas arrivée en entier
error-stalled-text = Plus rien n’est arrivé pendant dix secondes. Rien n’a été enregistré ; vérifiez la connexion et envoyez de nouveau.
error-overloaded-title = Trop de demandes à la fois
error-overloaded-text = Le portail a plus à faire qu’il ne peut. Rien n’a été modifié. Attendez quelques secondes et réessayez ; si vous aviez envoyé un formulaire, revenez en arrière : votre saisie est toujours là.
error-media-type-title = Ce type ne se lit pas ici
error-media-type-text = Envoyez la requête avec le type de contenu que nomme la documentation de l’API.
error-unavailable-title = Indisponible pour le moment
error-unavailable-text = Le portail n’atteint pas ses données. Rien n’est perdu ; réessayez dans quelques secondes.
error-internal-title = Une erreur s’est produite de notre côté
error-internal-text = Elle a été notée, et rien de vos données n’a changé. Réessayez, et prévenez l’équipe voyages si elle persiste.
