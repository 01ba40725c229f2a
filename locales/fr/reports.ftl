# Ce qui a été dépensé, additionné.

nav-reports = Rapports
reports-title = Ce qui a été dépensé
reports-lead = Les dépenses des voyages que vous voyez, chacune comptée au taux de son jour et arrondie séparément.
reports-by = Regrouper par
reports-filter = Restreindre le rapport
reports-show = Afficher le rapport
reports-caption = Ce qui a été dépensé pendant cette période
reports-total =
    { $count ->
        [one] { $amount } en { $count } dépense
       *[other] { $amount } en { $count } dépenses
    }
reports-unrated =
    { $count ->
        [one] { $count } dépense n’a pas de taux connu et n’est pas dans ces montants.
       *[other] { $count } dépenses n’ont pas de taux connu et ne sont pas dans ces montants.
    }
reports-row-unrated = ({ $count } sans taux)
reports-others =
    { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
report-others-short = Autres
reports-none-title = Rien n’a été dépensé ici
reports-none-text = Aucune dépense d’un voyage que vous voyez ne correspond à cette période et à ces filtres.
reports-download = Télécharger en CSV
report-by-cost-center = Centre de coûts
report-by-quarter = Trimestre
report-by-country = Pays de destination
report-by-category = Catégorie
report-by-traveller = Voyageur
report-traveller-login = Identifiant du voyageur
report-none-cost-center = Sans centre de coûts
report-none-country = Sans destination
report-none-traveller = Personne
report-currency = Compté en
report-any = Tous
report-column-amount = Montant
report-column-currency = Devise
report-column-lines = Dépenses
report-column-unrated = Sans taux
report-error-order = Le dernier jour doit être le { $from } ou après
report-error-long = Choisissez une période de { $years } ans au plus
