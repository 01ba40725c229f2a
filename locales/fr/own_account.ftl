# Son propre compte : comment il se présente et tout ce qu’on peut y faire.

## S’orienter

account-nav-label = Votre compte
account-nav-overview = Vue d’ensemble

## Vue d’ensemble

account-no-email = Aucune : rien ne peut vous être envoyé
account-roles = Ce que vous pouvez faire
account-manager = Vos voyages sont soumis à
account-no-manager = Tous les responsables
account-last-sign-in = Dernière connexion
account-since = Compte créé

## Inscription

register-title = Créer un compte
register-lead = Vous préparez des voyages et les soumettez pour approbation. Seuls le nom de connexion, l’adresse e-mail et un mot de passe sont nécessaires.
register-without-mail = Ce portail n’envoie pas d’e-mails. Un administrateur vous transmettra le lien qui active votre compte.
register-email-hint = Le lien qui active votre compte y sera envoyé
register-domains-hint = Une adresse de l’un de ces domaines : { $domains }. Le lien qui active votre compte y sera envoyé
register-go = Créer le compte
register-has-account = Vous avez déjà un compte ?
login-no-account = Pas encore de compte ?
error-email-empty = Saisissez votre adresse e-mail
error-email-domain = Utilisez une adresse e-mail de l’un de ces domaines : { $domains }
error-registration-closed-title = Les inscriptions sont fermées
error-registration-closed-text = On ne crée pas soi-même de compte ici. Demandez-en un à un administrateur.
flash-registered = Compte créé. Ouvrez le lien de l’e-mail que vous allez recevoir pour l’activer.
flash-registered-without-mail = Compte créé. Demandez à un administrateur le lien qui l’active.

## Activation

activate-title = Activez votre compte
activate-lead = Vous allez activer le compte { $login }. Vous pourrez ensuite vous connecter.
activate-go = Activer le compte
flash-activated = Votre compte est actif. Vous pouvez vous connecter.
activation-mail-text = L’e-mail n’est pas arrivé, ou son lien ne fonctionne plus ?
activation-mail-go = Renvoyer l’e-mail
flash-activation-mailed = Si un compte attend son activation sous ce nom, un e-mail avec un nouveau lien est en route.
flash-activation-queued = Si un compte attend son activation sous ce nom, un administrateur a un nouveau lien pour vous.

## Liens qui n’ouvrent rien

dead-link-title = Ce lien ne fonctionne plus
dead-link-activation = Il a déjà servi, un plus récent l’a remplacé ou son délai est écoulé. Connectez-vous : si le compte n’est pas encore actif, vous pourrez y faire renvoyer l’e-mail.
dead-link-reset = Il a déjà servi, un plus récent l’a remplacé ou son délai est écoulé. Demandez-en un autre.
dead-link-email = Il a déjà servi, un plus récent l’a remplacé ou son délai est écoulé. Votre compte garde l’adresse qu’il a.
dead-link-email-taken = Un autre compte a maintenant cette adresse e-mail. Le vôtre garde l’adresse qu’il a.
dead-link-another = Obtenir un autre lien
error-key-dead = Cette clé est inconnue, a déjà servi ou est trop ancienne. Demandez un nouvel e-mail

## Mot de passe oublié

login-forgotten = Mot de passe oublié ?
reset-request-title = Mot de passe oublié ?
reset-request-lead = Saisissez l’adresse e-mail de votre compte. Vous recevrez un lien pour choisir un autre mot de passe.
reset-request-go = Envoyer le lien
reset-without-mail = Ce portail n’envoie pas d’e-mails. Un administrateur vous transmettra le lien.
flash-reset-mailed = Si un compte a cette adresse e-mail, un e-mail avec un lien est en route. Le lien est valable 24 heures.
flash-reset-queued = Si un compte a cette adresse e-mail, un administrateur a un lien pour vous. Le lien est valable 24 heures.
reset-title = Choisissez un mot de passe
reset-lead = Vous serez déconnecté partout, puis vous vous connecterez avec le nouveau mot de passe.
reset-go = Enregistrer le mot de passe
flash-password-chosen = Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.

## Changer de mot de passe

password-title = Mot de passe
password-lead = Vous serez déconnecté partout ailleurs, et les jetons que des programmes ont obtenus pour vous ne fonctionneront plus.
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-go = Changer le mot de passe
password-none = Vous n’avez pas de mot de passe ici : vous vous connectez avec le fournisseur d’identité de votre organisation. Changez votre mot de passe là-bas.
error-current-password-empty = Saisissez votre mot de passe actuel
error-current-password = Ce n’est pas votre mot de passe actuel. Vérifiez-le et réessayez
flash-password-changed = Votre mot de passe a été changé, et vous êtes déconnecté partout ailleurs.

