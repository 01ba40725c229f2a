# Les taux de change, que l’administration saisit ou importe.

rates-title = Taux de change
rates-card = Ce que vaut un euro dans les autres devises, jour après jour. Les dépenses sont comptées à ces taux.
rates-lead = Ce que vaut un euro. Le dernier taux connu à une date vaut pour elle, et deux autres devises se rejoignent par l’euro. Les dépenses gardent le taux avec lequel elles ont été saisies.
rates-import = Importer un fichier
rates-csv = Contenu du fichier
rates-csv-hint = Au format du fichier eurofxref.csv de la Banque centrale européenne : une ligne par jour, une colonne par devise. Vous voyez ce qu’il contient avant tout enregistrement.
rates-preview = Vérifier le fichier
rates-preview-title = Vérifier les taux
rates-preview-lead =
    { $count ->
        [one] { $count } taux
       *[other] { $count } taux
    } de { $currencies ->
        [one] { $currencies } devise
       *[other] { $currencies } devises
    }, { $changes ->
        [0] aucun n’est nouveau
        [one] dont 1 nouveau ou différent
       *[other] dont { $changes } nouveaux ou différents
    }.
rates-ignored = Ces colonnes sont laissées de côté, car leurs devises n’ont plus cours : { $codes }
rates-nothing-stored = Rien n’a été enregistré. Corrigez le fichier ci-dessous et vérifiez-le à nouveau.
rates-store = Enregistrer ces taux
rates-enter = Saisir un taux
rates-day = Jour
rates-rate = Unités pour un euro
rates-rate-hint = Par exemple 1,1567 pour le dollar américain
rates-save = Enregistrer le taux
rates-source = Origine
rates-newest = Taux les plus récents
rates-of = Tous les taux : { $currency }
rates-of-lead = Les plus récents d’abord. Pour un jour sans taux, le précédent vaut.
rates-set = Saisi
rates-set-by = { $when } par { $who }
rates-remove = Supprimer
rates-remove-text = Le taux précédent vaudra alors pour ce jour. Les dépenses gardent le taux avec lequel elles ont été saisies.
rates-remove-do = Supprimer ce taux
rates-none-title = Aucun taux pour l’instant
rates-none-text = Tant qu’il n’y en a pas, les dépenses en d’autres devises ont besoin d’un taux saisi à la main.

rates-error-at = Ligne { $line } :
rates-error-line = Cette ligne ne peut pas être lue comme des valeurs séparées par des virgules
rates-error-header = Commencez le fichier par la ligne des en-têtes : Date, puis les codes des devises
rates-error-column-twice = Retirez l’une des deux colonnes { $currency }
rates-error-columns = Retirez les valeurs qui n’ont pas d’en-tête
rates-error-day = Écrivez le jour sous la forme 2026-11-24 au lieu de « { $text } »
rates-error-twice = Retirez l’une des deux lignes de ce jour ; l’autre est la ligne { $line }
rates-error-rate = Saisissez un nombre supérieur à 0, avec 8 décimales au plus, pour { $currency } au lieu de « { $text } »
rates-error-many = Importez au plus { $max } taux à la fois, par exemple cinq ans
rates-error-empty = Collez un fichier qui contient au moins un taux
rates-error-no-file = Collez le contenu du fichier
rates-error-currency = Choisissez une devise autre que l’euro
rates-error-missing-day = Saisissez le jour du taux
rates-error-form-rate = Saisissez un nombre supérieur à 0, avec 8 décimales au plus, par exemple 1,1567

audited-rate-entered = Taux de change saisi
audited-rate-removed = Taux de change supprimé
audited-rates-imported = Taux de change importés
flash-rate-entered = Taux enregistré.
flash-rate-removed = Taux supprimé.
flash-rates-imported = Taux importés.
