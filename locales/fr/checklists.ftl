# Ce qui est à faire pour un voyage.

changed-checklist-item = Liste de contrôle
checklist-none = Rien à faire pour l’instant.
checklist-progress = Fait : { $done } sur { $all }
checklist-done = Fait
checklist-done-by = fait le { $when } par { $who }
checklist-due = avant le { $day }
checklist-due-today = à faire aujourd’hui
checklist-overdue = était à faire avant le { $day }
checklist-nobody = Personne en particulier
checklist-add-title = Ajouter quelque chose à faire
checklist-add = Ajouter à la liste
checklist-many = Plusieurs à la fois
checklist-usual = Ajouter les éléments habituels
checklist-usual-hint = Ce qu’il faut pour la plupart des voyages, du passeport aux chargeurs ; ce qui est déjà sur la liste est laissé de côté.
checklist-from = La liste d’un autre voyage
checklist-from-hint = Sa référence, telle que TRP-2026-000042. Les éléments arrivent décochés, et à faire aussi longtemps avant le voyage qu’ils l’étaient.
checklist-copy = Copier la liste
checklist-up-of = Monter : { $text }
checklist-down-of = Descendre : { $text }
checklist-edit-of = Modifier : { $text }
checklist-delete-of = Supprimer : { $text }
checklist-edit-title = Modifier ce qui est à faire
checklist-save = Enregistrer
checklist-conflict-title = Quelqu’un d’autre a modifié cet élément
checklist-field-text = Ce qui est à faire
checklist-field-due_on = Avant quel jour (facultatif)
checklist-field-person = Par qui (facultatif)
checklist-record-due = Avant quel jour
checklist-record-person = Par qui
checklist-record-done = Fait
checklist-usual-passport = Passeport valable six mois après le voyage
checklist-usual-visa = Visa ou autorisation de voyage
checklist-usual-insurance = Assurance voyage et santé
checklist-usual-tickets = Billets réservés et enregistrement fait
checklist-usual-lodging = Hôtel confirmé
checklist-usual-transfer = Trajet vers l’aéroport ou la gare
checklist-usual-money = Carte de paiement et un peu d’espèces
checklist-usual-health = Vaccins et médicaments
checklist-usual-chargers = Chargeurs et adaptateurs
checklist-usual-contacts = Contacts d’urgence sous la main

notification-item-given = { $who } vous a confié quelque chose à faire pour « { $trip } »

flash-checklist-item-added = Ajouté à la liste de { $reference }
flash-checklist-items-added = Des éléments ont été ajoutés à la liste de { $reference }
flash-checklist-nothing-new = Tout cela est déjà sur la liste de { $reference }
flash-checklist-item-saved = L’élément de { $reference } a été enregistré
flash-checklist-item-deleted = Un élément de { $reference } a été supprimé
flash-checklist-item-restored = L’élément est de retour sur la liste de { $reference }

error-checklist-text = Saisissez ce qui est à faire
error-checklist-person = Choisissez quelqu’un qui voit ce voyage
error-checklist-from = Saisissez la référence d’un voyage que vous voyez, telle que TRP-2026-000042
error-checklist-limit = Une liste a { $max } éléments au plus. Supprimez-en avant d’en ajouter.
