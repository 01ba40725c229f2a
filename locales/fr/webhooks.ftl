## Webhooks

webhooks-card = Qui d’autre est informé de ce qui arrive aux voyages : adresses, secrets et suite de chaque envoi.
webhooks-title = Webhooks
webhooks-lead = Annoncez à d’autres systèmes ce qui arrive aux voyages. Chaque envoi est signé selon Standard Webhooks, et réessayé pendant un jour.
webhooks-none-title = Pas encore de webhook
webhooks-none-text = Créez-en un pour qu’un autre système soit appelé à chaque modification d’un voyage.
webhooks-new = Nouveau webhook
webhooks-make = Créer le webhook
webhook-title = Webhook
webhook-url = Adresse
webhook-url-hint = Une adresse publique qui accepte les requêtes POST et répond par un statut de 200 à 299 en moins de 15 secondes.
webhook-subjects = Informé de
webhook-subjects-hint = Sans choix, de tout.
webhook-everything = Tout
webhook-state = État
webhook-on = Actif
webhook-off = Inactif
webhook-failing = Actif, mais rien n’est arrivé depuis le { $when }
webhook-switched-off = Désactivé par le portail le { $when } : rien n’arrivait depuis des jours, ou l’adresse a répondu qu’elle n’existe plus
webhook-secret-made = Voici le secret
webhook-secret-hint = Copiez-le maintenant : il ne sera plus jamais affiché. L’autre système vérifie grâce à lui que les envois viennent d’ici.
webhook-secret-copy = Copier le secret
webhook-test = Envoyer un essai
webhook-replace-secret = Remplacer le secret
webhook-replace-secret-hint = Un nouveau secret signe aussitôt ; l’actuel signe aussi pendant un jour, le temps que l’autre système change.
webhook-both-secrets = Deux secrets signent jusqu’au { $when }.
webhook-deliveries = Envois des 30 derniers jours
webhook-deliveries-none = Rien n’a encore été envoyé.
webhook-event = Événement
webhook-delivered = Arrivé
webhook-given-up = Abandonné
webhook-waits = Prévu le { $when }
webhook-attempts = Tentatives
webhook-no-attempt = Aucune pour l’instant
webhook-attempts-count =
    { $count ->
        [one] 1 tentative
       *[other] { $count } tentatives
    }
webhook-no-answer = Pas de réponse
webhook-send-again = Renvoyer
webhook-change = Modifier
webhook-is-on = Actif
webhook-save = Enregistrer
webhook-delete = Supprimer ce webhook
webhook-delete-text = Le webhook disparaît pour de bon, avec son secret et tout ce qui est connu de ses envois.
webhook-delete-do = Supprimer définitivement
error-webhook-url-empty = Saisissez une adresse
error-webhook-url = Saisissez une adresse complète, sans utilisateur ni partie après #, par exemple https://hooks.example.com/trips
error-webhook-https = Saisissez une adresse qui commence par https://
error-webhook-private = Saisissez une adresse publique : celle-ci est dans un réseau privé
error-webhook-limit = Il peut y avoir { $max } webhooks : supprimez-en un d’abord
error-webhook-newer = Une autre personne a modifié ce webhook entre-temps ; enregistrez de nouveau pour mettre ceci à la place
flash-webhook-saved = Le webhook est enregistré
flash-webhook-deleted = Le webhook est supprimé
flash-webhook-tested = Un essai est en route
flash-webhook-repeated = L’envoi est refait
audited-webhook-created = Webhook créé
audited-webhook-changed = Webhook modifié
audited-webhook-deleted = Webhook supprimé
audited-webhook-secret-replaced = Secret d’un webhook remplacé
setting-webhooks-to-private-addresses = Si les webhooks peuvent mener à des adresses de réseaux privés ; pour des essais, et là où l’on confie ce réseau à tous les administrateurs
notification-webhook-off = Un webhook a été désactivé : { $trip }
