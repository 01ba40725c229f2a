# Liens qui montrent un voyage à qui les possède.

links-title = Liens
links-lead = Un lien montre des parties de ce voyage à qui le possède, sans connexion, jusqu’à son terme ou jusqu’à ce que vous le révoquiez.
links-none = Aucun lien pour l’instant.
links-caption = Liens valables
links-new = Nouveau lien
links-make = Créer un lien
links-copy = Copier l’adresse
links-back = Retour au voyage
links-made-title = Votre nouveau lien
links-made-hint = Copiez-le maintenant : il ne sera plus jamais affiché. Qui le possède voit le voyage jusqu’au { $date }.
links-ended = Liens qui ne fonctionnent plus
link-label = Pour qui
link-label-hint = Une note pour vous, comme « Hôtel » ou « Famille »
link-unnamed = Sans note
link-made = créé le { $when } par { $who }
link-shows = Montre
link-shows-itinerary = Itinéraire
link-shows-confirmations = Numéros de confirmation
link-shows-travellers = Qui voyage
link-shows-contacts = Numéros de téléphone et adresses e-mail
link-shows-documents = Documents
link-shows-costs = Dépenses
link-last-day = Valable jusqu’au
link-last-day-hint = Le dernier jour où il fonctionne ; un an au plus
link-used = Ouvert
link-times =
    { $count ->
        [0] jamais
        [one] { $count } fois
       *[other] { $count } fois
    }
link-revoke = Révoquer
link-revoked = révoqué le { $when } par { $who }
link-expired = terminé le { $date }
trip-links = Partager par lien

shared-by = Partagé par { $who }, jusqu’au { $date }
shared-nothing = Rien pour l’instant
shared-ended-title = Ce lien ne fonctionne plus
shared-ended-text = Il est arrivé à son terme ou a été révoqué. Demandez-en un nouveau à la personne qui vous l’a donné, ou connectez-vous si vous avez un compte.
shared-unknown-title = Ce lien n’existe pas
shared-unknown-text = Vérifiez que l’adresse est complète : les messageries la coupent parfois. Sinon, demandez à la personne qui vous l’a donnée.

flash-link-revoked = Lien vers { $reference } révoqué
changed-link = Lien
audited-link-created = Lien vers un voyage créé
audited-link-revoked = Lien vers un voyage révoqué
error-link-shows = Choisissez au moins une partie que le lien montre
error-link-needs = « { $part } » figure dans « { $needed } » : choisissez-le aussi
error-link-day = Le { $date } n’est pas entre le { $first } et le { $last }
error-link-limit = Ce voyage a { $max } liens valables, ce qui est le maximum : révoquez-en un d’abord
