# Ce que les administrateurs font des comptes des autres.

## Rôles et statuts

role-user-short = Voyageur
role-manager-short = Responsable
role-administrator-short = Administrateur
account-status-pending = Non activé
account-status-active = Actif
account-status-blocked = Bloqué

## La liste

users-title = Utilisateurs
users-caption = Utilisateurs ; chaque titre muni d’une flèche trie selon sa colonne
users-count =
    { $count ->
        [one] { $shown } utilisateur
       *[other] { $shown } utilisateurs
    }
users-count-capped = Plus de { $shown } utilisateurs
users-no-match-title = Aucun utilisateur ne correspond
users-no-match-text = Retirez un filtre ou cherchez une partie plus courte du nom.
users-filter-label = Filtrer les utilisateurs
users-search = Nom, nom de connexion ou adresse e-mail
users-role = Rôle
users-any-role = Tous les rôles
users-show = Afficher les utilisateurs
users-person = Personne
users-roles = Rôles
users-no-roles = Aucun rôle
users-manager = Responsable
users-manager-login = Nom de connexion du responsable
users-no-manager = Pas de responsable
users-last-sign-in = Dernière connexion
users-never = Jamais
administration-users-text = Qui peut se connecter, avec quels rôles, et à qui les voyages sont soumis.

## Un utilisateur

users-own = C’est votre propre compte. Ce que vous changez pour vous-même se trouve ici :
users-invited-title = Invité
users-invited-text = Le lien pour choisir un mot de passe a été envoyé par e-mail ; il fonctionne pendant 7 jours, et un nouveau le remplace.
users-invited-by-hand = L’envoi d’e-mails n’est pas configuré : transmettez vous-même le lien pour choisir un mot de passe. Il fonctionne pendant 7 jours, et un nouveau le remplace. Vous le trouvez ici :
users-no-email = Aucune : rien ne peut être envoyé
users-trips = Voyages
users-language = Langue des e-mails
users-time-zone = Fuseau horaire
users-created = Créé
users-second-factor = Connexion en deux étapes
users-second-factor-on = Activée
users-second-factor-off = Désactivée
users-second-factor-take = La désactiver
users-activate = Activer
users-invite-again = Renvoyer l’invitation
users-send-reset = Envoyer un lien pour un nouveau mot de passe
users-block = Bloquer
users-unblock = Débloquer
users-sign-out = Déconnecter partout
users-no-sessions = Connecté nulle part.
users-sessions-caption = Sessions de { $name }, la dernière utilisée en haut
users-entries = Dernières entrées du journal d’audit
users-entries-caption = Ce que { $name } a fait et ce qui a été fait du compte, le plus récent en haut
users-no-entries = Rien pour l’instant.
users-entries-about = Tout à propos de ce compte
users-entries-by = Tout par cette personne

## Le formulaire

users-new = Nouvel utilisateur
users-new-lead = Vous ne choisissez pas de mot de passe : la personne est invitée par e-mail et en choisit un.
users-create = Créer et inviter
users-edit = Modifier l’utilisateur
users-save = Enregistrer l’utilisateur
users-part-who = Qui
users-part-work = Ce que la personne peut faire
users-part-language = Langue et heure
users-email-hint = Les invitations et les liens pour un nouveau mot de passe y sont envoyés
users-manager-hint = Les voyages sont soumis à cette personne ; sans elle, à tous les responsables
error-email-for-invitation = Saisissez une adresse e-mail : l’invitation y est envoyée
error-manager-unknown = Personne n’a le nom de connexion { $login } : saisissez celui d’un responsable, ou aucun
error-manager-oneself = Saisissez une autre personne : nul n’approuve ses propres voyages
error-manager-role = { $login } n’approuve pas de voyages : donnez-lui d’abord le rôle, ou saisissez une autre personne
error-manager-circle = { $login } a cet utilisateur pour responsable, directement ou plus haut : saisissez une autre personne
error-own-role = Vous ne pouvez pas vous retirer ce rôle vous-même : demandez à un autre administrateur
error-own-account = C’est votre propre compte : un autre administrateur peut le faire
error-no-link = Aucun lien ne peut être envoyé : le compte est bloqué ou n’a pas d’adresse e-mail
users-conflict-title = Quelqu’un d’autre a modifié cet utilisateur

## La fin

users-deletion-title = Supprimer { $name } ?
users-deletion-lead = Le compte { $login } disparaît définitivement, avec ses sessions et ses jetons. C’est irréversible. Pour tenir quelqu’un à l’écart un temps, bloquez plutôt le compte.
users-heir =
    { $count ->
        [one] Qui reçoit le voyage
       *[other] Qui reçoit les { $count } voyages
    }
users-heir-hint = Un nom de connexion. Si vous n’en saisissez pas, ils n’appartiennent à personne, et seuls les administrateurs les voient.
users-delete-for-good = Supprimer définitivement
error-heir-same = Saisissez une autre personne : ce compte disparaît
error-heir-unknown = Personne n’a le nom de connexion { $login } : saisissez celui de la personne qui reçoit les voyages, ou aucun

## Ce qui a été fait

flash-user-invited = Invitation en route
flash-user-saved = Modifications enregistrées
flash-user-activated = Compte activé
flash-user-blocked = Compte bloqué ; ses sessions sont terminées
flash-user-unblocked = Compte débloqué
flash-user-reset-sent = Lien pour un nouveau mot de passe en route
flash-user-signed-out = Déconnecté partout
flash-user-deleted = Compte supprimé

## Par REST

error-user-id-exists = Un nouvel utilisateur ne peut pas déjà avoir un identifiant
error-user-id-null = Le corps doit nommer l’identifiant de l’utilisateur
error-user-id-invalid = L’identifiant du corps n’est pas celui de l’utilisateur
error-image-url = Au plus { $max } caractères, sans caractères de contrôle
error-authority-name = ROLE_ suivi de majuscules, de chiffres ou de traits de soulignement, au plus 50 caractères
error-authority-exists = Une autorité de ce nom existe déjà
error-authority-built-in = Le portail lui-même a besoin de cette autorité

## Dans le journal d’audit

audited-account-changed = Compte modifié
audited-account-blocked = Compte bloqué
audited-account-unblocked = Compte débloqué
audited-invitation-sent = Invitation envoyée
audited-password-reset-sent = Lien pour un nouveau mot de passe envoyé
audited-authority-created = Autorité créée
audited-authority-deleted = Autorité supprimée
