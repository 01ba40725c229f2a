# Ce qui a lieu d’un voyage en ce moment, et ce qui suit.

glance-before = À venir
glance-under-way = En ce moment
glance-between = Entre deux étapes
glance-unplanned = Rien de prévu
glance-after = Terminé
glance-now = En cours
glance-next = Ensuite
glance-in = dans { $time }
glance-moment = moins d’une minute
glance-days =
    { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }
glance-local-in = Heure locale à { $place }
glance-local = Heure locale, { $place }
glance-night = Nuit { $number } sur { $of }
glance-note-delay = Noter un retard ou la porte
glance-begins = Commence le { $date }
glance-nothing = Plus rien dans l’itinéraire
# Lu à haute voix de temps en temps pendant le compte à rebours.
glance-said = { $name } dans { $time }
