# L’itinéraire d’un voyage : ses étapes, leur formulaire, et les jours qu’elles forment.

segment-kind-flight = Vol
segment-kind-train = Train
segment-kind-car = Voiture
segment-kind-bus = Car
segment-kind-ferry = Ferry
segment-kind-hotel = Hôtel
segment-kind-activity = Activité
segment-kind-note = Note

segment-booking-planned = Prévu
segment-booking-booked = Réservé
segment-booking-cancelled = Annulé

segment-class-economy = Économique
segment-class-premium = Économique premium
segment-class-business = Affaires
segment-class-first = Première
segment-class-none = Non précisée

segment-add-title = Ajouter à l’itinéraire
segment-add-flight = Ajouter un vol
segment-add-train = Ajouter un train
segment-add-car = Ajouter une voiture
segment-add-bus = Ajouter un car
segment-add-ferry = Ajouter un ferry
segment-add-hotel = Ajouter un hôtel
segment-add-activity = Ajouter une activité
segment-add-note = Ajouter une note
segment-add = Ajouter à l’itinéraire
segment-save = Enregistrer l’étape
segment-edit-heading = Modifier l’étape
segment-edit-of = Modifier { $name }
segment-delete-of = Supprimer { $name }
segment-restore-of = Restaurer { $name }
segment-edit-deleted = Quelqu’un a supprimé cette étape le { $when }. L’enregistrer la restaure.
segment-full = Ce voyage compte { $max } étapes, c’est le maximum. Supprimez-en une pour en ajouter une autre.

segment-part-what = Quoi
segment-part-booking = Réservation
segment-start-departure = Départ
segment-start-pick-up = Prise en charge
segment-start-check-in = Arrivée à l’hôtel
segment-start-activity = Début
segment-start-note = Quand
segment-end-arrival = Arrivée
segment-end-drop-off = Restitution
segment-end-check-out = Départ de l’hôtel
segment-end-activity = Fin
segment-title-hotel = Nom de l’hôtel
segment-title-activity = Quoi
segment-title-note = Titre
segment-carrier-flight = Compagnie aérienne
segment-carrier-car = Société
segment-carrier-other = Exploitant
segment-number-flight = Numéro de vol
segment-number-other = Numéro
segment-from-airport = Aéroport de départ
segment-to-airport = Aéroport d’arrivée
segment-airport-hint = Code, ville ou nom, par exemple CDG, Douala ou Paris Charles de Gaulle
segment-place-hint = Ville, gare ou aéroport. Terminez par la ville, par exemple Gare de Lyon, Paris
segment-address-hint = Terminez par la ville, par exemple 12 rue Joffre, Douala
segment-which = Lequel voulez-vous dire ?
segment-zone-of-place = Celui de ce lieu
segment-amount-hint = Par exemple 420 ou 1 200,50
segment-zone-hint = Nécessaire seulement pour un lieu que le portail ne connaît pas
segment-delay-start-hint = Laissez vide tant que rien n’est connu
segment-delay-end-hint = Laissez vide si l’arrivée est aussi tardive que le départ
segment-late = { $time } de retard
segment-on-time = à l’heure

field-segment-kind = Type
field-segment-title = Titre
field-segment-carrier = Transporteur
field-segment-number = Numéro
field-segment-place = Lieu
field-segment-date = Date
field-segment-time = Heure
field-segment-zone = Fuseau horaire
field-segment-start_place = De
field-segment-start_date = Date de début
field-segment-start_time = Heure de début
field-segment-start_zone = Fuseau horaire au début
field-segment-start_terminal = Terminal ou hall de gare
field-segment-start_gate = Porte ou quai
field-segment-start_delay = Retard au départ, en minutes
field-segment-end_place = À
field-segment-end_date = Date de fin
field-segment-end_time = Heure de fin
field-segment-end_zone = Fuseau horaire à la fin
field-segment-end_terminal = Terminal ou hall à l’arrivée
field-segment-end_delay = Retard à l’arrivée, en minutes
field-segment-seat = Place
field-segment-travel_class = Classe
field-segment-booking = Statut
field-segment-confirmation = Numéro de confirmation
field-segment-cost_amount = Coût
field-segment-cost_currency = Devise
field-segment-notes = Notes

segment-duration = Durée
segment-zone-change = Décalage
segment-zone-ahead = { $time } en avance
segment-zone-behind = { $time } en retard
segment-shift =
    { $days ->
        [one] { $sign }1 jour
       *[other] { $sign }{ $days } jours
    }
elapsed-minutes = { $minutes } min
elapsed-hours = { $hours } h
elapsed-both = { $hours } h { $minutes } min

itinerary-none-title = L’itinéraire est encore vide
itinerary-none-text = Ajoutez le premier vol, train ou hôtel ci-dessus.
itinerary-none-yet = Les personnes qui peuvent modifier ce voyage n’ont encore rien prévu.
itinerary-day = Jour { $number }
itinerary-again = (cette date une nouvelle fois, de l’autre côté de la ligne de changement de date)
itinerary-pause = rien ne commence ni ne se termine
itinerary-night = Nuit à { $name }
itinerary-night-of = { $number } sur { $of }
itinerary-layover = { $time } de correspondance
itinerary-deleted = Étapes supprimées

