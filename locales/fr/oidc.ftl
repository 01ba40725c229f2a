# La connexion auprès d’un fournisseur d’identité.

login-lead-provider = Utilisez le compte de votre organisation, ou le nom et le mot de passe de ce portail.
login-lead-provider-only = On se connecte à ce portail avec le compte de son organisation. Il n’a pas de mots de passe à lui.
login-with = Se connecter avec { $provider }
login-with-password = Avec un mot de passe
leaving-title = Vous êtes déconnecté ici
leaving-lead = Une étape encore vous déconnecte aussi de { $provider }.
leaving-go = Continuer vers { $provider }

error-sign-in-refused-title = Pas connecté
error-oidc-state = Cette connexion est déjà terminée, a pris trop de temps ou a commencé dans un autre navigateur. Reconnectez-vous.
error-oidc-denied = La connexion a été interrompue. Reconnectez-vous si ce n’était pas voulu.
error-oidc-provider = Le service de connexion de votre organisation ne vous a pas laissé passer. Reconnectez-vous, et adressez-vous à votre administrateur si cela n’aide pas.
error-oidc-token = La réponse du service de connexion de votre organisation n’a pas pu être vérifiée. Reconnectez-vous, et prévenez votre administrateur si cela se reproduit.
error-oidc-taken = Le compte d’une autre personne a votre adresse e-mail. Demandez à un administrateur de la changer, puis reconnectez-vous.
error-provider-title = Le service de connexion de votre organisation ne répond pas
error-provider-text = Personne ne peut s’y connecter pour le moment. Patientez un peu et reconnectez-vous ; si cela dure, prévenez votre administrateur.
error-passwords-closed-title = Les mots de passe ne servent pas ici
error-passwords-closed-text = Tout le monde se connecte avec le compte de son organisation : il n’y a pas de mot de passe à saisir, à choisir ni à oublier.

audited-identity-linked = Compte lié à celui de l’organisation
audited-roles-mapped = Rôles repris de l’organisation
audited-last-administrator-kept = Dernier administrateur resté administrateur

setting-oidc-issuer = Fournisseur d’identité (OpenID Connect) auprès duquel se connecter, par l’adresse qu’il se donne, par exemple https://login.example.com/realms/company ; nécessite PUBLIC_URL
setting-oidc-client-id = Nom du portail chez le fournisseur d’identité
setting-oidc-client-secret = Secret du portail chez le fournisseur d’identité ; un client public n’en a pas
setting-oidc-scopes = Ce qui est demandé au fournisseur d’identité
setting-oidc-roles-claim = Attribut où les rôles sont lus à chaque connexion, ou un chemin vers lui comme realm_access.roles
setting-oidc-roles = Quelle valeur de l’attribut donne quel rôle, par exemple trip-managers=ROLE_MANAGER,trip-admins=ROLE_ADMIN
setting-oidc-only = Si le fournisseur d’identité est le seul accès : ni mots de passe, ni inscription
setting-oidc-label = Nom du fournisseur d’identité sur le bouton ; son hôte par défaut
setting-oidc-ca-file = Certificats (PEM) qui peuvent signer celui du fournisseur d’identité, en plus des autorités habituelles
