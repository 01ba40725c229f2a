# Les e-mails, et la page des administrateurs qui les concerne.

## Ce que dit chaque e-mail

mail-greeting = Bonjour { $name },
mail-greeting-nobody = Bonjour,
mail-link-validity = Le lien est valable jusqu’au { $until }.
mail-link-instead = Si le bouton ne fonctionne pas, ouvrez cette adresse :

## Un par un

mail-activation-subject = Activez votre compte
mail-activation-what = Un compte a été créé avec cette adresse e-mail. Activez-le pour pouvoir vous connecter.
mail-activation-action = Activer le compte
mail-activation-note = Si vous n’avez pas créé de compte, ignorez cet e-mail : sans votre clic, le compte sera supprimé.

mail-invitation-subject = Votre compte est prêt
mail-invitation-what = Un administrateur a créé un compte pour vous. Choisissez un mot de passe pour l’utiliser.
mail-invitation-action = Choisir un mot de passe
mail-invitation-note = Si vous ne savez pas de quoi il s’agit, ignorez cet e-mail ou demandez à votre administrateur.

mail-password-reset-subject = Choisissez un nouveau mot de passe
mail-password-reset-what = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte.
mail-password-reset-action = Choisir un nouveau mot de passe
mail-password-reset-note = Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.

mail-email-confirmation-subject = Confirmez votre adresse e-mail
mail-email-confirmation-what = Votre compte doit désormais utiliser cette adresse e-mail. Confirmez qu’elle est bien la vôtre.
mail-email-confirmation-action = Confirmer l’adresse
mail-email-confirmation-note = Si ce n’était pas vous, ignorez cet e-mail : sans votre clic, rien ne change.

mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-what = Le mot de passe de votre compte vient d’être modifié, et toutes les autres sessions ont été fermées.
mail-password-changed-action = Choisir un nouveau mot de passe
mail-password-changed-note = Si ce n’était pas vous, choisissez immédiatement un nouveau mot de passe et prévenez votre administrateur.

mail-email-changed-subject = Votre adresse e-mail a été modifiée
mail-email-changed-what = Votre compte utilise désormais une autre adresse e-mail. Vous ne recevrez plus d’e-mails ici.
mail-email-changed-action = Accéder à votre compte
mail-email-changed-note = Si ce n’était pas vous, prévenez immédiatement votre administrateur.

mail-test-subject = E-mail d’essai
mail-test-what = Les e-mails de Trip Management arrivent bien ici.
mail-test-action = Accéder à Trip Management
mail-test-note = Un administrateur a envoyé cet e-mail pour vérifier les réglages. Vous n’avez rien à faire.

## La page

mails-title = E-mails
mails-lead = Ce que le portail a envoyé et ce qui attend encore, sur les { $days } derniers jours.
mails-caption = E-mails, du plus récent au plus ancien
mails-recipient = Destinataire
mails-state = État
mails-attempts = Tentatives
mails-queued = Mis en file
mails-attempts-count =
    { $count ->
        [0] Aucune pour l’instant
        [one] 1 tentative
       *[other] { $count } tentatives
    }
mails-next-attempt = Prochaine : { $when }
mails-words = Réponse du serveur :
mails-link = Lien pour cette personne :
mails-send-again = Renvoyer
mails-send-again-to = Renvoyer l’e-mail à { $recipient }
mails-test-label = Envoyer un e-mail d’essai
mails-test-hint = À une adresse e-mail que vous pouvez consulter
mails-test-send = Envoyer l’essai
mails-not-configured-title = L’envoi d’e-mails n’est pas configuré
mails-not-configured-text = Rien n’est envoyé. Transmettez les liens ci-dessous aux personnes concernées, ou définissez SMTP_URL, MAIL_FROM et PUBLIC_URL.
mails-none-title = Aucun e-mail pour l’instant
mails-none-text = Tout ce que le portail envoie apparaît ici : activations, nouveaux mots de passe, modifications de comptes.

mail-state-waiting = En attente
mail-state-sent = Envoyé
mail-state-failed = Échec
mail-state-expired = Expiré

mail-kind-activation = Activation
mail-kind-invitation = Invitation
mail-kind-password-reset = Nouveau mot de passe
mail-kind-email-confirmation = Adresse à confirmer
mail-kind-password-changed = Mot de passe modifié
mail-kind-email-changed = Adresse modifiée
mail-kind-test = Essai
mail-kind-other = D’une version plus récente

flash-test-mail-queued = E-mail d’essai mis en file ; rechargez cette page dans quelques secondes pour voir le résultat
flash-mail-due = E-mail remis en file ; rechargez cette page dans quelques secondes pour voir le résultat
flash-mail-settled = Rien à envoyer : cet e-mail est déjà parti, ou son lien n’est plus valable

error-mail-not-configured = Définissez SMTP_URL, MAIL_FROM et PUBLIC_URL avant d’envoyer un e-mail d’essai
error-mail-recipient-empty = Saisissez l’adresse e-mail pour l’essai
error-mail-recipient = Saisissez une adresse e-mail, par exemple nom@example.com
