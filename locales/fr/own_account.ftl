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
