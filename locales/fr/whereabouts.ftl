# Qui est où, et les cartes.

nav-whereabouts = Qui est où
whereabouts-title = Qui est où
whereabouts-date = Jour
whereabouts-days = Pendant
whereabouts-name = Nom de la personne
whereabouts-show = Afficher
whereabouts-person = Personne
whereabouts-people = Personnes
whereabouts-login = Se connecte comme
whereabouts-country-code = Code du pays
whereabouts-place = Lieu
whereabouts-trip = Voyage
whereabouts-count =
    { $count ->
        [one] { $shown } personne
       *[other] { $shown } personnes
    }
whereabouts-download = Télécharger en CSV
whereabouts-none-title = Personne n’est en voyage
whereabouts-none-text = Quiconque est aujourd’hui en voyage, soumis ou approuvé, figure ici.
whereabouts-no-match-title = Aucun résultat
whereabouts-no-match-text = Choisissez un autre jour, plus de jours ou d’autres filtres.
whereabouts-note = Les voyages soumis et approuvés comptent. Sans jour choisi, c’est aujourd’hui dans le fuseau de chaque voyage ; le lieu vient de l’itinéraire ou, à défaut, de la destination.
map-places =
    { $count ->
        [one] 1 lieu en toutes lettres
       *[other] { $count } lieux en toutes lettres
    }
trip-map-title = Carte des voyages
trip-map-year = Année
trip-map-trips = Voyages
trip-map-list = Voir ces voyages en liste
