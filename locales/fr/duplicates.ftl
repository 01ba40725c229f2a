# Faire un voyage d’après un autre.

trip-more = Autour de ce voyage
duplicate-link = Dupliquer
duplicate-title = Dupliquer ce voyage
duplicate-lead = Un nouveau brouillon est fait d’après { $name }, et tout y passe aux nouvelles dates.
duplicate-comes =
    { $count ->
        [0] Lieu, budget, centre de coûts et notes sont repris.
        [one] Lieu, budget, centre de coûts, notes et l’étape de l’itinéraire sont repris, aux heures locales actuelles.
       *[other] Lieu, budget, centre de coûts, notes et les { $count } étapes de l’itinéraire sont repris, aux heures locales actuelles.
    }
duplicate-stays = Confirmations, sièges, dépenses, fichiers et décisions restent au voyage d’origine. Ce qui a été annulé aussi.
duplicate-yours = Le nouveau voyage est le vôtre.
duplicate-start = Nouvelle date de début
duplicate-start-hint = Toutes les autres dates suivent. Laissez vide pour garder les dates telles quelles.
duplicate-travellers =
    { $count ->
        [one] La personne qui voyage voyage de nouveau, et l’apprend par courriel
       *[other] Les { $count } personnes qui voyagent voyagent de nouveau, et l’apprennent par courriel
    }
duplicate-go = Créer le voyage
flash-duplicated = Ce voyage a été fait d’après { $reference }
error-duplicate-range = Choisissez une date de début plus tôt : certaines dates tomberaient après le { $last } ou avant 1900
