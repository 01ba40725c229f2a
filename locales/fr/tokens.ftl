# Les jetons personnels : ce avec quoi les programmes de chacun se connectent.

tokens-title = Jetons personnels
tokens-lead = Avec un jeton, l’un de vos programmes se connecte en votre nom : un script, un agenda, un rapport. Il ne peut rien de plus que vous.
tokens-caption = Vos jetons, du plus récent au plus ancien
tokens-none-title = Aucun jeton pour l’instant
tokens-none-text = Créez-en un par programme, afin de pouvoir le retirer à ce seul programme.
tokens-new = Créer un jeton
tokens-make = Créer le jeton
tokens-made-title = Jeton créé
tokens-made-hint = Copiez-le maintenant et gardez-le là où seul votre programme le lit. Il ne sera plus affiché.
tokens-made-use = Les programmes l’envoient dans un en-tête :
tokens-copy = Copier le jeton
tokens-copied = Copié
tokens-note = Un jeton ne gère jamais votre compte ni celui d’un autre. Un nouveau mot de passe et la déconnexion de tous les appareils mettent fin à tous les jetons.

token-name = Nom
token-name-hint = À quoi il sert, par exemple « Rapport de nuit »
token-scope = Ce qu’il peut faire
token-scope-read = Lire : voir ce que vous voyez
token-scope-write = Lire et écrire : modifier aussi ce que vous pouvez modifier
token-expiry = Valable pendant
token-expiry-days =
    { $days ->
        [one] 1 jour
       *[other] { $days } jours
    }
token-expiry-year = Un an
token-expiry-date = Jusqu’à une date
token-until = Dernier jour
token-until-hint = Seulement si vous avez choisi « Jusqu’à une date »
token-state = État
token-state-active = Valable
token-state-expired = Expiré
token-state-ended = Annulé par un changement de connexion
token-until-when = jusqu’au { $when }
token-last-used = Dernière utilisation
token-never-used = Pas encore
token-used-from = depuis { $address }
token-made = Créé
token-revoke = Révoquer
token-revoke-name = Révoquer { $name }
token-revoke-sure = Le programme qui l’utilise est déconnecté immédiatement et définitivement.
token-revoke-go = Révoquer définitivement

flash-token-revoked = Jeton révoqué

error-token-name-empty = Saisissez un nom pour le jeton
error-token-name-taken = Vous avez déjà un jeton de ce nom : révoquez-le d’abord, ou choisissez un autre nom
error-token-scope = Choisissez ce que le jeton peut faire
error-token-expiry = Choisissez la durée du jeton : de 1 à 365 jours
error-token-until = Le dernier jour doit aller du { $first } au { $last }
error-token-limit = Vous avez { $max } jetons, c’est le maximum : révoquez-en un dont vous n’avez plus besoin
error-token-only-reads-title = Ce jeton ne fait que lire
error-token-only-reads-text = Le jeton a été créé pour lire. Créez-en un qui peut écrire, dans les jetons personnels de votre compte.
error-not-by-token-title = Pas avec un jeton personnel
error-not-by-token-text = Les jetons personnels ne gèrent pas les comptes et n’administrent pas le portail. Connectez-vous vous-même pour cela.
