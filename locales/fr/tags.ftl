# Les étiquettes : des mots libres posés sur les voyages.

field-tags = Étiquettes
form-tags-hint = Vos propres mots pour le retrouver, séparés par des virgules, par exemple « client, T3 »
filter-tag = Étiquettes
error-tag-too-long = « { $tag } » est trop long : une étiquette a au plus { $max } caractères
error-tags-too-many =
    { $over ->
        [one] Un voyage a au plus { $max } étiquettes : retirez-en { $over }
       *[other] Un voyage a au plus { $max } étiquettes : retirez-en { $over }
    }