coming-more =
    { $more ->
        [one] Tout l’itinéraire, avec 1 autre étape
       *[other] Tout l’itinéraire, avec { $more } autres étapes
    }

segment-for = Pour
segment-for-some =
    { $count ->
        [one] 1 personne
       *[other] { $count } personnes
    }

concerns-title =
    { $count ->
        [one] 1 point à vérifier
       *[other] { $count } points à vérifier
    }
concern-overlap = commence avant la fin de « { $other } »
concern-unreachable = part de { $to }, mais { $time } ne suffisent pas pour y aller depuis { $from }
concern-unconnected = part de { $to }, et rien n’y mène depuis { $from }
concern-short-change = seulement { $time } de correspondance
concern-outside-trip = se trouve hors des dates du voyage

along-title = Déplacer aussi l’itinéraire ?
along-later =
    { $days ->
        [one] Le voyage commence maintenant 1 jour plus tard : le { $to } au lieu du { $from }.
       *[other] Le voyage commence maintenant { $days } jours plus tard : le { $to } au lieu du { $from }.
    }
along-earlier =
    { $days ->
        [one] Le voyage commence maintenant 1 jour plus tôt : le { $to } au lieu du { $from }.
       *[other] Le voyage commence maintenant { $days } jours plus tôt : le { $to } au lieu du { $from }.
    }
along-clocks = Ce qui est déplacé garde l’heure que les horloges indiquent sur place. Rien n’est encore enregistré.
along-question = Qu’est-ce qui est déplacé ?
along-all = Tout
along-unbooked = Seulement ce qui n’est pas réservé
along-none = Rien
along-counts =
    { $moved ->
        [0] rien n’est déplacé
        [one] 1 étape est déplacée
       *[other] { $moved } étapes sont déplacées
    }, { $concerns ->
        [0] rien à vérifier ensuite
        [one] 1 point à vérifier ensuite
       *[other] { $concerns } points à vérifier ensuite
    }
along-preview = Ce qui serait déplacé
along-entry = Étape
along-now = Maintenant
along-then = Après
along-other-time = Ce jour-là, les horloges sautent cette heure
along-save = Enregistrer le voyage
along-back = Retour au formulaire

error-along = Choisissez si tout est déplacé, ce qui n’est pas réservé, ou rien
error-along-calendar = Saisissez une date qui laisse toutes les étapes dans le calendrier

segment-conflict-title = Deux versions de cette étape

flash-segment-added = Ajouté à l’itinéraire de { $reference }
flash-segment-saved = Itinéraire de { $reference } enregistré
flash-segment-deleted = Retiré de l’itinéraire de { $reference }
flash-segment-restored = De retour dans l’itinéraire de { $reference }

error-segment-kind = Choisissez le type dans la liste
error-segment-class = Choisissez une classe dans la liste
error-segment-booking = Choisissez un statut dans la liste
error-segment-title = Saisissez ceci : { $field }
error-segment-note = Saisissez un titre ou du texte
error-segment-airport = { $field } : saisissez un aéroport par son code, sa ville ou son nom
error-segment-place = { $field } : saisissez un lieu
error-segment-date = { $what } : saisissez la date
error-segment-not-asked = { $field } ne va pas avec le type « { $kind } » : laissez ce champ vide
error-segment-airport-zone = Les horloges de { $airport } suivent { $zone } : choisissez ce fuseau, ou laissez celui de ce lieu
error-segment-zone = Choisissez le fuseau horaire de « { $place } », ou ajoutez la ville, par exemple « { $place }, Lyon »
error-segment-which = « { $place } » peut désigner plusieurs lieux : choisissez parmi { $candidates }
error-segment-gap = À { $zone }, les horloges passent de { $from } à { $to } le { $date } : saisissez une heure avant ou après
error-segment-order = À { $zone }, il est alors { $time } le { $date } : saisissez une heure ultérieure
error-segment-delay = { $field } : saisissez un nombre entier de minutes, de 0 à { $max }
error-segment-limit = Ce voyage compte { $max } étapes, c’est le maximum : supprimez-en d’abord une

print-link = Imprimer l’itinéraire
print-title = Itinéraire à imprimer
print-hint = Imprimez cette page avec Ctrl+P ou ⌘P, sur papier ou en PDF : boutons et menus n’y figurent pas.
print-costs = Avec les coûts
print-apply = Afficher
print-now = Imprimer
print-people = Voyageurs et contacts
print-no-contact = pas de téléphone
print-travels = Voyage
print-owner = Propriétaire du voyage
print-approver = Approuve le voyage
print-part = Participants
print-foot = État au { $when }. Les heures sont celles du lieu indiqué à côté.
