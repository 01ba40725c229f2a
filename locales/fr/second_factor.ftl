# Le second facteur, et la seconde étape de la connexion.

## La seconde étape de la connexion

code-title = Saisissez votre code
code-lead = Votre compte demande un code en plus du mot de passe. Ouvrez votre application d’authentification.
code-label = Code de votre application
code-hint = Six chiffres ; l’application en affiche de nouveaux toutes les 30 secondes
code-use-recovery = Utiliser un code de secours
code-use-app = Utiliser un code de l’application
recovery-code-lead = Sans votre application, utilisez l’un des codes de secours que vous avez conservés. Chacun ne sert qu’une fois.
recovery-code-label = Code de secours
recovery-code-hint = Par exemple 4h2k-9m0x-7rtd-w3ze-8c5n-q1vb
error-code-empty = Saisissez le code
error-code-wrong = Ce code ne correspond pas. Attendez le suivant dans votre application et saisissez-le
error-recovery-code-wrong = Ce n’est aucun de vos codes de secours inutilisés. Vérifiez-le ou utilisez-en un autre
flash-sign-in-again = Cela a pris trop de temps, ou le code était trop souvent incorrect. Reconnectez-vous.

## La page

second-factor-title = Connexion en deux étapes
second-factor-lead = Avec une seconde étape, votre mot de passe seul n’ouvre rien : il faut aussi un code d’une application de votre téléphone.
second-factor-required = Votre organisation demande une seconde étape. Mettez-la en place maintenant ; tout le reste s’ouvrira ensuite.
second-factor-what = Toute application d’authentification convient, par exemple Google Authenticator, Microsoft Authenticator, Aegis ou votre gestionnaire de mots de passe.
second-factor-set-up = Mettre en place
second-factor-setting-up = Deux étapes, et c’est fait.
second-factor-step-scan = Scannez ceci avec votre application d’authentification
second-factor-qr = Code QR pour votre application d’authentification. La clé ci-dessous dit la même chose.
second-factor-open-app = Ouvrir plutôt une application de cet appareil
second-factor-type-seed = Si vous ne pouvez pas le scanner, saisissez cette clé dans l’application :
second-factor-step-code = Saisissez le code que l’application affiche
second-factor-turn-on = Activer
second-factor-cancel = Ne pas la mettre en place maintenant
second-factor-on = Activée
second-factor-since = depuis le { $when }
second-factor-on-lead = Pour vous connecter, il faut votre mot de passe et un code de votre application.
second-factor-turn-off-title = Désactiver
second-factor-turn-off-lead = Votre mot de passe suffira alors.
second-factor-turn-off-required = Désactivez-la pour changer d’appareil. Il vous sera aussitôt demandé de la remettre en place.
second-factor-turn-off = Désactiver
proof-label = Votre mot de passe, ou un code de votre application
error-proof-empty = Saisissez votre mot de passe, ou un code de votre application
error-proof-wrong = Ce n’est ni votre mot de passe ni le code que votre application affiche maintenant. Vérifiez et réessayez
flash-second-factor-off = La connexion en deux étapes est désactivée.
flash-second-factor-none = Il n’y avait pas de seconde étape à désactiver.

## Codes de secours

recovery-codes-title = Codes de secours
recovery-codes-left = { $count ->
    [0] Il ne reste aucun code de secours. Créez-en de nouveaux, sinon vous ne pourrez pas vous connecter sans votre application.
    [one] Il reste un code de secours. Créez-en de nouveaux avant de l’utiliser.
   *[other] Il reste { $count } codes de secours. Chacun vous connecte une fois si vous n’avez pas votre application.
}
recovery-codes-renew = Créer de nouveaux codes de secours
recovery-codes-saved = La connexion en deux étapes est activée, et voici vos codes de secours.
recovery-codes-lead = Conservez-les maintenant : ils ne seront plus affichés.
recovery-codes-keep = Si vous perdez votre téléphone, chacun d’eux connecte { $login } une fois. Imprimez cette page, ou mettez-les là où vous gardez vos mots de passe. Les précédents ne fonctionnent plus.
recovery-codes-copy = Copier les codes
recovery-codes-go-on = Je les ai conservés

## Ce qui s’y oppose

error-code-needed-title = Code nécessaire
error-code-needed-text = Ce compte a un second facteur. Envoyez le code de l’application dans `code`
error-wrong-code-title = Code incorrect
error-wrong-code-text = Le code ne correspond pas ou a déjà servi. Envoyez le suivant
error-second-factor-title = Mettez d’abord en place la connexion en deux étapes
error-second-factor-text = Votre organisation demande une seconde étape à la connexion. Mettez-la en place, et ceci s’ouvrira.
way-out-second-factor = La mettre en place

## Messages

mail-account-action = Aller à votre compte
mail-second-factor-on-subject = La connexion en deux étapes est activée
mail-second-factor-on-what = Désormais, pour vous connecter à votre compte, il faut votre mot de passe et un code de votre application.
mail-second-factor-on-note = Si ce n’était pas vous, prévenez tout de suite votre administrateur.
mail-second-factor-off-subject = La connexion en deux étapes est désactivée
mail-second-factor-off-what = Désormais, votre mot de passe seul suffit pour vous connecter. Vous, ou un administrateur, avez désactivé la seconde étape.
mail-second-factor-off-note = Si vous ne savez pas pourquoi, choisissez un nouveau mot de passe et prévenez tout de suite votre administrateur.
mail-recovery-code-used-subject = Un code de secours a été utilisé
mail-recovery-code-used-what = Quelqu’un, très probablement vous, s’est connecté à votre compte avec un code de secours. Il ne fonctionnera plus.
mail-recovery-code-used-note = Si ce n’était pas vous, choisissez un nouveau mot de passe, créez de nouveaux codes de secours et prévenez tout de suite votre administrateur.
mail-kind-second-factor-on = Second facteur activé
mail-kind-second-factor-off = Second facteur désactivé
mail-kind-recovery-code-used = Code de secours utilisé
