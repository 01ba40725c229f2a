# Les règles auxquelles les voyages sont confrontés avant d’être approuvés.

policies-title = Règles
policies-card = Ce à quoi les voyages sont confrontés avant d’être approuvés.
policies-lead = Chaque voyage est confronté à ces règles : la personne qui le prépare voit ce qu’elles disent avant de le soumettre, et celle qui décide aussi. Elles signalent et expliquent ; les personnes décident.
policies-caption = Les règles, dans l’ordre de leur création
policies-none-title = Aucune règle
policies-none-text = Sans règles, rien n’est signalé, et des personnes décident de chaque voyage.
policies-new = Nouvelle règle
rule-kind-budget = Budget
rule-kind-lead-time = Délai
rule-kind-allowed-countries = Pays autorisés
rule-kind-watched-countries = Pays à examiner
rule-kind-travel-class = Classe de voyage
rule-rule = Règle
rule-asks = Demande
rule-asks-budget = { $limit } au plus
rule-asks-lead-time =
    { $days ->
        [one] { $days } jour avant le départ
       *[other] { $days } jours avant le départ
    }
rule-asks-allowed = Seulement
rule-asks-watched = Signale
rule-asks-class = au plus, sur tous les vols
rule-asks-shorter =
    { $hours ->
        [one] au plus, sur les vols de moins de { $hours } heure
       *[other] au plus, sur les vols de moins de { $hours } heures
    }
rule-state = État
rule-on = active
rule-off = inactive
rule-do = Modifier
rule-switch-on = Activer
rule-switch-off = Désactiver
rule-switch-on-name = Activer { $name }
rule-switch-off-name = Désactiver { $name }
rule-delete = Supprimer
rule-delete-name = Supprimer { $name }
rule-delete-sure = Ce qu’elle a dit des voyages reste avec ce qui en a été décidé. La règle elle-même ne revient pas.
rule-delete-do = Supprimer la règle
rule-name = Nom
rule-name-hint = Ce que les personnes voient sur leurs voyages, par exemple « Deux semaines avant »
rule-explanation = Explication
rule-explanation-hint = Ce que lisent les personnes dont le voyage n’est pas conforme : pourquoi cette règle, et ce qu’elles peuvent faire. Facultatif.
rule-amount = Au plus
rule-amount-hint = Le budget d’un voyage, et ce que son itinéraire devrait coûter
rule-currency = Devise
rule-currency-hint = Trois lettres, par exemple EUR ; les autres devises sont converties aux taux du portail
rule-days = Jours
rule-days-hint = Combien de jours avant son départ un voyage est soumis, de 1 à 365
rule-countries = Pays
rule-countries-hint = Codes de deux lettres, séparés par des virgules : CH, FR, DE
rule-class = Classe la plus haute
rule-hours = Seulement sur les vols plus courts que
rule-hours-hint = Heures, de 1 à 24 ; vide pour tous les vols
rule-save = Enregistrer la règle
auto-approval-title = Approuver ce qui est conforme
auto-approval-text = Un voyage conforme à toutes les règles actives est approuvé dès qu’il est soumis, et sa chronologie le dit. Ce qui enfreint une règle, ou dont on ne peut rien dire, attend des personnes comme avant.
auto-approval-is-on = Activé : ce qui est conforme est approuvé aussitôt.
auto-approval-is-off = Désactivé : des personnes décident de chaque voyage.
auto-approval-no-rule = Aucune règle n’est active, donc rien ne l’est.
auto-approval-switch-on = Approuver aussitôt ce qui est conforme
auto-approval-switch-off = Laisser des personnes décider de chaque voyage

## Ce que les règles disent d’un voyage

findings-title = Confronté aux règles
findings-flags =
    { $count ->
        [one] { $count } règle à examiner
       *[other] { $count } règles à examiner
    }
findings-complied = Conforme à toutes les règles
findings-flagged = Signalé par les règles :
outcome-complies = conforme
outcome-breaks = non conforme
outcome-unknown = on ne peut le dire
reason-no-budget = Le voyage n’a pas de budget
reason-budget-above = Le budget est de { $budget } ; le maximum est de { $limit }
reason-budget-above-counted = Le budget est de { $budget }, soit { $counted } ; le maximum est de { $limit }
reason-costs-above = L’itinéraire devrait coûter { $counted } ; le maximum est de { $limit }
reason-no-rate = Aucun taux de { $currency } n’est connu
reason-no-start = Le voyage n’a pas de date de départ
reason-too-soon =
    { $days ->
        [0] Départ aujourd’hui ; { $asked } jours sont demandés
        [one] Départ dans { $days } jour ; { $asked } sont demandés
       *[other] Départ dans { $days } jours ; { $asked } sont demandés
    }
reason-begun = A commencé le { $date }, avant d’être soumis
reason-no-country = Le voyage n’a pas de pays de destination
reason-country-not-allowed = { $country } : ce pays n’est pas parmi ceux qui sont autorisés
reason-country-watched = { $country } : les voyages vers ce pays sont examinés
reason-no-class = { $flight } n’a pas de classe de voyage
reason-no-duration = { $flight } n’a pas d’heures, on ne sait donc pas combien de temps dure le vol
reason-class-above = { $flight } est en { $class } ; le maximum est { $highest }
reason-other = Pour une raison que connaît une version plus récente

person-policy = les règles
flash-approved-by-policy = Le voyage { $reference } est conforme à toutes les règles et approuvé
flash-rule-saved = Règle enregistrée
flash-rule-deleted = Règle supprimée
flash-rule-on = Règle activée
flash-rule-off = Règle désactivée
flash-auto-approval-on = Désormais, ce qui est conforme est approuvé aussitôt
flash-auto-approval-off = Désormais, des personnes décident de chaque voyage
audited-rule-created = Règle créée
audited-rule-changed = Règle modifiée
audited-rule-switched-on = Règle activée
audited-rule-switched-off = Règle désactivée
audited-rule-deleted = Règle supprimée
audited-auto-approval-on = Approbation de ce qui est conforme activée
audited-auto-approval-off = Approbation de ce qui est conforme désactivée
error-rule-limit = Il y a { $max } règles, c’est le maximum : supprimez-en une d’abord
error-rule-name = Saisissez un nom
error-rule-amount = Saisissez un montant et sa devise
error-rule-class = Choisissez une classe
error-rule-country = « { $code } » n’est pas le code d’un pays : saisissez deux lettres, par exemple FR
error-rule-countries = Saisissez au moins un pays
error-rule-number = { $field } : saisissez un nombre entier de { $min } à { $max }
error-rule-newer = Quelqu’un d’autre a modifié cette règle entre-temps. Enregistrez de nouveau pour garder ce qui est écrit ici.
