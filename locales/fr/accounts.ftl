# Les comptes, la connexion et ce qui s’y oppose.

## Connexion

nav-sign-in = Se connecter
login-title = Se connecter
login-lead = Utilisez le nom ou l’adresse e-mail de votre compte.
login-name = Nom ou adresse e-mail
login-password = Mot de passe
login-remember = Rester connecté sur cet appareil
login-go = Se connecter
logout-title = Se déconnecter ?
logout-lead = Vous serez déconnecté sur cet appareil uniquement.
logout-go = Se déconnecter
logout-stay = Rester connecté
flash-signed-out = Vous êtes déconnecté.
error-login-name-empty = Saisissez votre nom ou votre adresse e-mail

## Le compte

account-title = Votre compte
account-signed-in-as = Connecté en tant que { $login }
role-user = Voyageur : prépare des voyages
role-manager = Responsable : approuve les voyages qui lui sont soumis
role-administrator = Administrateur : voit et modifie tout

## Mots de passe

error-password-empty = Saisissez un mot de passe
error-password-short = Le mot de passe doit comporter au moins { $min } caractères
error-password-long = Le mot de passe doit comporter au plus { $max } caractères
error-password-common = Choisissez un mot de passe plus difficile à deviner : quelques mots sans rapport entre eux conviennent bien

## Ce qui s’y oppose

error-sign-in-title = Connectez-vous d’abord
error-sign-in-text = Vous n’êtes pas connecté, ou plus. Connectez-vous, revenez avec le bouton Précédent du navigateur et renvoyez ce que vous aviez saisi.
error-forbidden-title = Cela ne vous est pas ouvert
error-forbidden-text = Votre compte n’a pas le rôle nécessaire. Un administrateur peut vous le donner.
error-credentials-title = Nom ou mot de passe incorrect
error-credentials-text = Le nom et le mot de passe ne correspondent pas. Vérifiez les deux et réessayez
error-not-activated-title = Pas encore activé
error-not-activated-text = Activez d’abord le compte avec le lien du message qui vous a été envoyé
error-blocked-title = Compte bloqué
error-blocked-text = Ce compte est bloqué. Demandez à un administrateur de le débloquer
error-too-many-title = Trop de tentatives
error-too-many-text = { $minutes ->
    [one] Trop de tentatives. Réessayez dans une minute
   *[other] Trop de tentatives. Réessayez dans { $minutes } minutes
}
way-out-sign-in = Se connecter

## Le premier administrateur

setup-title = Mettre le portail en service
setup-lead = Personne ne peut encore se connecter. Créez le premier administrateur : vous-même.
setup-go = Créer l’administrateur
account-first-name = Prénom
account-last-name = Nom de famille
account-email = Adresse e-mail
account-login = Nom de connexion
account-login-hint = Lettres minuscules, chiffres et . _ @ + -
account-password-hint = Au moins 8 caractères ; quelques mots sans rapport entre eux conviennent bien
error-login-empty = Saisissez un nom de connexion
error-login-characters = N’utilisez dans le nom que des lettres minuscules, des chiffres et . _ @ + -, en commençant par une lettre ou un chiffre
error-login-taken = Quelqu’un se connecte déjà avec ce nom : choisissez-en un autre
error-email = Saisissez une adresse e-mail, par exemple nom@exemple.fr
error-email-taken = Un autre compte a cette adresse e-mail
error-authority = Choisissez des rôles qui existent
demo-banner = Démonstration : tout le monde peut se connecter en tant que admin, manager ou user ; le mot de passe est le même mot.
