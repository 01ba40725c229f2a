# Le journal d’audit, et ce que chacun a fait en toutes lettres.

audit-title = Journal d’audit
audit-card = Qui a fait quoi, quand et depuis où.
audit-lead =
    { $days ->
        [one] Qui a fait quoi, quand et depuis où. Les entrées sont conservées { $days } jour.
       *[other] Qui a fait quoi, quand et depuis où. Les entrées sont conservées { $days } jours.
    }
audit-caption = Entrées du journal d’audit, de la plus récente à la plus ancienne
audit-filter = Filtrer le journal d’audit
audit-person = Personne
audit-action = Action
audit-action-code = Code de l’action
audit-any-action = Toutes les actions
audit-subject = Objet
audit-detail = Détails
audit-no-subject = sans objet
audit-when = Date
audit-address = Adresse
audit-instance = Réponse de
audit-answered-by = réponse de { $instance }
audit-show = Afficher
audit-count =
    { $count ->
        [one] { $shown } entrée
       *[other] { $shown } entrées
    }
audit-count-capped = Plus de { $shown } entrées
audit-download = Télécharger en CSV
audit-none-title = Aucune entrée pour l’instant
audit-none-text = Tout ce qui touche aux comptes et aux réglages apparaît ici.
audit-no-match-title = Aucune entrée ne correspond
audit-no-match-text = Retirez un filtre. La personne, l’adresse et l’objet doivent être écrits en entier.

audited-signed-in = Connexion
audited-sign-in-failed = Échec de connexion
audited-signed-out = Déconnexion
audited-account-created = Compte créé
audited-account-closed = Compte fermé
audited-sessions-ended = Sessions fermées
audited-test-mail-sent = E-mail d’essai envoyé
audited-mail-sent-again = E-mail renvoyé
audited-audit-exported = Journal d’audit téléchargé
audited-log-level-set = Niveau de journalisation fixé
audited-log-level-reset = Niveau de journalisation arrêté
audited-token-created = Jeton personnel créé
audited-token-revoked = Jeton personnel révoqué
audited-second-factor-failed = Code erroné
audited-second-factor-on = Connexion en deux étapes activée
audited-second-factor-off = Connexion en deux étapes désactivée
audited-recovery-code-used = Code de secours utilisé
audited-recovery-codes-renewed = Codes de secours renouvelés
audited-registered = Inscription
audited-account-activated = Compte activé
audited-link-requested = Lien demandé
audited-password-changed = Mot de passe changé
audited-settings-changed = Réglages modifiés
audited-email-change-requested = Autre adresse demandée
audited-email-changed = Adresse e-mail changée
