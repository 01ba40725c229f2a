# Ce que coûte un voyage : ses dépenses, leurs taux, et le budget en regard.

changed-expense = Dépense

expense-category-transport = Transport
expense-category-lodging = Hébergement
expense-category-meals = Repas
expense-category-fees = Frais d’inscription
expense-category-entertainment = Réception
expense-category-communication = Communication
expense-category-other = Autre

expense-payer-company = Carte de l’entreprise
expense-payer-traveller = Voyageur, à rembourser

expense-segment-flight = Vol
expense-segment-train = Train
expense-segment-car = Voiture
expense-segment-bus = Autocar
expense-segment-ferry = Ferry
expense-segment-hotel = Hôtel
expense-segment-activity = Activité
expense-segment-note = Note

rate-source-same = même devise
rate-source-imported = taux importé
rate-source-entered = taux de l’administration
rate-source-demo = taux inventé pour la démonstration
rate-source-hand = saisi à la main

costs-title = Dépenses de { $name }
costs-budget = Budget
costs-no-budget = Ce voyage n’a pas de budget. Ses dépenses sont comptées en { $currency }.
costs-expenses = Dépenses
costs-caption = Ce qui a été dépensé pour ce voyage
costs-add = Ajouter une dépense
costs-none-title = Aucune dépense pour l’instant
costs-none-text = Saisissez au fil de l’eau ce qui a été payé, dans la devise du paiement.
costs-none-readonly = Personne n’a saisi ce que ce voyage a coûté.
costs-column-day = Jour
costs-column-what = Objet
costs-column-paid = Payé
costs-column-payer = Payé par
costs-column-counted = En { $currency }
costs-column-actions = Actions
costs-at-rate = 1 { $currency } = { $rate }, { $day }
costs-unrated = Taux inconnu
costs-unrated-text =
    { $count ->
        [one] 1 dépense n’a pas de taux connu et ne figure dans aucun total ci-dessous.
       *[other] { $count } dépenses n’ont pas de taux connu et ne figurent dans aucun total ci-dessous.
    }
costs-unrated-remedy = Saisissez un taux dans la dépense elle-même, ou réessayez quand l’administration aura les taux de ces jours.
costs-look-up = Rechercher à nouveau les taux
costs-refund = Remboursement
costs-receipts =
    { $count ->
        [one] 1 reçu :
       *[other] { $count } reçus :
    }
costs-unproven =
    { $count ->
        [one] { $count } dépense n’a pas de reçu.
       *[other] { $count } dépenses n’ont pas de reçu.
    }
costs-unproven-show = N’afficher que celles-là
costs-unproven-only =
    { $count ->
        [0] Chaque dépense a un reçu.
        [one] Seule la dépense sans reçu est affichée.
       *[other] Seules les { $count } dépenses sans reçu sont affichées.
    }
costs-unproven-all = Afficher toutes les dépenses
costs-for = pour { $what }
costs-edit = Modifier
costs-edit-of = Modifier { $name }
costs-delete = Supprimer
costs-delete-of = Supprimer { $name }
costs-total = Total
costs-totals = Totaux
costs-totals-text = Chaque total est la somme des lignes ci-dessus telles qu’elles sont affichées.
costs-by-category = Par catégorie
costs-by-payer = Par payeur
costs-by-currency = Par devise
costs-planned = Prévu, pas encore dépensé
costs-planned-text = D’après l’itinéraire, aux taux du jour. Dès qu’une dépense est saisie pour l’un de ces éléments, il n’apparaît plus ici.
costs-planned-enter = Saisir le coût réel
costs-planned-enter-of = Saisir le coût réel de { $name }
costs-planned-unnamed = sans nom

budget-chart = { $spent } dépensés et { $planned } prévus
budget-chart-of = { $spent } dépensés et { $planned } prévus, pour un budget de { $budget }
budget-spent = Dépensé
budget-planned = Prévu
budget-left = Reste
budget-over = Dépassement
budget-budget = Budget
budget-unrated =
    { $count ->
        [one] { $count } montant sans taux connu n’est pas compté ici.
       *[other] { $count } montants sans taux connu ne sont pas comptés ici.
    }

