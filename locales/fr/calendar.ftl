# Les voyages au calendrier, et les flux que lisent les logiciels d’agenda.

nav-calendar = Calendrier
calendar-title = Calendrier
calendar-whose = Les voyages de qui
calendar-mine = Les miens
calendar-everybodys = Tous ceux que je vois
calendar-subscribe = S’abonner
calendar-steps = Une autre période
calendar-previous-month = Mois précédent
calendar-next-month = Mois suivant
calendar-previous-year = Année précédente
calendar-next-year = Année suivante
calendar-today = Aujourd’hui
calendar-this-year = Cette année
calendar-year = Année { $year }
calendar-week = Semaine du { $range }
calendar-count =
    { $count ->
        [0] aucun voyage
        [one] 1 voyage
       *[other] { $count } voyages
    }
calendar-cut = Seuls les { $count } premiers sont affichés. La liste des voyages a des filtres.
calendar-none-month = Aucun voyage ce mois-ci.
calendar-none-year = Aucun voyage cette année.
calendar-more = + { $count } de plus
calendar-legend = voyages par jour
calendar-name = Voyages de { $person }
calendar-kind-flight = Vol
calendar-kind-train = Train
calendar-kind-car = Voiture
calendar-kind-bus = Car
calendar-kind-ferry = Ferry
calendar-kind-hotel = Hôtel
calendar-kind-activity = Activité
calendar-kind-note = Note
calendar-confirmation = Confirmation : { $value }
calendar-terminal = Terminal : { $value }
calendar-gate = Porte : { $value }
calendar-seat = Place : { $value }

trip-calendar-file = Fichier d’agenda
trip-calendar-feed = S’y abonner

feeds-title = Flux d’agenda
feeds-lead = Avec un flux, votre logiciel d’agenda montre vos voyages et suit leurs changements : vols, hôtels et activités dans les bons fuseaux horaires.
feeds-caption = Vos flux, le plus récent en premier
feeds-none-title = Aucun flux pour l’instant
feeds-none-text = Créez-en un par logiciel, pour pouvoir le retirer à ce logiciel seul.
feeds-new = Créer un flux
feeds-make = Créer le flux
feeds-download = Télécharger une fois
feeds-made-title = Flux créé
feeds-made-hint = Copiez maintenant l’adresse dans votre logiciel d’agenda, là où il s’abonne à un agenda sur Internet. Elle ne sera plus affichée.
feeds-copy = Copier l’adresse
feeds-note = Quiconque possède l’adresse d’un flux lit ces voyages sans se connecter. Si quelqu’un d’autre l’a, révoquez le flux. Un nouveau mot de passe ne met pas fin aux flux.
feed-about = Voyages
feed-all = Tous mes voyages, ceux partagés avec moi et ceux que je fais
feed-made = Créé
feed-last-used = Dernière utilisation
feed-never = Pas encore
feed-revoke = Révoquer
feed-trip = Un seul voyage
feed-trip-hint = Sa référence, par exemple TRP-2026-000042. Laissez vide pour tous vos voyages.

flash-feed-revoked = Flux révoqué

error-calendar-month = Saisissez un mois de 1900-01 à 2199-12, par exemple 2026-05
error-calendar-year = Saisissez une année de 1900 à 2199
error-feed-trip = Saisissez la référence d’un voyage que vous voyez, par exemple TRP-2026-000042, ou laissez vide
error-feed-limit = Vous avez { $max } flux, le maximum : révoquez-en un dont vous n’avez plus besoin

audited-feed-created = Flux d’agenda créé
audited-feed-revoked = Flux d’agenda révoqué