## Réglages

settings-title = Réglages
settings-part-person = Vous
settings-email-hint = Une autre adresse ne compte qu’après ouverture du lien qui y est envoyé
settings-password-hint = Uniquement pour une autre adresse e-mail
settings-email-pending = { $email } attend sa confirmation. Le lien envoyé est valable jusqu’au { $when }.
settings-email-withdraw = Garder l’adresse actuelle
settings-language-hint = Celle des pages et des e-mails que vous recevez
settings-time-zone-hint = Les heures vous sont indiquées dans ce fuseau
settings-save = Enregistrer les réglages
settings-stale-title = Votre compte a été modifié entre-temps
settings-stale-text = { $who } a enregistré une autre version le { $when }, après l’ouverture de ce formulaire. Rien n’est perdu : votre saisie figure ci-dessous et, là où elle diffère, voici ce qui est enregistré maintenant. Enregistrez de nouveau pour garder la vôtre.
account-time-zone = Fuseau horaire
account-image = L’adresse de l’image
flash-settings-saved = Réglages enregistrés.
flash-email-to-confirm = Réglages enregistrés. Ouvrez le lien de l’e-mail envoyé à votre nouvelle adresse ; d’ici là, l’adresse actuelle reste.
flash-email-to-confirm-without-mail = Réglages enregistrés. Un administrateur a le lien qui confirme votre nouvelle adresse ; d’ici là, l’adresse actuelle reste.
flash-email-confirmed = Votre nouvelle adresse e-mail est confirmée.
flash-email-withdrawn = Votre compte garde l’adresse e-mail qu’il a.
confirm-email-title = Confirmez votre adresse e-mail
confirm-email-lead = Désormais, les e-mails destinés au compte { $login } iront à { $email }.
confirm-email-go = Confirmer l’adresse

## Supprimer le compte

deletion-title = Supprimer le compte
deletion-link = Ce qui se passe quand vous supprimez votre compte
deletion-lead = C’est définitif.
deletion-sign-in = Vous êtes déconnecté partout, et plus personne ne peut se connecter avec ce compte.
deletion-trips =
    { $count ->
        [0] Vous n’avez aucun voyage.
        [one] Votre voyage, même s’il est dans la corbeille, revient à la personne que vous nommez ici.
       *[other] Vos { $count } voyages, y compris ceux de la corbeille, reviennent à la personne que vous nommez ici.
    }
deletion-names = Ce que vous avez fait reste consigné sous votre nom.
deletion-heir = Qui reprend vos voyages
deletion-heir-hint = Le nom de connexion ou l’adresse e-mail de cette personne. Si vous laissez ce champ vide, les voyages ne seront à personne et les administrateurs s’en chargeront
deletion-login = Saisissez { $login } pour confirmer
deletion-go = Supprimer mon compte
error-heir = Saisissez le nom ou l’adresse e-mail d’une autre personne dont le compte est actif
error-deletion-login = Saisissez votre nom de connexion
flash-account-closed = Votre compte est supprimé.

## Sessions

sessions-title = Sessions
sessions-lead = Là où vous êtes connecté. Fermez ce que vous ne reconnaissez pas, puis choisissez un nouveau mot de passe.
sessions-caption = Vos sessions, de la plus récemment utilisée à la plus ancienne
sessions-device = Appareil
sessions-address = Adresse
sessions-used = Dernière utilisation
sessions-since = Depuis
sessions-browser-on-system = { $browser } sous { $system }
sessions-unknown-device = Appareil inconnu
sessions-this-one = Cette session
sessions-remembered = Ouverte jusqu’au { $when }
sessions-unless-used = Se ferme le { $when } sans utilisation d’ici là
sessions-end = Fermer
sessions-end-of = Fermer la session du { $when } depuis { $address }
sessions-end-others = Se déconnecter partout ailleurs
sessions-end-others-text = Ferme toutes les sessions sauf celle-ci.
sessions-end-all = Se déconnecter partout
sessions-end-all-text = Ferme aussi cette session, et les jetons que des programmes ont obtenus pour vous ne fonctionnent plus.
sessions-none-title = Aucune session
sessions-none-text = Vous êtes connecté avec un jeton, dans aucun navigateur.
flash-session-ended = La session est fermée.
flash-other-sessions-ended = Vous êtes déconnecté partout ailleurs.
flash-signed-out-everywhere = Vous êtes déconnecté partout.

## La fin

error-last-administrator = Sans ce compte, plus personne ne pourrait administrer le portail. Nommez d’abord un autre administrateur.