expense-new-title = Ajouter une dépense
expense-edit-title = Modifier la dépense
expense-save = Enregistrer la dépense
expense-restore-and-save = Restaurer et enregistrer
expense-deleted = Cette dépense a été supprimée le { $when }. L’enregistrer la restaure.
expense-conflict-title = Quelqu’un d’autre a modifié cette dépense
expense-part-what = Ce qui a été payé
expense-part-money = Combien
expense-part-more = Qui a payé
expense-field-title = Objet
expense-field-spent_on = Jour
expense-field-category = Catégorie
expense-field-merchant = Commerçant (facultatif)
expense-field-amount = Montant
expense-field-currency = Devise
expense-field-rate = Taux saisi à la main (facultatif)
expense-field-payer = Payé par
expense-field-segment = Élément de l’itinéraire (facultatif)
expense-field-receipts = Reçus
expense-field-files = Ajouter des reçus (facultatif)
expense-part-receipts = Reçus
expense-files-hint = Photos, numérisations ou PDF, { $size } Mo au plus chacun ; une dépense en a { $count } au plus. Ils sont conservés avec les documents du voyage.
expense-files-lost = Choisissez à nouveau les fichiers : ils n’ont pas été conservés, car quelque chose dans ce formulaire est d’abord à corriger.
expense-files-lost-conflict = Les fichiers que vous aviez choisis n’ont pas été conservés. Choisissez-les à nouveau quand vous modifierez cette dépense.
expense-receipt-open = Ouvrir
expense-receipt-open-of = Ouvrir { $name }
expense-receipts-choose = Choisir parmi les documents du voyage
expense-record-merchant = Commerçant
expense-record-segment = Élément de l’itinéraire
expense-record-rate = Taux
expense-record-rate-currency = Comptée en
expense-record-rate-day = Jour du taux
expense-title-hint = Par exemple : Taxi depuis l’aéroport
expense-amount-hint = Tel qu’il figure sur le reçu. Pour un remboursement, mettez un signe moins devant.
expense-rate-hint = Ce que valait 1 unité de cette devise dans la devise du voyage, comme sur votre relevé bancaire. Laissez vide pour utiliser le taux du jour.
expense-rate-now = Comptée à { $rate } ({ $source }, { $day }).
expense-choose-category = Choisir une catégorie
expense-no-segment = Aucun

error-expense-title = Saisissez l’objet de la dépense
error-expense-day = Saisissez le jour du paiement
error-expense-category = Choisissez une catégorie dans la liste
error-expense-amount-missing = Saisissez un montant
error-expense-zero = Saisissez un montant différent de 0
error-expense-too-large = Saisissez un montant inférieur à 1 000 000 000 000 dans les deux devises
error-expense-rate = Saisissez un taux supérieur à 0, de 12 chiffres au plus, par exemple 0,8621
error-expense-rate-same = Laissez le taux vide : le montant est déjà dans la devise du voyage
error-expense-payer = Choisissez qui a payé
error-expense-segment = Choisissez un élément de l’itinéraire de ce voyage
error-receipt = Choisissez des reçus parmi les documents de ce voyage qui ne sont pas ceux d’une autre dépense
error-receipts-limit = Une dépense a { $max } reçus au plus : retirez-en d’abord
error-expense-limit = Un voyage compte au plus { $max } dépenses. Supprimez-en une, ou regroupez-en, avant d’en ajouter une autre.

flash-expense-created = Dépense ajoutée à { $reference }.
flash-expense-saved = Dépense de { $reference } enregistrée.
flash-expense-deleted = Une dépense de { $reference } a été supprimée.
flash-expense-restored = Dépense de { $reference } restaurée.
flash-expenses-rated = Des taux manquants ont été trouvés pour { $reference }.
flash-expenses-unrated = Les taux manquants de { $reference } restent inconnus.
